"""Open Badges 2.0: hosted, signed, revoked, and what attackers try."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import md5
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from passports.standards.types import Verdict
from tests.standards.formats.badge_world import (
    ASSERTION,
    BADGE,
    EMAIL,
    HOST,
    ISSUER,
    KEY,
    Web,
    assertion,
    badge_class,
    check,
    codes,
    issuer,
    pem,
    signed,
)

EVIL = "https://evil.example"


def hosted(**changes: Any) -> tuple[dict[str, Any], Web]:
    data = assertion(**changes)
    return data, Web().serve(data["id"], data)


def signing_web(**changes: Any) -> Web:
    key = {"type": "CryptographicKey", "id": KEY, "owner": ISSUER, "publicKeyPem": pem()}
    return Web().serve(ISSUER, issuer(publicKey=KEY, **changes)).serve(KEY, key)


def signed_assertion(**changes: Any) -> dict[str, Any]:
    how = {"type": "SignedBadge", "creator": KEY}
    return assertion(id="urn:uuid:1", verification=how, **changes)


def test_a_hosted_badge_is_verified_and_says_what_its_class_says() -> None:
    data, web = hosted()
    report = check(data, web, email=EMAIL)
    assert report.verdict is Verdict.VERIFIED, report.checks
    found = codes(report)
    assert found["proof"] == "hosted_by_issuer"
    assert found["issuer_key"] == "hosted_in_scope"
    assert found["recipient"] == "recipient_matches"
    assert report.summary is not None
    assert report.summary.name == "Welder"
    assert report.summary.issuer_name == "College of Welding"
    assert report.summary.issuer_id == ISSUER


def test_another_person_is_told_apart_and_changes_no_verdict() -> None:
    data, web = hosted()
    report = check(data, web, email="eve@holder.example")
    assert codes(report)["recipient"] == "recipient_differs"
    assert report.verdict is Verdict.VERIFIED


def test_md5_and_plain_identities() -> None:
    hashed = "md5$" + md5(f"{EMAIL}s".encode(), usedforsecurity=False).hexdigest()
    for who in (
        {"type": "email", "hashed": True, "salt": "s", "identity": hashed},
        {"type": "email", "hashed": False, "identity": EMAIL.upper()},
        {"type": "email", "identity": EMAIL},
    ):
        data, web = hosted(recipient=who)
        assert codes(check(data, web, email=EMAIL))["recipient"] == "recipient_matches"


def test_a_changed_copy_is_refused() -> None:
    data, web = hosted()
    changed = {**data, "issuedOn": "2020-01-01T00:00:00Z"}
    report = check(changed, web)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert codes(report)["proof"] == "hosted_differs"


@pytest.mark.parametrize("member", ["evidence", "narrative", "expires", "extra"])
def test_nothing_can_be_added_to_a_copy(member: str) -> None:
    data, web = hosted()
    report = check({**data, member: "2030-01-01T00:00:00Z"}, web)
    assert report.verdict is Verdict.NOT_VERIFIED


def test_the_revoked_mark_cannot_be_left_out() -> None:
    data, web = hosted()
    web.serve(ASSERTION, {"id": ASSERTION, "revoked": True, "revocationReason": "Mistake"})
    report = check(data, web)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert codes(report)["status"] == "revoked"


def test_a_badge_hosted_by_somebody_else_is_not_the_issuers() -> None:
    data, web = hosted(id=f"{EVIL}/a/1.json")
    report = check(data, web)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert codes(report)["issuer_key"] == "hosted_out_of_scope"


def test_an_embedded_class_cannot_name_another_issuer() -> None:
    inside = badge_class(issuer=issuer(id=f"{EVIL}/issuer.json"))
    data, web = hosted(id=f"{EVIL}/a/1.json", badge=inside)
    web.serve(f"{EVIL}/issuer.json", issuer(id=ISSUER))
    report = check(data, web)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert codes(report)["proof"] == "hosted_differs"


def test_an_issuer_is_the_address_that_answered_and_not_what_it_says() -> None:
    """An issuer's document on another host may copy a name and an identifier."""
    data, web = hosted(id=f"{EVIL}/a/1.json", badge=f"{EVIL}/class.json")
    web.serve(f"{EVIL}/class.json", badge_class(issuer=f"{EVIL}/issuer.json"))
    web.serve(f"{EVIL}/issuer.json", issuer())
    report = check(data, web)
    assert report.summary is not None
    assert report.summary.issuer_id == f"{EVIL}/issuer.json"


