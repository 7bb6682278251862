"""Whose credential is it? Only identities that the holder has proven are compared."""

import hashlib
from typing import Any

import pytest

from passports.standards.recipient import check_recipient
from passports.standards.types import Identity, Recognition, Verdict
from tests.standards.making import (
    ISSUER_KEY,
    WEB_ISSUER,
    badge,
    check,
    outcome,
    plain,
    signed,
)

ME = [Identity("email", "Ana.Lopez@example.org"), Identity("did", "did:example:ana")]


def identity(**members: Any) -> dict[str, Any]:
    return {
        "type": "IdentityObject",
        "hashed": False,
        "identityType": "emailAddress",
        **members,
    }


def hashed(email: str, salt: str = "", name: str = "sha256") -> dict[str, Any]:
    digest = hashlib.new(name, (email + salt).encode()).hexdigest()
    extra = {"salt": salt} if salt else {}
    return identity(hashed=True, identityHash=f"{name}${digest}", **extra)


def subject(identifier: Any = None, **members: Any) -> dict[str, Any]:
    found = {**badge()["credentialSubject"], **members}
    if "id" not in members:
        del found["id"]
    return {**found, "identifier": identifier} if identifier else found


MATCHES = {
    "DID": subject(id="did:example:ana"),
    "plain email": subject([identity(identityHash="ana.lopez@example.org")]),
    "hashed email": subject([hashed("Ana.Lopez@example.org")]),
    "hashed in lower case": subject([hashed("ana.lopez@example.org")]),
    "hashed with salt": subject([hashed("ana.lopez@example.org", "deadsea")]),
    "hashed with MD5": subject([hashed("ana.lopez@example.org", name="md5")]),
    "second of two": subject(
        [identity(identityHash="x@y.example"), identity(identityHash="ana.lopez@example.org")]
    ),
    "not in a list": subject(identity(identityHash="ana.lopez@example.org")),
    "mailto": subject(id="mailto:ana.lopez@example.org"),
}
DIFFERS = {
    "DID": subject(id="did:example:ben"),
    "email": subject([identity(identityHash="ben@example.org")]),
    "hash": subject([hashed("ben@example.org", "s")]),
    "wrong salt": subject([{**hashed("ana.lopez@example.org", "s"), "salt": "other"}]),
    "unknown hash": subject([identity(hashed=True, identityHash="crc32$0000")]),
    "the hash written out as an email": subject(
        [identity(hashed=True, identityHash="ana.lopez@example.org")]
    ),
}


@pytest.mark.parametrize("name", MATCHES)
def test_mine(name: str) -> None:
    report = check(signed(badge(credentialSubject=MATCHES[name])), identities=ME)
    assert outcome(report, "recipient") == "passed recipient_matches"
    assert report.verdict is Verdict.VERIFIED


@pytest.mark.parametrize("name", DIFFERS)
def test_somebody_elses_is_good_and_not_mine(name: str) -> None:
    report = check(signed(badge(credentialSubject=DIFFERS[name])), identities=ME)
    assert outcome(report, "recipient") == "failed recipient_differs"
    assert report.verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("document", "mine"),
    [
        (badge(credentialSubject=subject()), ME),
        (badge(credentialSubject=subject(id="urn:uuid:8d1a")), ME),
        (badge(credentialSubject=subject(id="did:example:ben")), ME[:1]),
        (badge(credentialSubject=subject([identity(identityHash="b@x.example")])), ME[1:]),
        (plain(), []),
    ],
    ids=["nobody", "a number", "a DID against an email", "an email against a DID", "no identities"],
)
def test_nothing_to_compare_is_no_mismatch(document: Any, mine: list[Identity]) -> None:
    report = check(signed(document), identities=mine)
    assert outcome(report, "recipient") == "could_not_check recipient_not_comparable"


def test_nobody_asks() -> None:
    report = check(signed(badge()))
    assert outcome(report, "recipient") == "not_applicable not_asked"
    assert outcome(report, "issuer_recognized") == "not_applicable not_asked"


class Registries:
    def __init__(self, *known: str) -> None:
        self.known = known

    def recognitions(self, issuer_id: str) -> list[Recognition]:
        return [Recognition("State list", "A college")] if issuer_id in self.known else []


def test_a_recognized_issuer() -> None:
    report = check(signed(badge()), trust=Registries(ISSUER_KEY.did))
    assert outcome(report, "issuer_recognized") == "passed issuer_recognized"


def test_an_issuer_that_nobody_knows_is_no_red_cross() -> None:
    report = check(signed(badge()), trust=Registries())
    assert outcome(report, "issuer_recognized") == "failed issuer_not_recognized"
    assert report.verdict is Verdict.VERIFIED


def test_a_known_name_is_worth_nothing_without_its_key() -> None:
    document = signed(badge(WEB_ISSUER), key_id=f"{WEB_ISSUER}#key-1")
    report = check(document, trust=Registries(WEB_ISSUER))
    assert outcome(report, "issuer_recognized") == "could_not_check issuer_not_confirmed"


@pytest.mark.parametrize("name", ["id", "@id"])
def test_both_spellings_of_an_identifier_are_read(name):
    """They are signed alike: a holder must not get rid of a name by spelling it otherwise."""
    data = {"credentialSubject": {name: "did:example:somebody"}}
    finding = check_recipient(data, [Identity("did", "did:example:else")])
    assert finding.code == "recipient_differs"
