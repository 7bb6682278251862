"""CLR 2.0: the bundle as a whole, and every credential in it on its own."""

from __future__ import annotations

import copy
from typing import Any

from passports.standards import make_status_list, status_entry
from passports.standards.types import Verdict
from tests.standards.formats.presenting import clr, nested_badge
from tests.standards.making import (
    ISSUER_KEY,
    LIST_URL,
    NOW,
    Documents,
    check,
    complaints,
    outcome,
    signed,
)


def test_a_bundle_of_good_credentials_is_verified() -> None:
    report = check(signed(clr(nested_badge(1), nested_badge(2))))
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert report.format == "clr_2"
    assert [item.verdict for item in report.nested] == [Verdict.VERIFIED] * 2
    assert [item.format for item in report.nested] == ["open_badges_3"] * 2


def test_a_tampered_credential_inside_fails_the_bundle_and_is_named() -> None:
    inside = nested_badge(2, name="Forklift")
    inside["name"] = "Crane"
    report = check(signed(clr(nested_badge(1), inside)))
    assert report.verdict is Verdict.NOT_VERIFIED
    found = next(item for item in report.checks if item.code == "nested_not_verified")
    assert found.params["name"] == "Crane"
    assert (found.params["index"], found.params["reason"]) == (1, "bad_signature")
    assert [item.verdict for item in report.nested] == [Verdict.VERIFIED, Verdict.NOT_VERIFIED]


def test_a_credential_inside_cannot_be_swapped() -> None:
    """A good credential in the place of another: the signature of the whole tells."""
    bundle = signed(clr(nested_badge(1)))
    swapped = copy.deepcopy(bundle)
    swapped["credentialSubject"]["verifiableCredential"] = [nested_badge(2)]
    report = check(swapped)
    assert outcome(report, "proof") == "failed bad_signature"
    assert report.nested[0].verdict is Verdict.VERIFIED


def test_a_credential_inside_cannot_be_added_or_left_out() -> None:
    bundle = signed(clr(nested_badge(1), nested_badge(2)))
    bundle["credentialSubject"]["verifiableCredential"].pop()
    assert check(bundle).verdict is Verdict.NOT_VERIFIED


def test_an_expired_credential_inside() -> None:
    report = check(signed(clr(nested_badge(1, validUntil="2025-01-01T00:00:00Z"))))
    assert complaints(report) == {"validity": "nested_not_verified"}


def test_an_unsigned_credential_inside() -> None:
    inside = nested_badge(1)
    del inside["proof"]
    report = check(signed(clr(inside)))
    assert complaints(report) == {"proof": "nested_not_verified"}


def test_what_could_not_be_checked_inside_is_not_verified() -> None:
    status = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "1",
        "statusListCredential": "https://college.example/status/1",
    }
    report = check(signed(clr(nested_badge(1, credentialStatus=status))))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert complaints(report) == {"status": "nested_not_checked"}


def test_an_unsupported_credential_inside_is_not_verified() -> None:
    inside: dict[str, Any] = nested_badge(1)
    inside["proof"]["cryptosuite"] = "bbs-2023"
    report = check(signed(clr(inside)))
    assert report.verdict is Verdict.UNSUPPORTED


def test_nothing_inside_is_no_bundle() -> None:
    report = check(signed(clr()))
    assert outcome(report, "structure").startswith("failed")


def test_too_many_inside_are_not_checked() -> None:
    many = clr(*[{"type": ["VerifiableCredential"]}] * 101)
    report = check(many)
    assert any(item.code == "too_many_credentials" for item in report.checks)
    assert report.verdict is not Verdict.VERIFIED


def test_the_schema_of_a_bundle_is_answered_by_our_tables() -> None:
    schema = {
        "id": "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/"
        "clr_v2p0_clrcredential_schema.json",
        "type": "1EdTechJsonSchemaValidator2019",
    }
    bundle = clr(nested_badge(1), credentialSchema=[schema])
    bundle["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
    report = check(signed(bundle))
    assert outcome(report, "schema") == "passed schema_satisfied"


def test_a_list_that_many_inside_share_is_asked_once() -> None:
    listed = make_status_list([], url=LIST_URL, issuer=ISSUER_KEY.did, valid_from=NOW)
    documents = Documents({LIST_URL: signed(listed)})
    inside = [nested_badge(n, credentialStatus=status_entry(LIST_URL, n)) for n in range(1, 5)]
    report = check(signed(clr(*inside)), documents)
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert documents.asked == [LIST_URL]
