"""What others say of a badge, its achievement or its issuer: each endorsement checked on its own.

https://www.imsglobal.org/spec/ob/v3p0/#endorsementcredential. An endorsement is a credential of
somebody else about something in its host. The host is a good credential or not without it, so
whatever is found here is reported beside the host and never changes its verdict: section 8 ties the
verdict on a credential to its own proof, and no section ties it to what others say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from passports.standards.containing import read_contained
from passports.standards.environment import Beside, Environment
from passports.standards.finding import could_not, failed
from passports.standards.formats.format import as_list, types_of
from passports.standards.formats.open_badges_3 import ENDORSEMENT_TYPE, ENDORSING, endorsed_parts
from passports.standards.formats.text import id_of, member, text_of
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.hints import Any
from passports.standards.types import (
    CheckName,
    Document,
    Endorsement,
    Limits,
    NotACredential,
    Report,
    Verdict,
)

Verify = Callable[[Document, int], Report]


def check_endorsements(
    document: Document, verify: Verify, environment: Environment, beside: Beside
) -> tuple[Endorsement, ...]:
    """Every endorsement in a badge or a bundle, in the order of its parts. `verify` takes one and
    the number of those that share its bounds."""
    parts = endorsed_parts(document.data)
    # The first that has an identifier is what that identifier means.
    kinds = {id_of(part.get("id")): kind for kind, part in reversed(parts)}
    kinds.pop("", None)
    values = list(_values(parts))
    found: list[Endorsement] = []
    for value in values:
        if beside.endorsements == 0:
            found.append(_too_many(len(values) - len(found), environment.now))
            break
        beside.endorsements -= 1
        try:
            read = _read(value, environment.limits)
        except NotACredential as error:
            found.append(_none(error, environment.now))
            continue
        found.append(_endorsement(read, kinds, document, verify(read, len(values))))
    return tuple(found)


def _values(parts: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Any]:
    for _, part in parts:
        for name in ENDORSING:
            yield from as_list(part.get(name))


def _read(value: Any, limits: Limits) -> Document:
    document = read_contained(value, limits)
    if ENDORSEMENT_TYPE not in types_of(document.data):
        raise NotACredential("not_an_endorsement", document.format)
    return document


def _none(error: NotACredential, now: datetime) -> Endorsement:
    problem = failed(error.code, error.detail, **error.params).as_check(CheckName.STRUCTURE)
    return Endorsement(Report(Verdict.NOT_A_CREDENTIAL, (problem,), "", now))


def _endorsement(
    document: Document, kinds: Mapping[str, str], host: Document, report: Report
) -> Endorsement:
    subject = document.data.get("credentialSubject")
    return Endorsement(
        report,
        about=kinds.get(id_of(member(subject, "id")), ""),
        comment=text_of(member(subject, "endorsementComment")),
        by_issuer=issuer_id(document.data) == issuer_id(host.data) != "",
    )


def _too_many(count: int, now: datetime) -> Endorsement:
    left_out = could_not("too_many_endorsements", str(count), count=count)
    check = left_out.as_check(CheckName.STRUCTURE)
    return Endorsement(Report(Verdict.INCONCLUSIVE, (check,), "", now))
