"""Status lists of other kinds: the drafts, 1EdTech's, and the tokens'."""

import base64
import gzip
import json
import zlib
from typing import Any

import pytest

from passports.standards.keys import encode_base64url
from passports.standards.types import Verdict
from tests.standards.making import (
    ISSUER_KEY,
    LIST_URL,
    NOW,
    OB3,
    OTHER_KEY,
    V1,
    V2,
    Documents,
    badge,
    check,
    outcome,
    plain,
    plain_1,
    signed,
    token,
)

CONTEXT_2021 = "https://w3id.org/vc/status-list/2021/v1"
CONTEXT_2020 = "https://w3id.org/vc-revocation-list-2020/v1"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
ED2020 = "https://w3id.org/security/suites/ed25519-2020/v1"


def bits(flagged: tuple[int, ...], size: int = 131_072) -> str:
    data = bytearray(size // 8)
    for index in flagged:
        data[index // 8] |= 1 << (7 - index % 8)
    return base64.urlsafe_b64encode(gzip.compress(bytes(data))).rstrip(b"=").decode()


def drafts_list(kind: str, flagged: tuple[int, ...] = (), size: int = 131_072) -> dict[str, Any]:
    context, purpose = CONTEXT_2021, {"statusPurpose": "revocation"}
    if kind == "RevocationList2020":
        context, purpose = CONTEXT_2020, {}
    return {
        "@context": [V1, context, ED2020],
        "id": LIST_URL,
        "type": ["VerifiableCredential", f"{kind}Credential"],
        "issuer": ISSUER_KEY.did,
        "issuanceDate": "2024-05-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{LIST_URL}#list",
            "type": kind,
            **purpose,
            "encodedList": bits(flagged, size),
        },
    }


def entry_2021(index: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"{LIST_URL}#{index}",
        "type": "StatusList2021Entry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": LIST_URL,
        **changes,
    }


def entry_2020(index: int) -> dict[str, Any]:
    return {
        "id": f"{LIST_URL}#{index}",
        "type": "RevocationList2020Status",
        "revocationListIndex": str(index),
        "revocationListCredential": LIST_URL,
    }


def said(context: str, entry: dict[str, Any], published: Any) -> str:
    document = signed(
        plain_1(context=[V1, context, ED2020], credentialStatus=entry), proof="Ed25519Signature2020"
    )
    return outcome(check(document, Documents({LIST_URL: published})), "status")


def sign(data: dict[str, Any]) -> dict[str, Any]:
    return signed(data, proof="Ed25519Signature2020")


@pytest.mark.parametrize(
    ("flagged", "size", "expected"),
    [
        ((), 131_072, "passed not_revoked"),
        ((3,), 131_072, "failed revoked"),
        ((4,), 131_072, "passed not_revoked"),
        ((3,), 100_000, "could_not_check status_bit_order"),
        ((4,), 100_000, "could_not_check status_bit_order"),
        ((3, 4), 100_000, "failed revoked"),
        ((9,), 100_000, "passed not_revoked"),
        ((), 1024, "could_not_check status_list_too_short"),
    ],
)
def test_status_list_2021(flagged: tuple[int, ...], size: int, expected: str) -> None:
    """A list of the right length counts from the left; an older one counts if both sides agree."""
    published = sign(drafts_list("StatusList2021", flagged, size))
    assert said(CONTEXT_2021, entry_2021(3), published) == expected


def test_what_a_list_of_2021_is_not_for() -> None:
    published = sign(drafts_list("StatusList2021"))
    entry = entry_2021(3, statusPurpose="suspension")
    assert said(CONTEXT_2021, entry, published) == "could_not_check status_purpose_mismatch"
    entry = entry_2021(3, statusPurpose="message")
    assert said(CONTEXT_2021, entry, published) == "could_not_check unsupported_status_purpose"
    entry = entry_2021(200_000)
    assert said(CONTEXT_2021, entry, published) == "could_not_check status_index_out_of_range"
    entry = entry_2021(3, statusListIndex="three")
    assert said(CONTEXT_2021, entry, published) == "could_not_check bad_status_entry"


def test_a_list_of_another_kind_is_none() -> None:
    published = sign(drafts_list("RevocationList2020"))
    assert said(CONTEXT_2021, entry_2021(3), published) == "could_not_check bad_status_list"


def test_a_list_of_2021_that_was_changed_says_nothing() -> None:
    published = sign(drafts_list("StatusList2021", (3,)))
    published["credentialSubject"]["encodedList"] = bits(())
    assert said(CONTEXT_2021, entry_2021(3), published) == (
        "could_not_check status_list_not_verified"
    )


@pytest.mark.parametrize(
    ("flagged", "expected"),
    [
        ((), "passed not_revoked"),
        ((3,), "could_not_check status_bit_order"),
        ((3, 4), "failed revoked"),
    ],
)
def test_revocation_list_2020(flagged: tuple[int, ...], expected: str) -> None:
    published = sign(drafts_list("RevocationList2020", flagged))
    assert said(CONTEXT_2020, entry_2020(3), published) == expected


BADGE_ID = "urn:uuid:5a0f3f4c-2f0e-4c5e-9d8c-0a3a1d7b7c11"


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({"issuer": ISSUER_KEY.did, "revokedCredential": []}, "passed not_revoked"),
        ({"revokedCredential": [{"id": BADGE_ID}]}, "failed revoked"),
        (
            {"revokedCredentials": [{"id": BADGE_ID, "revocationReason": "Issued in error"}]},
            "failed revoked",
        ),
        ({"revokedCredential": [{"id": BADGE_ID, "revoked": False}]}, "passed not_revoked"),
        ({"revokedCredential": [{"id": "urn:uuid:another"}]}, "passed not_revoked"),
        (
            {"issuer": OTHER_KEY.did, "revokedCredential": []},
            "could_not_check status_list_not_verified",
        ),
        ({"revoked": []}, "could_not_check bad_status_list"),
        ([], "could_not_check bad_status_list"),
        (b"<html>", "could_not_check bad_status_list"),
    ],
)
def test_the_list_of_1edtech(published: Any, expected: str) -> None:
    entry = {"id": LIST_URL, "type": "1EdTechRevocationList"}
    document = signed(badge(context=[V2, OB3, EXTENSIONS], credentialStatus=entry))
    assert outcome(check(document, Documents({LIST_URL: published})), "status") == expected