def test_an_embedded_issuer_without_an_address_is_nobody() -> None:
    inside = issuer()
    del inside["id"]
    data, web = hosted(badge=badge_class(id="urn:uuid:2", issuer=inside))
    report = check(data, web)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert codes(report)["issuer_key"] == "issuer_not_hosted"


def test_a_redirect_to_another_host_is_refused() -> None:
    data = assertion()
    web = Web().serve(f"{EVIL}/a.json", data).serve(ASSERTION, f"{EVIL}/a.json")
    report = check(data, web)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert codes(report)["proof"] == "hosted_elsewhere"


def test_nothing_hosted_any_more_is_no_judgement() -> None:
    report = check(assertion(), Web())
    assert report.verdict is Verdict.INCONCLUSIVE
    assert codes(report)["proof"] == "badge_object_missing"


@pytest.mark.parametrize(
    ("policy", "inside"),
    [
        ({"startsWith": f"{HOST}/a/"}, True),
        ({"startsWith": [f"{EVIL}/", f"{HOST}/a/"]}, True),
        ({"startsWith": f"{HOST}/b/"}, False),
        ({"startsWith": "https://badges"}, False),
        ({"startsWith": []}, False),
        ({"allowedOrigins": ["badges.college.example"]}, True),
        ({"allowedOrigins": HOST}, True),
        ({"allowedOrigins": ["college.example"]}, False),
        ({"allowedOrigins": ["other.example"], "startsWith": HOST}, False),
        ({"allowedOrigins": HOST, "startsWith": f"{EVIL}/"}, False),
    ],
)
def test_the_issuers_policy_is_held_to(policy: dict[str, Any], inside: bool) -> None:
    data, web = hosted()
    web.serve(ISSUER, issuer(verification=policy))
    report = check(data, web)
    assert (report.verdict is Verdict.VERIFIED) is inside, report.checks


def test_no_address_climbs_out_of_a_folder() -> None:
    data, web = hosted(id=f"{HOST}/a/../mallory/1.json")
    web.serve(ISSUER, issuer(verification={"startsWith": f"{HOST}/a/"}))
    assert codes(check(data, web))["issuer_key"] == "hosted_out_of_scope"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expires": "2025-01-01"}, "expired"),
        ({"issuedOn": "2027-01-01T00:00Z"}, "not_yet_valid"),
        ({"issuedOn": "yesterday"}, "bad_date"),
    ],
)
def test_dates(changes: dict[str, Any], code: str) -> None:
    data, web = hosted(**changes)
    assert codes(check(data, web))["validity"] == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recipient": EMAIL}, "not_an_object"),
        ({"recipient": None}, "missing_member"),
        ({"verification": {"type": "other"}}, "wrong_type"),
        ({"image": "data:image/png;base64,AAAA"}, "wrong_type"),
        ({"type": ["Assertion", "Unknown"]}, "wrong_type"),
        ({"badge": [BADGE, BADGE]}, "too_many_values"),
    ],
)
def test_structure(changes: dict[str, Any], code: str) -> None:
    data, web = hosted(**changes)
    report = check(data, web)
    assert codes(report)["structure"] == code
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_signed_badge_is_verified() -> None:
    report = check(signed(signed_assertion()), signing_web(), email=EMAIL)
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert codes(report)["issuer_key"] == "key_authorized"


