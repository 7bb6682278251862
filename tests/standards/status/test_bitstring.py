"""The bitstring status list: what it says, and when it says nothing."""

import gzip
from typing import Any

import pytest

from passports.standards import SigningKey, make_status_list, status_entry
from passports.standards.keys import encode_base64url
from passports.standards.status.bitstring_status_list import BadList, unpack
from passports.standards.types import DEFAULT_LIMITS, Limits, Verdict
from tests.standards.making import (
    ISSUER_KEY,
    LIST_URL,
    NOW,
    OTHER_KEY,
    Documents,
    badge,
    changed,
    check,
    outcome,
    signed,
    token,
)


def status_list(flagged: tuple[int, ...] = (), **options: Any) -> dict[str, Any]:
    issuer = options.pop("issuer", ISSUER_KEY.did)
    moment = NOW.replace(year=2025)
    return make_status_list(flagged, url=LIST_URL, issuer=issuer, valid_from=moment, **options)


def with_entry(index: int = 94567, **changes: Any) -> dict[str, Any]:
    entry = changed(status_entry(LIST_URL, index), changes)
    return signed(badge(credentialStatus=entry))


def answer(document: dict[str, Any], published: Any) -> str:
    return outcome(check(document, Documents({LIST_URL: published})), "status")


def test_a_clear_bit() -> None:
    report = check(with_entry(), Documents({LIST_URL: signed(status_list((1, 94566, 94568)))}))
    assert report.verdict is Verdict.VERIFIED
    assert outcome(report, "status") == "passed not_revoked"


@pytest.mark.parametrize("index", [0, 7, 8, 94567, 131071])
def test_a_set_bit(index: int) -> None:
    report = check(with_entry(index), Documents({LIST_URL: signed(status_list((index,)))}))
    assert report.verdict is Verdict.NOT_VERIFIED
    assert outcome(report, "status") == "failed revoked"


def test_a_list_in_a_token() -> None:
    published = token(status_list((94567,))).encode()
    assert answer(with_entry(), published) == "failed revoked"


def test_a_list_in_an_envelope() -> None:
    published = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/vc+jwt," + token(status_list((94567,))),
    }
    assert answer(with_entry(), published) == "failed revoked"


def test_a_refresh_is_news_and_no_blame() -> None:
    document = with_entry(statusPurpose="refresh")
    flagged = signed(status_list((94567,), purpose="refresh"))
    assert answer(document, flagged) == "passed refresh_available"
    assert answer(document, signed(status_list((), purpose="refresh"))) == "passed not_flagged"


MESSAGES = [
    {"status": "0x0", "message": "pending review"},
    {"status": "0x1", "message": "accepted"},
    {"status": "0x2", "message": "rejected"},
    {"status": "0x3", "message": "withdrawn"},
]


def test_a_message_of_two_bits() -> None:
    """Section 2.1: `statusListIndex` times `statusSize` is the first bit, read from the left."""
    document = with_entry(94, statusPurpose="message", statusSize=2, statusMessage=MESSAGES)
    published = signed(status_list((94 * 2,), purpose="message", bits=262_144))
    report = check(document, Documents({LIST_URL: published}))
    found = next(item for item in report.checks if item.name == "status")
    assert (found.outcome, found.code) == ("passed", "status_message")
    assert found.params["message"] == "rejected"


@pytest.mark.parametrize(
    ("flagged", "said"), [((), "passed not_revoked"), ((189,), "failed revoked")]
)
def test_a_revocation_of_two_bits(flagged: tuple[int, ...], said: str) -> None:
    """Section 3.2: any value but zero makes the credential invalid."""
    document = with_entry(94, statusSize=2, statusMessage=MESSAGES)
    assert answer(document, signed(status_list(flagged, bits=262_144))) == said


@pytest.mark.parametrize(
    "messages",
    [
        MESSAGES[:3],
        [*MESSAGES[:3], {"status": "3", "message": ""}],
        [*MESSAGES[:3], {"status": "0xg"}],
        [*MESSAGES[:3], "withdrawn"],
    ],
)
def test_messages_that_do_not_name_every_value(messages: list[Any]) -> None:
    document = with_entry(94, statusPurpose="message", statusSize=2, statusMessage=messages)
    published = signed(status_list((), purpose="message", bits=262_144))
    assert answer(document, published) == "could_not_check bad_status_entry"


def test_the_minimum_counts_entries_and_not_bits() -> None:
    document = with_entry(94, statusPurpose="message", statusSize=2, statusMessage=MESSAGES)
    published = signed(status_list((), purpose="message"))
    assert answer(document, published) == "could_not_check status_list_too_short"