def test_the_list_of_1edtech_needs_an_id_to_look_for() -> None:
    entry = {"id": LIST_URL, "type": "1EdTechRevocationList"}
    document = signed(plain(context=[V2, OB3, EXTENSIONS], credentialStatus=entry))
    fetch = Documents({LIST_URL: {"revokedCredential": []}})
    assert outcome(check(document, fetch), "status") == "could_not_check bad_status_entry"


def token_list(values: dict[int, int], size: int = 2, **changes: Any) -> bytes:
    data = bytearray(1000)
    for index, value in values.items():
        data[index * size // 8] |= value << (index * size % 8)
    claims = {
        "sub": LIST_URL,
        "iat": int(NOW.timestamp()) - 100,
        "status_list": {
            "bits": size,
            "lst": encode_base64url(zlib.compress(bytes(data))),
        },
        **changes,
    }
    return signed_token(
        {"typ": "statuslist+jwt", "alg": "EdDSA", **changes.pop("head", {})}, claims
    )


def signed_token(header: dict[str, Any], claims: dict[str, Any], key: Any = ISSUER_KEY) -> bytes:
    header.setdefault("kid", f"{key.did}#{key.did.removeprefix('did:key:')}")
    parts = [encode_base64url(json.dumps(part).encode()) for part in (header, claims)]
    text = ".".join(parts)
    return f"{text}.{encode_base64url(key.sign(text.encode()))}".encode()


def with_status(index: int = 5) -> str:
    return token(plain(status={"status_list": {"idx": index, "uri": LIST_URL}}))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({4: 1, 6: 1}, "passed not_revoked"),
        ({5: 1}, "failed revoked"),
        ({5: 2}, "failed suspended"),
        ({5: 3}, "could_not_check unsupported_status_purpose"),
    ],
)
@pytest.mark.parametrize("size", [2, 4, 8])
def test_a_token_status_list(values: dict[int, int], size: int, expected: str) -> None:
    fetch = Documents({LIST_URL: token_list(values, size)})
    assert outcome(check(with_status(), fetch), "status") == expected


