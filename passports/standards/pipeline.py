"""verify(): the checks in their order, and the verdict on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import count

from passports.standards import credential
from passports.standards.archived import with_dates
from passports.standards.checked import Checked, Checker
from passports.standards.controller import Controllers
from passports.standards.environment import Beside, Environment
from passports.standards.finding import could_not, failed, not_applicable, passed
from passports.standards.formats import format_named
from passports.standards.frozen import replace
from passports.standards.hints import Any
from passports.standards.jsonld import SHIPPED
from passports.standards.lazy import LazyRegistry
from passports.standards.parsing import parse
from passports.standards.types import (
    DEFAULT_LIMITS,
    Check,
    CheckName,
    Document,
    Endorsement,
    Fetch,
    Fetched,
    FetchFailed,
    Identity,
    KeyStore,
    Limits,
    NotACredential,
    Report,
    TrustStore,
    Verdict,
)
from passports.standards.verdict import decide

# The formats in which others may endorse.
ENDORSED = frozenset({"open_badges_3", "clr_2"})
_documents = count()
_BY_PLAN: Mapping[str, Callable[..., Report | None]] = LazyRegistry(
    "passports.standards.planned", {"report": "verifying.planned_report"}
)
# Enough for any usual credential, however many stand in one document.
MINIMUM_STEPS = 10_000


def verify(
    document: Document,
    *,
    fetch: Fetch,
    keys: KeyStore | None = None,
    trust: TrustStore | None = None,
    contexts: Mapping[str, Any] | None = None,
    now: datetime,
    identities: Sequence[Identity] | None = None,
    challenge: str | None = None,
    domain: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Check `document` as of `now` (aware) and give the verdict; see docs for the table.

    Everything outside the document is handed in: `fetch` is the only door to the network, `keys`
    holds documents of issuers known already, `trust` the registries, `contexts` the JSON-LD
    contexts (those that ship, if None), `identities` what the holder has proven. What is wrong
    with a document is a failed check; exceptions are for bugs. Raises ValueError for a `now`
    without a zone.
    """
    world = World(fetch, keys, trust, contexts, now, challenge, domain, limits)
    return world.with_fetched(_report(document, world.environment, identities))


class World:
    """The outside as one verification sees it, and what was fetched from it."""

    def __init__(
        self,
        fetch: Fetch,
        keys: KeyStore | None,
        trust: TrustStore | None,
        contexts: Mapping[str, Any] | None,
        now: datetime,
        challenge: str | None,
        domain: str | None,
        limits: Limits,
    ) -> None:
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        self._bounded = _BoundedFetch(fetch, limits.fetches)
        self._beside = self._bounded.beside(limits.fetches)
        self.environment = Environment(
            self._bounded,
            Controllers(self._bounded, keys, now=now),
            trust,
            SHIPPED if contexts is None else contexts,
            now,
            limits,
            challenge,
            domain,
            Beside(self._beside),
        )

    def with_fetched(self, report: Report) -> Report:
        own, beside = self._bounded.answers, self._beside.answers
        if not own and not beside:
            return report
        checks = with_dates(report.checks, tuple(own.values()))
        return replace(report, checks=checks, fetched=tuple((own | beside).values()))


def _report(
    document: Document, environment: Environment, identities: Sequence[Identity] | None
) -> Report:
    """The report on one document; what is inside it comes back here."""

    def inner(found: Document, shared_by: int) -> Report:
        return _report(found, _inside(environment, shared_by), identities)

    if format_named(document.format) is None:
        checked = Checked(_unsupported_format(document.format))
    else:
        check = CHECKERS.get(document.format, credential.check)
        checked = check(document, environment, identities, inner)
    return Report(
        decide(checked.checks),
        tuple(checked.checks),
        document.format,
        environment.now,
        checked.summary or document.summary,
        checked.nested,
        endorsements=_endorsements(document, environment),
    )


def _endorsements(document: Document, environment: Environment) -> tuple[Endorsement, ...]:
    """What others say of a badge or a bundle, each checked on its own and for its own sake."""
    beside = environment.beside
    if beside is None or document.format not in ENDORSED:
        return ()
    from passports.standards.formats.open_badges_3 import has_endorsements

    if not has_endorsements(document.data):
        return ()
    from passports.standards.endorsements import check_endorsements

    controllers = environment.controllers.anew(beside.fetch)
    own = replace(environment, fetch=beside.fetch, controllers=controllers)

    def verify_one(found: Document, shared_by: int) -> Report:
        return _report(found, _inside(own, shared_by), None)

    return check_endorsements(document, verify_one, environment, beside)


