"""Bitstring Status List 1.0. https://www.w3.org/TR/vc-bitstring-status-list/

The list is a credential: it is verified like one before a bit of it is believed. What cannot be
verified says nothing, so the answer is then "could not check", never "not revoked".
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from passports.standards import keys
from passports.standards.core import core_checks
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.formats.format import as_list, types_of
from passports.standards.formats.status_list import CREDENTIAL_TYPE, ENCODED, SUBJECT_TYPE
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.parsing import parse_text
from passports.standards.types import (
    Document,
    FetchFailed,
    Limits,
    NotACredential,
    Outcome,
)

MINIMUM_BITS = 131_072
# purpose → the code of a check that fails because the bit is set
FAILING_PURPOSES = {"revocation": "revoked", "suspension": "suspended"}
INFORMING_PURPOSES = frozenset({"refresh"})


class BadList(Exception):
    """A status list that cannot be read. `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the bit of one credential is."""

    url: str
    index: int
    purpose: str


def check_entry(entry: Mapping[str, Any], issuer: str, environment: Environment) -> Finding:
    """What the list says of this entry (section 3.2, validate algorithm)."""
    where = read_entry(entry)
    if isinstance(where, Finding):
        return where
    try:
        fetched = environment.fetch(where.url)
    except FetchFailed as error:
        return could_not(
            "status_list_unreachable",
            f"{error.url}: {error.code} {error.detail}".strip(),
            url=where.url,
            reason=error.code,
            transient=error.transient,
        )
    try:
        document = parse_text(fetched.body, limits=environment.limits)
    except NotACredential as error:
        return could_not("bad_status_list", error.code, url=where.url, reason=error.code)
    problem = _problem_of_list(document, where, environment)
    if problem is not None:
        return problem
    list_issuer = issuer_id(document.data)
    notes: dict[str, Any] = {}
    if list_issuer != issuer:
        notes["list_issuer"] = list_issuer
    if document.data.get("id", where.url) != where.url:
        notes["list_id"] = str(document.data["id"])[:500]
    return judge(where, document.data, environment.limits, notes)


def read_entry(entry: Mapping[str, Any]) -> Entry | Finding:
    """The parts of a status entry, or what is wrong with it (section 2.1)."""
    url, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    purpose = entry.get("statusPurpose")
    if isinstance(index, str) and index.isascii() and index.isdigit() and len(index) < 16:
        index = int(index)
    if not isinstance(index, int) or isinstance(index, bool) or index < 0:
        return could_not("bad_status_entry", f"statusListIndex {str(index)[:40]}")
    if not isinstance(url, str) or not isinstance(purpose, str):
        return could_not("bad_status_entry", "statusListCredential or statusPurpose is missing")
    if entry.get("statusSize", 1) != 1:
        return could_not("unsupported_status_method", "statusSize", method="statusSize")
    if purpose not in FAILING_PURPOSES and purpose not in INFORMING_PURPOSES:
        return could_not("unsupported_status_purpose", purpose[:60], purpose=purpose[:60])
    return Entry(url, index, purpose)


def _problem_of_list(document: Document, where: Entry, environment: Environment) -> Finding | None:
    if document.format != "verifiable_credential":
        return could_not("bad_status_list", document.format, url=where.url)
    for check in core_checks(document, environment):
        if check.outcome is not Outcome.PASSED:
            transient = bool(check.params.get("transient"))
            return could_not(
                "status_list_not_verified",
                f"{check.name}: {check.code} {check.detail}".strip(),
                url=where.url,
                check=str(check.name),
                reason=check.code,
                transient=transient,
            )
    return None


def judge(
    where: Entry, status_list: Mapping[str, Any], limits: Limits, notes: Mapping[str, Any]
) -> Finding:
    """The answer of a list that has been verified: type, purpose, range, and the bit."""
    if CREDENTIAL_TYPE not in types_of(status_list):
        return could_not("bad_status_list", f"not a {CREDENTIAL_TYPE}", url=where.url)
    subject = next(
        (item for item in as_list(status_list.get("credentialSubject")) if isinstance(item, dict)),
        {},
    )
    if SUBJECT_TYPE not in types_of(subject):
        return could_not("bad_status_list", f"the subject is no {SUBJECT_TYPE}", url=where.url)
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
    size = len(bits) * 8
    if where.index >= size:
        return could_not(
            "status_index_out_of_range", f"{where.index} of {size}", index=where.index, bits=size
        )
    params = {"purpose": where.purpose, "url": where.url, **notes}
    detail = f"bit {where.index} of {size}"
    if size < MINIMUM_BITS:
        params["list_bits"] = size
        detail += f"; the list is shorter than {MINIMUM_BITS} bits, which protects privacy less"
    if "list_issuer" in notes:
        detail += f"; the list is signed by {notes['list_issuer']}"
    is_set = bool(bits[where.index // 8] >> (7 - where.index % 8) & 1)
    if is_set and where.purpose in FAILING_PURPOSES:
        return failed(FAILING_PURPOSES[where.purpose], detail, **params)
    if is_set:
        return passed("refresh_available", detail, **params)
    return passed(f"not_{FAILING_PURPOSES.get(where.purpose, 'flagged')}", detail, **params)


def unpack(encoded: object, limits: Limits) -> bytes:
    """The bytes of an `encodedList`: multibase base64url of a GZIP stream. Raises BadList."""
    if not isinstance(encoded, str) or not ENCODED.match(encoded):
        raise BadList("bad_encoding", "not multibase base64url")
    try:
        packed = keys.decode_base64url(encoded.removeprefix("u"))
    except ValueError as error:
        raise BadList("bad_encoding", str(error)) from error
    inflater = zlib.decompressobj(wbits=31)
    try:
        bits = inflater.decompress(packed, limits.decompressed_bytes + 1)
    except zlib.error as error:
        raise BadList("bad_encoding", str(error)) from error
    if len(bits) > limits.decompressed_bytes:
        raise BadList("decompressed_too_large", f"over {limits.decompressed_bytes} bytes")
    if not inflater.eof:
        raise BadList("bad_encoding", "the stream is cut off")
    return bits