def test_the_vector_of_the_draft() -> None:
    """Section 4.1 of the draft: sixteen values of one bit, 0xb9 0xa3."""
    from passports.standards.status.encoding import ZLIB, unpack_plain, value_from_right
    from passports.standards.types import DEFAULT_LIMITS

    found = unpack_plain("eNrbuRgAAhcBXQ", DEFAULT_LIMITS, ZLIB)
    assert found == b"\xb9\xa3"
    values = [value_from_right(found, index) for index in range(16)]
    assert values == [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sub": "https://elsewhere.example/1"}, "status_list_not_verified"),
        ({"exp": int(NOW.timestamp()) - 3600}, "status_list_not_verified"),
        ({"iat": None}, "status_list_not_verified"),
        ({"iss": OTHER_KEY.did}, "status_list_not_verified"),
        ({"status_list": {"bits": 3, "lst": "eNrbuRgAAhcBXQ"}}, "bad_status_list"),
        ({"status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQ"}}, "status_index_out_of_range"),
        ({"status_list": {"bits": 1, "lst": "AAAA"}}, "bad_status_list"),
    ],
)
def test_a_token_list_that_says_nothing(changes: dict[str, Any], code: str) -> None:
    fetch = Documents({LIST_URL: token_list({}, **changes)})
    report = check(with_status(50), fetch)
    assert outcome(report, "status") == f"could_not_check {code}"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_token_list_of_another_type_or_signer() -> None:
    claims = json.loads(base64.urlsafe_b64decode(token_list({}).split(b".")[1] + b"=="))
    other_type = signed_token({"typ": "JWT", "alg": "EdDSA"}, claims)
    assert outcome(check(with_status(), Documents({LIST_URL: other_type})), "status") == (
        "could_not_check bad_status_list"
    )
    forged = signed_token({"typ": "statuslist+jwt", "alg": "EdDSA"}, claims, OTHER_KEY)
    assert outcome(check(with_status(), Documents({LIST_URL: forged})), "status") == (
        "could_not_check status_list_not_verified"
    )


def test_a_list_that_is_too_packed() -> None:
    lst = encode_base64url(zlib.compress(bytes(30_000_000)))
    fetch = Documents({LIST_URL: token_list({}, status_list={"bits": 1, "lst": lst})})
    assert outcome(check(with_status(), fetch), "status") == "could_not_check bad_status_list"


def test_the_status_beside_a_credential_of_version_1() -> None:
    """VCDM 1.1 puts the credential into one claim; its status may stand in another."""
    claims = {
        "iss": ISSUER_KEY.did,
        "nbf": 1714521600,
        "vc": {
            "@context": [V1],
            "type": ["VerifiableCredential"],
            "credentialSubject": {"id": "did:example:holder"},
        },
        "status": {"status_list": {"idx": 5, "uri": LIST_URL}},
    }
    document = signed_token({"typ": "JWT", "alg": "EdDSA"}, claims)
    for values, expected in (({}, "passed not_revoked"), ({5: 1}, "failed revoked")):
        fetch = Documents({LIST_URL: token_list(values)})
        assert outcome(check(document, fetch), "status") == expected


def test_a_claim_of_a_token_means_nothing_outside_of_one() -> None:
    entry = {"status_list": {"idx": 5, "uri": LIST_URL}}
    document = signed(plain()) | {"status": entry}
    fetch = Documents({LIST_URL: token_list({5: 1})})
    assert outcome(check(document, fetch), "status") == "not_applicable no_status"
    assert fetch.asked == []
