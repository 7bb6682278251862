"""A status list as a credential: fetched, and verified like one before a bit is believed.

What cannot be verified says nothing, so the answer is then "could not check", never "not revoked".
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.core import core_checks
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not
from passports.standards.formats.format import as_list, types_of
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.hints import Any
from passports.standards.parsing import parse_text
from passports.standards.proofs.data_integrity import proofs_of
from passports.standards.types import (
    CheckName,
    Document,
    Fetched,
    FetchFailed,
    NotACredential,
    Outcome,
)

_ENVELOPE = "EnvelopedVerifiableCredential"
_ENVELOPES = ("data:application/vc+jwt,", "data:application/jwt,", "data:application/vc-ld+jwt,")


def fetched_list(url: str, environment: Environment) -> Fetched | Finding:
    """What is published at `url`, or why it could not be had."""
    try:
        return environment.fetch(url)
    except FetchFailed as error:
        return could_not(
            "status_list_unreachable",
            f"{error.url}: {error.code} {error.detail}".strip(),
            url=url,
            reason=error.code,
            transient=error.transient,
        )


def verified_list(url: str, environment: Environment) -> Document | Finding:
    """The status list credential at `url`, structure, proofs, key and validity checked."""
    document = _read_list(url, environment)
    if isinstance(document, Finding):
        return document
    return _problem(document, url, environment) or document


def signers_list(url: str, data: Mapping[str, Any], environment: Environment) -> Document | None:
    """The list at `url` if all that stands in its way is that its issuer's document cannot be had,
    and it has good proofs by the very key, in the same issuer's name, that is on `data`.

    Such a list may take the credential back: it is the word of whoever signed the credential,
    whoever that is. It may not say that the credential stands.
    """
    document = _read_list(url, environment)
    if isinstance(document, Finding) or issuer_id(document.data) != issuer_id(data):
        return None
    signers = _methods(document)
    if not signers or signers != _methods_in(data):
        return None
    for check in core_checks(document, environment):
        if check.outcome is Outcome.PASSED:
            continue
        if check.name is not CheckName.ISSUER_KEY or check.outcome is not Outcome.COULD_NOT_CHECK:
            return None
    return document


def _methods(document: Document) -> set[str]:
    return set() if document.token else _methods_in(document.data)


def _methods_in(data: Mapping[str, Any]) -> set[str]:
    """The keys that the embedded proofs name; none if one of them names none."""
    found: set[str] = set()
    for proof in proofs_of(data):
        method = proof.get("verificationMethod") if isinstance(proof, Mapping) else None
        if not isinstance(method, str):
            return set()
        found.add(method)
    return found


def _read_list(url: str, environment: Environment) -> Document | Finding:
    fetched = fetched_list(url, environment)
    if isinstance(fetched, Finding):
        return fetched
    try:
        document = parse_text(fetched.body, limits=environment.limits)
        if _ENVELOPE in types_of(document.data):
            document = parse_text(_enveloped(document.data), limits=environment.limits)
    except NotACredential as error:
        return could_not("bad_status_list", error.code, url=url, reason=error.code)
    if document.format != "verifiable_credential":
        return could_not("bad_status_list", document.format, url=url)
    return document


def _enveloped(data: Mapping[str, Any]) -> bytes:
    """The token in an EnvelopedVerifiableCredential (VCDM 2.0, section 4.12.1)."""
    address = data.get("id")
    for beginning in _ENVELOPES:
        if isinstance(address, str) and address.startswith(beginning):
            return address.removeprefix(beginning).encode()
    raise NotACredential("not_a_jwt", "the envelope holds no JWT")


def _problem(document: Document, url: str, environment: Environment) -> Finding | None:
    for check in core_checks(document, environment):
        if check.outcome is not Outcome.PASSED:
            return could_not(
                "status_list_not_verified",
                f"{check.name}: {check.code} {check.detail}".strip(),
                url=url,
                check=str(check.name),
                reason=check.code,
                transient=bool(check.params.get("transient")),
            )
    return None


def subject_of(status_list: Mapping[str, Any], credential_type: str, subject_type: str) -> Any:
    """The list itself inside its credential: an object of `subject_type`, or a text that says
    which type is missing."""
    if credential_type not in types_of(status_list):
        return f"not a {credential_type}"
    for subject in as_list(status_list.get("credentialSubject")):
        if isinstance(subject, Mapping):
            return subject if subject_type in types_of(subject) else f"not a {subject_type}"
    return f"not a {subject_type}"


def notes_on(status_list: Mapping[str, Any], url: str, issuer: str) -> dict[str, Any]:
    """What a reader should know of a list that differs from the credential that points to it."""
    notes: dict[str, Any] = {}
    if issuer_id(status_list) != issuer:
        notes["list_issuer"] = issuer_id(status_list)
    if status_list.get("id", url) != url:
        notes["list_id"] = str(status_list["id"])[:500]
    return notes


def index_of(value: object) -> int | None:
    """A place in a list, written as a number or in digits; None if it is neither."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        return None
    return value if value < 10**15 else None
