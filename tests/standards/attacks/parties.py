"""A good signature by the wrong key, over another document, or by a host that changed its mind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from passports.standards.dates import format_date_time
from tests.standards.attacks.row import Attack
from tests.standards.making import (
    ISSUER_KEY,
    NOW,
    OTHER_KEY,
    WEB_DOCUMENT_URL,
    WEB_ISSUER,
    badge,
    plain,
    signed,
    token,
    web_document,
)

KEY_1 = f"{WEB_ISSUER}#key-1"


def _replayed() -> dict[str, Any]:
    return {**badge(name="Medical doctorate"), "proof": signed(badge())["proof"]}


def _replayed_to_another_subject() -> dict[str, Any]:
    document = signed(badge())
    document["credentialSubject"] = document["credentialSubject"] | {"id": "did:example:thief"}
    return document


def _from_the_web(**changes: Any) -> Callable[[], dict[str, Any]]:
    return lambda: {WEB_DOCUMENT_URL: web_document(**changes)}


def _of_web(key: Any = ISSUER_KEY) -> Callable[[], dict[str, Any]]:
    return lambda: signed(badge(WEB_ISSUER), key, key_id=KEY_1)


def _foreign_controller() -> dict[str, Any]:
    document = web_document()
    document["verificationMethod"][0]["controller"] = "did:web:evil.example"
    return {WEB_DOCUMENT_URL: document}


def _at(**members: int) -> Callable[[], dict[str, Any]]:
    """A credential whose dates lie so many seconds from now."""
    return lambda: signed(plain(**{
        name: format_date_time(NOW + timedelta(seconds=seconds))
        for name, seconds in members.items()
    }))  # fmt: skip


def _private(host: str) -> Attack:
    issuer = f"did:web:{host}"
    return Attack(f"did:web of {host}", lambda: signed(badge(issuer), key_id=f"{issuer}#k"),
                  "issuer_key", "bad_identifier")  # fmt: skip


ROWS = (
    Attack("issuer and key of two parties", lambda: signed(badge(), OTHER_KEY),
           "issuer_key", "controller_mismatch"),
    Attack("the same in a token", lambda: token(badge(), OTHER_KEY),
           "issuer_key", "controller_mismatch"),
    Attack("own key under the issuer's name", _of_web(OTHER_KEY), "proof", "bad_signature",
           served=_from_the_web(), asks=True),
    Attack("proof of another document", _replayed, "proof", "bad_signature"),
    Attack("another subject", _replayed_to_another_subject, "proof", "bad_signature"),
    Attack("proof of two documents, one good",
           lambda: {**badge(), "proof": [signed(badge())["proof"], _replayed()["proof"] | {
               "proofValue": signed(plain())["proof"]["proofValue"]}]},
           "proof", "bad_signature"),
    Attack("key that may not assert", _of_web(), "issuer_key", "key_not_for_assertion",
           served=_from_the_web(assertionMethod=[], authentication=[KEY_1]), asks=True),
    Attack("key of another controller", _of_web(), "issuer_key", "controller_mismatch",
           served=_foreign_controller, asks=True),
    Attack("did:web answered with another's document", _of_web(), "issuer_key",
           "controller_id_mismatch", served=_from_the_web(id="did:web:evil.example"), asks=True),
    Attack("did:web answered with a page", _of_web(), "issuer_key", "bad_controller_document",
           "could_not_check", served=lambda: {WEB_DOCUMENT_URL: b"<html>"}, asks=True),
    *(_private(host) for host in ("127.0.0.1", "localhost", "169.254.169.254", "2130706433",
                                  "a@b.example", "0x7f000001")),
    Attack("starts in 59 seconds", _at(validFrom=59), "validity", "current", "passed",
           control=True),
    Attack("starts in 61 seconds", _at(validFrom=61), "validity", "not_yet_valid"),
    Attack("ended 61 seconds ago", _at(validFrom=-100, validUntil=-61), "validity", "expired"),
)  # fmt: skip