def test_a_changed_signed_badge_is_refused() -> None:
    token = signed(signed_assertion())
    other = signed(signed_assertion(issuedOn="2020-01-01T00:00:00Z"))
    mixed = b".".join([*other.split(b".")[:2], token.split(b".")[2]])
    assert codes(check(mixed, signing_web()))["proof"] == "bad_signature"


def test_a_key_of_somebody_else_is_not_the_issuers() -> None:
    mallory = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    key = {"id": f"{EVIL}/key.json", "owner": ISSUER, "publicKeyPem": pem(mallory)}
    web = signing_web().serve(f"{EVIL}/key.json", key)
    how = {"type": "signed", "creator": f"{EVIL}/key.json"}
    token = signed(assertion(id="urn:uuid:1", verification=how), mallory)
    report = check(token, web)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert codes(report)["issuer_key"] == "controller_mismatch"


def test_a_key_that_names_another_owner_is_not_the_issuers() -> None:
    web = signing_web()
    web.served[KEY]["owner"] = f"{EVIL}/issuer.json"
    assert codes(check(signed(signed_assertion()), web))["issuer_key"] == "controller_mismatch"


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS1"])
def test_only_real_algorithms(algorithm: str) -> None:
    report = check(signed(signed_assertion(), alg=algorithm), signing_web())
    assert report.verdict is not Verdict.VERIFIED


def test_a_badge_that_says_signed_and_is_not() -> None:
    report = check(signed_assertion(), signing_web())
    assert codes(report)["proof"] == "unsigned"
    assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize("entry", ["urn:uuid:1", {"id": "urn:uuid:1"}, {"id": ["x"]}])
def test_the_revocation_list_of_a_signed_badge(entry: Any) -> None:
    where = f"{HOST}/revoked.json"
    web = signing_web(revocationList=where)
    web.serve(where, {"type": "RevocationList", "revokedAssertions": [entry]})
    report = check(signed(signed_assertion()), web)
    expected = Verdict.VERIFIED if entry == {"id": ["x"]} else Verdict.NOT_VERIFIED
    assert report.verdict is expected


def test_an_unreachable_revocation_list_is_not_a_clean_one() -> None:
    web = signing_web(revocationList=f"{HOST}/revoked.json")
    report = check(signed(signed_assertion()), web)
    assert report.verdict is Verdict.INCONCLUSIVE


def extension(**members: Any) -> dict[str, Any]:
    return {"extensions:applyLink": {"type": ["Extension", "extensions:ApplyLink"], **members}}


def test_extensions_are_held_to_their_schema() -> None:
    data, web = hosted(**extension(url="https://college.example/apply"))
    assert codes(check(data, web))["schema"] == "schema_satisfied"
    data, web = hosted(**extension())
    assert codes(check(data, web))["schema"] == "schema_not_satisfied"
    data, web = hosted(mine={"type": ["Extension", "https://my.example/Mine"]})
    report = check(data, web)
    assert report.verdict is Verdict.UNSUPPORTED


def test_parts_are_named_and_are_no_credentials() -> None:
    report = check(badge_class(), Web())
    assert report.verdict is Verdict.NOT_A_CREDENTIAL
    assert codes(report) == {"structure": "part_of_a_badge"}
    assert check(badge_class(type="Thing"), Web()).checks[0].outcome == "failed"


def test_an_endorsement_is_verified_like_a_badge() -> None:
    where = f"{HOST}/e/1.json"
    data = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Endorsement",
        "id": where,
        "claim": {"id": BADGE, "endorsementComment": "Good"},
        "issuer": ISSUER,
        "issuedOn": "2024-05-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    }
    assert check(data, Web().serve(where, data)).verdict is Verdict.VERIFIED


def test_as_of_an_earlier_date() -> None:
    data, web = hosted(expires="2025-01-01T00:00:00Z")
    earlier = check(data, web, now=datetime(2024, 12, 1, tzinfo=UTC))
    assert earlier.verdict is Verdict.VERIFIED