def _inside(environment: Environment, shared_by: int) -> Environment:
    """For a credential inside: it answers no challenge, and shares the bounds with the others."""
    limits = environment.limits
    steps = max(limits.canonicalization_steps // shared_by, MINIMUM_STEPS)
    bounds = replace(limits, canonicalization_steps=steps)
    return replace(environment, limits=bounds, challenge=None, domain=None)


class _BoundedFetch:
    """A document may send us to so many addresses and no further, and to each of them once: many
    credentials in one bundle name the same list, and it must give all of them one answer."""

    def __init__(self, fetch: Fetch, count: int) -> None:
        self._fetch, self._left = fetch, count
        self._known: dict[str, Fetched | FetchFailed] = {}
        # What this one was asked for, whoever asked first.
        self.answers: dict[str, Fetched] = {}

    def beside(self, count: int) -> _BoundedFetch:
        """One with a bound of its own, which gives the same answers."""
        other = _BoundedFetch(self._fetch, count)
        other._known = self._known
        return other

    def __call__(self, url: str) -> Fetched:
        if url not in self._known:
            if self._left == 0:
                detail = "too many fetches for one document"
                raise FetchFailed("refused", url, detail, transient=False)
            self._left -= 1
            self._known[url] = self._ask(url)
        answer = self._known[url]
        if isinstance(answer, FetchFailed):
            raise answer
        self.answers[url] = answer
        return answer

    def _ask(self, url: str) -> Fetched | FetchFailed:
        try:
            answer = self._fetch(url)
        except FetchFailed as error:
            return error
        # Known by the address that was asked: it may lead elsewhere another day.
        return answer if answer.asked == url else replace(answer, hops=(url, *answer.hops))


# How kinds of document are checked that are not a credential of the VC data model by itself.
CHECKERS: Mapping[str, Checker] = LazyRegistry(
    "passports.standards",
    {
        "open_badges_1": "badges.check.check",
        "open_badges_2": "badges.check.check",
        "clr_2": "bundle.check",
        "elm": "european.check",
        "verifiable_presentation": "presentation.check",
        "sd_jwt_vc": "selective_credential.check",
    },
)


def _unsupported_format(name: str) -> list[Check]:
    unsupported = could_not("unsupported_format", name, format=name)
    required = (
        CheckName.STRUCTURE,
        CheckName.PROOF,
        CheckName.ISSUER_KEY,
        CheckName.VALIDITY,
    )
    checks = [unsupported.as_check(check) for check in required]
    idle = not_applicable("unsupported_format", name, format=name)
    return checks + [idle.as_check(check) for check in CheckName if check not in required]


def not_a_credential_report(error: NotACredential, now: datetime) -> Report:
    """The report on bytes in which `parse` found no credential. A part of a badge may conform to
    its class, which makes it no credential."""
    conforms = error.code == "part_of_a_badge" and not error.params.get("problems")
    make = passed if conforms else failed
    check = make(error.code, error.detail, **error.params).as_check(CheckName.STRUCTURE)
    return Report(Verdict.NOT_A_CREDENTIAL, (check,), str(error.params.get("format", "")), now)


def verify_bytes(
    content: bytes,
    *,
    filename: str = "",
    fetch: Fetch,
    keys: KeyStore | None = None,
    trust: TrustStore | None = None,
    contexts: Mapping[str, Any] | None = None,
    now: datetime,
    identities: Sequence[Identity] | None = None,
    challenge: str | None = None,
    domain: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """`parse` and `verify` in one; what is no credential has a report of its own.

    The same answer as from these two, and for the usual credential by a plan for its shape.
    """
    world = World(fetch, keys, trust, contexts, now, challenge, domain, limits)
    report = None
    # A plan needs a second document of its shape: for the first of a process nothing is loaded.
    if next(_documents):
        report = _BY_PLAN["report"](content, world.environment, identities)
    if report is None:
        try:
            document = parse(content, filename=filename, limits=limits)
        except NotACredential as error:
            return not_a_credential_report(error, now)
        report = _report(document, world.environment, identities)
    return world.with_fetched(report)
