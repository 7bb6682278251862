"""Revocation List 2020. https://w3c-ccg.github.io/vc-status-rl-2020/

It does not say from which side of a byte bits are counted, and its implementations differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.hints import Any
from passports.standards.status.bitstring_status_list import Entry
from passports.standards.status.published import (
    index_of,
    notes_on,
    subject_of,
    verified_list,
)
from passports.standards.status.status_list_2021 import read_bit

CREDENTIAL_TYPE, SUBJECT_TYPE = "RevocationList2020Credential", "RevocationList2020"


def check_entry(
    entry: Mapping[str, Any], data: Mapping[str, Any], environment: Environment
) -> Finding:
    """What the list says of this entry (section 3.2)."""
    url, index = entry.get("revocationListCredential"), index_of(entry.get("revocationListIndex"))
    if index is None or not isinstance(url, str):
        return could_not("bad_status_entry", "index or address is missing")
    document = verified_list(url, environment)
    if isinstance(document, Finding):
        return document
    subject = subject_of(document.data, CREDENTIAL_TYPE, SUBJECT_TYPE)
    if isinstance(subject, str):
        return could_not("bad_status_list", subject, url=url)
    where = Entry(url, index, "revocation")
    notes = notes_on(document.data, url, issuer_id(data))
    return read_bit(where, subject, notes, environment, order_is_known=False)
