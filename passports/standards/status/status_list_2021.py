"""Status List 2021. https://www.w3.org/TR/2023/WD-vc-status-list-20230427/

The draft before Bitstring Status List. It counts from the left bit of the first byte. The lists
that the Digital Credentials Consortium published then count from the right, and are told apart by
being shorter than the draft allows: on such a list only an answer that is the same from both sides
is an answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not
from passports.standards.formats.format import as_list
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.hints import Any
from passports.standards.status.bitstring_status_list import (
    ACCEPTED_ENTRIES,
    FAILING_PURPOSES,
    MINIMUM_BITS,
    Entry,
    answer,
)
from passports.standards.status.encoding import (
    EITHER,
    GZIP,
    BadList,
    unpack_plain,
    value_from_left,
    value_from_right,
)
from passports.standards.status.published import (
    index_of,
    notes_on,
    subject_of,
    verified_list,
)

CREDENTIAL_TYPE, SUBJECT_TYPE = "StatusList2021Credential", "StatusList2021"


def check_entry(
    entry: Mapping[str, Any], data: Mapping[str, Any], environment: Environment
) -> Finding:
    """What the list says of this entry (section 3.2)."""
    url, purpose = entry.get("statusListCredential"), entry.get("statusPurpose")
    index = index_of(entry.get("statusListIndex"))
    if index is None or not isinstance(url, str) or not isinstance(purpose, str):
        return could_not("bad_status_entry", "index, purpose or address is missing")
    if purpose not in FAILING_PURPOSES:
        return could_not("unsupported_status_purpose", purpose[:60], purpose=purpose[:60])
    document = verified_list(url, environment)
    if isinstance(document, Finding):
        return document
    subject = subject_of(document.data, CREDENTIAL_TYPE, SUBJECT_TYPE)
    if isinstance(subject, str):
        return could_not("bad_status_list", subject, url=url)
    if purpose not in as_list(subject.get("statusPurpose")):
        named = subject.get("statusPurpose")
        return could_not(
            "status_purpose_mismatch", f"the list is for {named}", purpose=purpose, url=url
        )
    where = Entry(url, index, purpose)
    notes = notes_on(document.data, url, issuer_id(data))
    return read_bit(where, subject, notes, environment, order_is_known=True)


def read_bit(
    where: Entry,
    subject: Mapping[str, Any],
    notes: Mapping[str, Any],
    environment: Environment,
    *,
    order_is_known: bool,
) -> Finding:
    """The bit of `where` in an `encodedList` of the drafts. `order_is_known` says whether the
    draft fixes from which side bits are counted."""
    packing = GZIP if order_is_known else EITHER
    try:
        bits = unpack_plain(subject.get("encodedList"), environment.limits, packing)
    except BadList as error:
        return could_not("bad_status_list", f"{error.code} {error.detail}", url=where.url)
    entries = len(bits) * 8
    if where.index >= entries:
        return could_not(
            "status_index_out_of_range",
            f"{where.index} of {entries}",
            index=where.index,
            bits=entries,
        )
    if entries < ACCEPTED_ENTRIES:
        return could_not("status_list_too_short", f"{entries} entries", url=where.url, bits=entries)
    left = value_from_left(bits, where.index)
    right = value_from_right(bits, where.index)
    if left != right and not (order_is_known and entries >= MINIMUM_BITS):
        return could_not(
            "status_bit_order",
            f"entry {where.index} is {left} from the left and {right} from the right",
            url=where.url,
        )
    return answer(where, left, entries, notes)