def test_suspended() -> None:
    document = with_entry(statusPurpose="suspension")
    assert answer(document, signed(status_list((94567,), purpose="suspension"))) == (
        "failed suspended"
    )
    assert answer(document, signed(status_list((), purpose="suspension"))) == "passed not_suspended"


def test_two_entries_are_two_checks() -> None:
    second = "https://college.example/status/2"
    suspended = make_status_list(
        [5], url=second, issuer=ISSUER_KEY.did, purpose="suspension", valid_from=NOW
    )
    entries = [status_entry(LIST_URL, 5), status_entry(second, 5, purpose="suspension")]
    fetch = Documents({LIST_URL: signed(status_list()), second: signed(suspended)})
    report = check(signed(badge(credentialStatus=entries)), fetch)
    assert [c.code for c in report.checks if c.name == "status"] == ["not_revoked", "suspended"]
    assert report.verdict is Verdict.NOT_VERIFIED


def test_an_unreachable_list_is_not_a_clear_bit() -> None:
    report = check(with_entry())
    assert report.verdict is Verdict.INCONCLUSIVE
    assert outcome(report, "status") == "could_not_check status_list_unreachable"
    found = next(item for item in report.checks if item.name == "status")
    assert found.params["transient"] is True


def tampered() -> dict[str, Any]:
    good = signed(status_list((94567,)))
    good["credentialSubject"]["encodedList"] = status_list()["credentialSubject"]["encodedList"]
    return good


def forged() -> dict[str, Any]:
    """In the issuer's name, signed by somebody else."""
    return signed(status_list(), OTHER_KEY)


NOTHING_SAID = {
    "unsigned": (status_list, "status_list_not_verified"),
    "tampered": (tampered, "status_list_not_verified"),
    "signed by somebody else in the issuer's name": (forged, "status_list_not_verified"),
    "not yet valid": (
        lambda: signed(changed(status_list(), {"validFrom": "2999-01-01T00:00:00Z"})),
        "status_list_not_verified",
    ),
    "expired": (
        lambda: signed(changed(status_list(), {"validUntil": "2025-12-01T00:00:00Z"})),
        "status_list_not_verified",
    ),
    "without its type": (
        lambda: signed(changed(status_list(), {"type": ["VerifiableCredential"]})),
        "status_list_not_verified",
    ),
    "a badge": (lambda: signed(badge()), "bad_status_list"),
    "for another purpose": (
        lambda: signed(status_list((), purpose="suspension")),
        "status_purpose_mismatch",
    ),
    "shorter than any accepted": (
        lambda: signed(status_list((), bits=99_992)),
        "status_list_too_short",
    ),
    "an envelope without a token": (
        lambda: {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": "EnvelopedVerifiableCredential",
            "id": "data:text/plain,hello",
        },
        "bad_status_list",
    ),
    "no JSON": (lambda: b"<html>not found</html>", "bad_status_list"),
    "too short for the index": (
        lambda: signed(status_list((), bits=1024)),
        "status_index_out_of_range",
    ),
    "not packed": (
        lambda: signed(
            changed(
                status_list(),
                {
                    "credentialSubject": {
                        **status_list()["credentialSubject"],
                        "encodedList": "uAAAA",
                    }
                },
            )
        ),
        "bad_status_list",
    ),
}


@pytest.mark.parametrize("name", NOTHING_SAID)
def test_a_list_that_says_nothing(name: str) -> None:
    make, code = NOTHING_SAID[name]
    report = check(with_entry(), Documents({LIST_URL: make()}))  # type: ignore[operator]
    assert outcome(report, "status") == f"could_not_check {code}"
    assert report.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"statusListIndex": None}, "bad_status_entry"),
        ({"statusListIndex": "-1"}, "bad_status_entry"),
        ({"statusListIndex": "1e3"}, "bad_status_entry"),
        ({"statusListIndex": "9" * 400}, "bad_status_entry"),
        ({"statusListIndex": True}, "bad_status_entry"),
        ({"statusListCredential": None}, "bad_status_entry"),
        ({"statusPurpose": None}, "bad_status_entry"),
        ({"statusPurpose": "message"}, "bad_status_entry"),
        ({"statusPurpose": "shoeSize"}, "unsupported_status_purpose"),
        ({"statusSize": 2}, "bad_status_entry"),
        ({"statusSize": 0}, "bad_status_entry"),
        ({"statusSize": 400, "statusPurpose": "message"}, "unsupported_status_method"),
        ({"type": "CredentialStatusList2017"}, "unsupported_status_method"),
    ],
)
def test_an_entry_that_cannot_be_used(changes: dict[str, Any], code: str) -> None:
    document = badge(credentialStatus=changed(status_entry(LIST_URL, 5), changes))
    document["proof"] = signed(badge())["proof"]
    report = check(document, Documents({LIST_URL: signed(status_list())}))
    assert outcome(report, "status") == f"could_not_check {code}"


