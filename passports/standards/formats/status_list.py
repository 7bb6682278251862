"""What a status list credential must have besides what every credential has.

https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistcredential
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.formats.format import Problem, as_list, types_of
from passports.standards.hints import Any
from passports.standards.pattern import pattern

PURPOSES = frozenset({"revocation", "suspension", "refresh", "message"})
# Drafts before 2024 had no multibase prefix; `H4sI` is how every GZIP stream begins in base64.
ENCODED = pattern(r"(u|H4sI)[A-Za-z0-9_-]+\Z")
CREDENTIAL_TYPE, SUBJECT_TYPE = "BitstringStatusListCredential", "BitstringStatusList"


def problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Where a credential that is a status list, by its type or by its subject's, is none."""
    subjects = [s for s in as_list(data.get("credentialSubject")) if isinstance(s, Mapping)]
    lists = [subject for subject in subjects if SUBJECT_TYPE in types_of(subject)]
    named = CREDENTIAL_TYPE in types_of(data)
    if not named and not lists:
        return
    if not named:
        yield Problem("wrong_type", "type", f"{CREDENTIAL_TYPE} is missing")
    if len(lists) != 1 or len(subjects) != 1:
        yield Problem("wrong_type", "credentialSubject.type", f"{SUBJECT_TYPE} is missing")
        return
    purposes = as_list(lists[0].get("statusPurpose"))
    if not purposes:
        yield Problem("missing_member", "credentialSubject.statusPurpose")
    elif not all(isinstance(item, str) and item in PURPOSES for item in purposes):
        yield Problem("wrong_type", "credentialSubject.statusPurpose", "unknown purpose")
    encoded = lists[0].get("encodedList")
    if not isinstance(encoded, str) or not ENCODED.match(encoded):
        yield Problem("wrong_type", "credentialSubject.encodedList", "not multibase base64url")
