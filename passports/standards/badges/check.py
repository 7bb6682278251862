"""The checks of one badge of Open Badges 1.x or 2.0: an assertion, or an endorsement.

For a hosted badge `proof` asks whether the address that the badge names answers with the same
badge, and `issuer_key` whether that address is one where its issuer hosts badges.
https://www.imsglobal.org/spec/ob/v2p0/#BadgeVerification
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from passports.standards.badges import extensions, recipient, revocation, scope, signing
from passports.standards.badges.dates import parse_badge_date
from passports.standards.badges.model import SIGNED, class_problems, problems
from passports.standards.badges.objects import (
    Object,
    differences,
    fetch_object,
    is_web,
    load,
)
from passports.standards.badges.summary import hosted_address, summary, verification_of
from passports.standards.badges.vocabulary import version_of
from passports.standards.checked import Checked, Inner
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, not_applicable, passed
from passports.standards.formats.format import Problem, types_of
from passports.standards.hints import Any
from passports.standards.recognition import check_recognized
from passports.standards.types import CheckName, Document, Identity, Outcome

MAX_PROBLEMS = 10


@dataclass(slots=True)
class _Badge:
    """An assertion with what was found at the addresses that it names."""

    data: Mapping[str, Any]
    is_only_address: bool
    is_signed: bool
    hosted: Object | Finding | None = None
    badge: Object | Finding | None = None
    issuer: Object | Finding = field(default_factory=lambda: could_not("no_issuer"))


def check(
    document: Document,
    environment: Environment,
    identities: Sequence[Identity] | None,
    inner: Inner,
) -> Checked:
    """Every check of a badge; see the table in docs/verification-notes.md."""
    found = _gather(document, environment)
    proof, authority = _proof_and_authority(found, document, environment)
    issuer = found.issuer
    issuer_id = (issuer.address or _id(issuer.data)) if isinstance(issuer, Object) else ""
    confirmed = authority.outcome is Outcome.PASSED
    findings = [
        (CheckName.STRUCTURE, _structure(found, document)),
        (CheckName.PROOF, proof),
        (CheckName.ISSUER_KEY, authority),
        (CheckName.VALIDITY, _validity(found.data, environment)),
        (CheckName.STATUS, _status(found, environment)),
        *((CheckName.SCHEMA, finding) for finding in _extensions(found, environment)),
        (CheckName.RECIPIENT, recipient.check_recipient(found.data, identities)),
        (CheckName.ISSUER_RECOGNIZED, check_recognized(issuer_id, environment.trust, confirmed)),
    ]
    said = summary(found.data, _data(found.badge), _data(issuer), issuer_id)
    return Checked([finding.as_check(name) for name, finding in findings], said)


def _gather(document: Document, environment: Environment) -> _Badge:
    found = _Badge(
        data=document.data,
        is_only_address=document.container != "jwt" and set(document.data) == {"verify"},
        is_signed=_is_signed(document.data) or bool(document.token),
    )
    if not found.is_signed:
        address = hosted_address(found.data)
        if is_web(address):
            found.hosted = fetch_object(address, environment)
        if found.is_only_address and isinstance(found.hosted, Object):
            found.data, found.is_signed = found.hosted.data, _is_signed(found.hosted.data)
            named = hosted_address(found.data)
            if named != address:
                # What answers there says that it is kept elsewhere, so that is asked too.
                found.hosted = fetch_object(named, environment) if is_web(named) else None
    if "badge" in found.data:
        found.badge = load(found.data["badge"], environment)
        if isinstance(found.badge, Object):
            found.issuer = load(found.badge.data.get("issuer"), environment)
        else:
            found.issuer = found.badge
    elif "issuer" in found.data:
        found.issuer = load(found.data["issuer"], environment)
    return found


def _is_signed(data: Mapping[str, Any]) -> bool:
    kind = verification_of(data).get("type")
    return isinstance(kind, str) and kind.lower() in SIGNED


def _structure(found: _Badge, document: Document) -> Finding:
    """The assertion, and the objects that it leads to where they could be had."""
    if found.is_only_address and not isinstance(found.hosted, Object):
        return could_not("badge_object_unreachable", "only an address", url="")
    listed = list(problems(found.data))[:MAX_PROBLEMS]
    version = version_of(found.data)
    for name, part in (("BadgeClass", found.badge), ("Profile", found.issuer)):
        if isinstance(part, Object):
            path = "badge" if name == "BadgeClass" else "issuer"
            wanted = {"BadgeClass"} if name == "BadgeClass" else {"Issuer", "Profile", "IssuerOrg"}
            if types_of(part.data) and not wanted & set(types_of(part.data)):
                listed.append(Problem("wrong_type", f"{path}.type", name))
            listed += class_problems(part.data, name, version, path)
    if not listed:
        return passed("conforms", document.format, format=document.format)
    first = listed[0]
    return failed(
        first.code,
        "; ".join(f"{p.path}: {p.code} {p.detail}".strip() for p in listed[:MAX_PROBLEMS]),
        path=first.path,
        problems=[{"code": p.code, "path": p.path, "detail": p.detail} for p in listed[:10]],
    )


def _proof_and_authority(
    found: _Badge, document: Document, environment: Environment
) -> tuple[Finding, Finding]:
    issuer = found.issuer
    if found.is_signed:
        if not document.token:
            return failed("unsigned", "says that it is signed"), could_not("no_good_proof")
        if isinstance(issuer, Finding):
            return could_not("key_unavailable", issuer.detail, **dict(issuer.params)), issuer
        how = verification_of(found.data)
        return signing.check_signed(document.token, how, issuer, environment)
    return _hosted(found), _scope(found)


def _hosted(found: _Badge) -> Finding:
    address = hosted_address(found.data)
    if found.hosted is None:
        return failed("not_hosted", "the badge names no address and no signature", url=address)
    if isinstance(found.hosted, Finding):
        return found.hosted
    hosted = found.hosted.data
    differing = differences(found.data, hosted)
    if hosted.get("revoked") not in (None, False):
        # An issuer who takes a badge back may leave nothing else at its address.
        differing = [name for name in differing if name in hosted and not name.startswith("revo")]
    if differing:
        listed = ", ".join(differing[:10])
        return failed("hosted_differs", f"{address}: {listed}", url=address, members=listed)
    for part in (found.badge, found.issuer):
        if isinstance(part, Object) and part.problem is not None:
            return part.problem
    return passed("hosted_by_issuer", address, url=address, proof_type="hosted")


def _scope(found: _Badge) -> Finding:
    issuer = found.issuer
    if isinstance(issuer, Finding):
        return issuer
    if not issuer.address:
        return issuer.problem or failed("issuer_not_hosted", "the issuer names no web address")
    if not isinstance(found.hosted, Object):
        return could_not("no_good_proof", "the badge is not hosted where it says")
    return scope.check_scope(found.hosted.address, issuer.data, issuer.address)


def _validity(data: Mapping[str, Any], environment: Environment) -> Finding:
    times = [parse_badge_date(data[n]) for n in ("issuedOn", "expires") if data.get(n) is not None]
    if None in times:
        return failed("bad_date", "a date cannot be read")
    now, skew = environment.now, environment.skew
    issued = parse_badge_date(data.get("issuedOn"))
    until = parse_badge_date(data.get("expires"))
    if issued is not None and issued > now + skew:
        return failed("not_yet_valid", issued.isoformat(), valid_from=issued.isoformat())
    if until is not None and until < now - skew:
        return failed("expired", until.isoformat(), valid_until=until.isoformat())
    text = until.isoformat() if until else ""
    return passed("current", f"until {text}" if text else "no end", valid_until=text)


def _status(found: _Badge, environment: Environment) -> Finding:
    if found.data.get("revoked") not in (None, False):
        return revocation.check_hosted(found.data)
    if isinstance(found.hosted, Object):
        return revocation.check_hosted(found.hosted.data)
    if isinstance(found.issuer, Object):
        return revocation.check_listed(found.data, found.issuer, environment)
    return not_applicable("no_status")


def _data(part: Object | Finding | None) -> Mapping[str, Any]:
    return part.data if isinstance(part, Object) else {}


def _id(data: Mapping[str, Any]) -> str:
    value = data.get("id")
    return value if isinstance(value, str) else ""


def _extensions(found: _Badge, environment: Environment) -> list[Finding]:
    parts = (found.data, _data(found.badge), _data(found.issuer))
    return extensions.check_extensions(environment, *parts)