def test_more_entries_than_the_limit() -> None:
    document = badge(credentialStatus=[status_entry(LIST_URL, 1)] * 11)
    report = check(document, Documents({LIST_URL: signed(status_list())}))
    assert outcome(report, "status") == "could_not_check too_many_status_entries"


def test_the_list_of_another_issuer_is_named() -> None:
    """The signed credential points there: see docs/verification-notes.md."""
    other = signed(status_list(issuer=OTHER_KEY.did), OTHER_KEY)
    report = check(with_entry(), Documents({LIST_URL: other}))
    found = next(item for item in report.checks if item.name == "status")
    assert (found.code, found.params["list_issuer"]) == ("not_revoked", OTHER_KEY.did)


def test_a_short_list_is_accepted_and_said() -> None:
    report = check(with_entry(5), Documents({LIST_URL: signed(status_list(bits=100_000))}))
    found = next(item for item in report.checks if item.name == "status")
    assert (found.code, found.params["list_bits"]) == ("not_revoked", 100_000)


def test_a_bomb_is_stopped() -> None:
    packed = "u" + encode_base64url(gzip.compress(bytes(30_000_000)))
    with pytest.raises(BadList) as caught:
        unpack(packed, DEFAULT_LIMITS)
    assert caught.value.code == "decompressed_too_large"


@pytest.mark.parametrize("encoded", [None, 7, "", "u", "zAAAA", "u!!!", "u" + "A" * 30])
def test_lists_that_do_not_unpack(encoded: object) -> None:
    with pytest.raises(BadList):
        unpack(encoded, DEFAULT_LIMITS)


def test_a_list_that_is_cut_off() -> None:
    packed = gzip.compress(bytes(range(256)) * 100)[:-20]
    with pytest.raises(BadList):
        unpack("u" + encode_base64url(packed), Limits())


def test_making_a_list_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="outside"):
        status_list((131_072,))
    with pytest.raises(ValueError, match="multiple"):
        status_list(bits=100_001)


def test_a_list_that_names_itself_as_its_own_status_is_asked_once() -> None:
    published = signed(changed(status_list(), {"credentialStatus": status_entry(LIST_URL, 1)}))
    fetch = Documents({LIST_URL: published})
    report = check(with_entry(), fetch)
    assert outcome(report, "status") == "passed not_revoked"
    assert fetch.asked == [LIST_URL]


def test_a_credential_that_is_its_own_list() -> None:
    itself = with_entry()
    fetch = Documents({LIST_URL: itself})
    assert outcome(check(itself, fetch), "status") == "could_not_check bad_status_list"
    assert fetch.asked == [LIST_URL]


SILENT = "https://silent.example/issuers/1"


def by_silent(
    document: dict[str, Any], key: SigningKey = ISSUER_KEY, issuer: str = SILENT
) -> dict[str, Any]:
    """A document of an issuer that nobody can reach, signed with a key named in a fragment."""
    held = document["issuer"]
    named = {**document, "issuer": {**held, "id": issuer} if isinstance(held, dict) else issuer}
    return signed(named, key, key_id=f"{SILENT}#{key.multibase}")


def silent_answer(flagged: tuple[int, ...], **options: Any) -> str:
    entry = status_entry(LIST_URL, 94567)
    published = by_silent(status_list(flagged), **options)
    return answer(by_silent(badge(credentialStatus=entry)), published)


def test_the_signer_may_take_back_what_it_signed_though_nobody_knows_who_it_is() -> None:
    assert silent_answer((94567,)) == "failed revoked"


@pytest.mark.parametrize(
    ("flagged", "options"),
    [
        ((), {}),
        ((94567,), {"key": OTHER_KEY}),
        ((94567,), {"issuer": "https://other.example/issuers/1"}),
    ],
    ids=["says that it stands", "another key", "another issuer"],
)
def test_the_signer_may_say_nothing_else(flagged: tuple[int, ...], options: dict[str, Any]) -> None:
    assert silent_answer(flagged, **options) == "could_not_check status_list_not_verified"


def test_a_changed_list_of_the_signer_says_nothing() -> None:
    published = by_silent(status_list(()))
    published["credentialSubject"] = status_list((94567,))["credentialSubject"]
    document = by_silent(badge(credentialStatus=status_entry(LIST_URL, 94567)))
    assert answer(document, published) == "could_not_check status_list_not_verified"
