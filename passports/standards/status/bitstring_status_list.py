"""Bitstring Status List 1.0. https://www.w3.org/TR/vc-bitstring-status-list/"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.formats.format import as_list
from passports.standards.formats.status_list import CREDENTIAL_TYPE, SUBJECT_TYPE
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.status.encoding import BadList, unpack, value_from_left
from passports.standards.status.published import (
    index_of,
    notes_on,
    signers_list,
    subject_of,
    verified_list,
)
from passports.standards.types import Limits, Outcome

__all__ = ["MINIMUM_BITS", "BadList", "Entry", "check_entry", "judge", "read_entry", "unpack"]

MINIMUM_BITS = 131_072
# Lists of the Digital Credentials Consortium have 100,000 entries: accepted, and said.
ACCEPTED_ENTRIES = 100_000
LARGEST_SIZE_BITS = 8
# purpose → the code of a check that fails because the bit is set
FAILING_PURPOSES = {"revocation": "revoked", "suspension": "suspended"}
INFORMING_PURPOSES = frozenset({"refresh", "message"})


@frozen
class Entry:
    """Where the value of one credential is, and what its values mean."""

    url: str
    index: int
    purpose: str
    size: int = 1
    messages: Mapping[int, str] = {}


def check_entry(
    entry: Mapping[str, Any], data: Mapping[str, Any], environment: Environment
) -> Finding:
    """What the list says of this entry (section 3.2, validate algorithm)."""
    where = read_entry(entry)
    if isinstance(where, Finding):
        return where
    document = verified_list(where.url, environment)
    if isinstance(document, Finding):
        return _taken_back(where, data, environment) or document
    notes = notes_on(document.data, where.url, issuer_id(data))
    return judge(where, document.data, environment.limits, notes)


def _taken_back(where: Entry, data: Mapping[str, Any], environment: Environment) -> Finding | None:
    """That whoever signed the credential took it back, where nobody could look who that is."""
    document = signers_list(where.url, data, environment)
    if document is None:
        return None
    notes = {"list_signer": issuer_id(data), **notes_on(document.data, where.url, issuer_id(data))}
    found = judge(where, document.data, environment.limits, notes)
    return found if found.outcome is Outcome.FAILED else None


def read_entry(entry: Mapping[str, Any]) -> Entry | Finding:
    """The parts of a status entry, or what is wrong with it (section 2.1)."""
    url, purpose = entry.get("statusListCredential"), entry.get("statusPurpose")
    index = index_of(entry.get("statusListIndex"))
    if index is None:
        return could_not(
            "bad_status_entry", f"statusListIndex {str(entry.get('statusListIndex'))[:40]}"
        )
    if not isinstance(url, str) or not isinstance(purpose, str):
        return could_not("bad_status_entry", "statusListCredential or statusPurpose is missing")
    if purpose not in FAILING_PURPOSES and purpose not in INFORMING_PURPOSES:
        return could_not("unsupported_status_purpose", purpose[:60], purpose=purpose[:60])
    size = entry.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        return could_not("bad_status_entry", f"statusSize {str(size)[:40]}")
    if size > LARGEST_SIZE_BITS:
        return could_not("unsupported_status_method", "statusSize", method="statusSize")
    messages: Mapping[int, str] = {}
    if purpose == "message" or size > 1:
        read = _messages(entry.get("statusMessage"), size)
        if read is None:
            return could_not("bad_status_entry", f"statusMessage must name {1 << size} values")
        messages = read
    return Entry(url, index, purpose, size, messages)


def _messages(value: object, size: int) -> Mapping[int, str] | None:
    """The meaning of every value: `statusMessage` names each of them once, in hexadecimal."""
    found: dict[int, str] = {}
    for item in as_list(value):
        if not isinstance(item, Mapping):
            return None
        status, message = item.get("status"), item.get("message", "")
        if not isinstance(status, str) or not status.startswith("0x") or len(status) > 6:
            return None
        try:
            found[int(status, 16)] = str(message)[:300]
        except ValueError:
            return None
    return found if set(found) == set(range(1 << size)) else None


def judge(
    where: Entry, status_list: Mapping[str, Any], limits: Limits, notes: Mapping[str, Any]
) -> Finding:
    """The answer of a list that has been verified: type, purpose, length, range, and the bit."""
    subject = subject_of(status_list, CREDENTIAL_TYPE, SUBJECT_TYPE)
    if isinstance(subject, str):
        return could_not("bad_status_list", subject, url=where.url)
    if where.purpose not in as_list(subject.get("statusPurpose")):
        return could_not(
            "status_purpose_mismatch",
            f"the list is for {subject.get('statusPurpose')}",
            purpose=where.purpose,
            url=where.url,
        )
    try:
        bits = unpack(subject.get("encodedList"), limits)
    except BadList as error:
        return could_not("bad_status_list", f"{error.code} {error.detail}", url=where.url)
    entries = len(bits) * 8 // where.size
    if where.index >= entries:
        return could_not(
            "status_index_out_of_range",
            f"{where.index} of {entries}",
            index=where.index,
            bits=len(bits) * 8,
        )
    if entries < ACCEPTED_ENTRIES:
        return could_not("status_list_too_short", f"{entries} entries", url=where.url, bits=entries)
    value = value_from_left(bits, where.index, where.size)
    return answer(where, value, entries, notes)


def answer(where: Entry, value: int, entries: int, notes: Mapping[str, Any]) -> Finding:
    """The finding for a value that was read from a list of so many entries."""
    params = {"purpose": where.purpose, "url": where.url, **notes}
    detail = f"entry {where.index} of {entries}"
    if entries < MINIMUM_BITS:
        params["list_bits"] = entries
        detail += f"; the list is shorter than {MINIMUM_BITS}, which protects privacy less"
    if "list_issuer" in notes:
        detail += f"; the list is signed by {notes['list_issuer']}"
    if "list_signer" in notes:
        detail += "; signed by the key of the credential, whose issuer could not be asked"
    if where.purpose == "message":
        text = where.messages[value]
        return passed("status_message", f"{value:#x}; {detail}", message=text, **params)
    if where.messages:
        detail += f"; {value:#x}: {where.messages[value]}"
    if value and where.purpose in FAILING_PURPOSES:
        return failed(FAILING_PURPOSES[where.purpose], detail, **params)
    if value:
        return passed("refresh_available", detail, **params)
    return passed(f"not_{FAILING_PURPOSES.get(where.purpose, 'flagged')}", detail, **params)
