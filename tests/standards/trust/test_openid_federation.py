"""Chains of statements, good and bad."""

import json
from datetime import timedelta
from typing import Any

import pytest

from passports.standards import SigningKey
from passports.standards.keys import encode_base64url
from passports.standards.trust.entity_statement import NotInFederation
from passports.standards.trust.issuer_list import BadRegistry, read_issuers
from passports.standards.trust.openid_federation import Federation, Membership
from passports.standards.trust.origins import origin_of
from tests.standards.making import NOW, Documents

ANCHOR, STATE, COLLEGE = (
    "https://anchor.example",
    "https://state.example",
    "https://college.state.example",
)
KEYS = {
    name: SigningKey.from_seed(bytes([number] * 32))
    for number, name in enumerate((ANCHOR, STATE, COLLEGE, "evil"), 40)
}
DID = "did:web:school.example"


def jwk(name: str) -> dict[str, str]:
    return {**KEYS[name].jwk, "kid": f"key of {name}"}


def statement(issuer: str, subject: str, *, by: str = "", head: Any = None, **claims: Any) -> bytes:
    signer = by or issuer
    header = {"typ": "entity-statement+jwt", "alg": "EdDSA", "kid": f"key of {issuer}"}
    body = {
        "iss": issuer,
        "sub": subject,
        "iat": int(NOW.timestamp()) - 10,
        "exp": int((NOW + timedelta(days=1)).timestamp()),
        "jwks": {"keys": [jwk(subject)] if subject in KEYS else []},
        **claims,
    }
    parts = [header | (head or {}), {k: v for k, v in body.items() if v is not None}]
    text = ".".join(encode_base64url(json.dumps(part).encode()) for part in parts)
    return f"{text}.{encode_base64url(KEYS[signer].sign(text.encode()))}".encode()


def own(entity: str, **claims: Any) -> bytes:
    metadata = {
        "federation_entity": {
            "organization_name": f"Name of {entity}",
            "federation_fetch_endpoint": f"{entity}/fetch",
        }
    }
    return statement(entity, entity, **{"metadata": metadata, **claims})


def below(superior: str, entity: str) -> str:
    from urllib.parse import quote

    return f"{superior}/fetch?sub={quote(entity, safe='')}"


def well_known(entity: str) -> str:
    return f"{entity}/.well-known/openid-federation"


def federation(**changes: bytes | None) -> dict[str, Any]:
    """Anchor over state over college, and a DID directly below the anchor."""
    made: dict[str, Any] = {
        well_known(ANCHOR): own(ANCHOR),
        well_known(STATE): own(STATE, authority_hints=[ANCHOR]),
        well_known(COLLEGE): own(COLLEGE, authority_hints=[STATE]),
        below(ANCHOR, STATE): statement(ANCHOR, STATE),
        below(STATE, COLLEGE): statement(STATE, COLLEGE),
        below(ANCHOR, DID): statement(
            ANCHOR, DID, metadata={"federation_entity": {"organization_name": "A school"}}
        ),
    }
    return made


def member(entity: str, published: dict[str, Any], **options: Any) -> Membership:
    return Federation(ANCHOR, Documents(published), NOW, **options).member(entity)


def problem(entity: str, published: dict[str, Any], **options: Any) -> str:
    with pytest.raises(NotInFederation) as caught:
        member(entity, published, **options)
    return caught.value.code


def test_a_chain_over_one_superior() -> None:
    found = member(COLLEGE, federation())
    assert found.chain == (COLLEGE, STATE, ANCHOR)
    assert found.name == f"Name of {COLLEGE}"


def test_a_did_directly_below_the_anchor() -> None:
    assert member(DID, federation()) == Membership(DID, "A school", (DID, ANCHOR))


def test_keys_of_the_anchor_are_pinned() -> None:
    pinned = Federation(ANCHOR, Documents(federation()), NOW).anchor_keys()
    assert member(DID, federation(), pinned=pinned).entity == DID
    other = [{**jwk("evil"), "kid": f"key of {ANCHOR}"}]
    assert problem(DID, federation(), pinned=other) == "bad_signature"


def with_changed(address: str, body: bytes) -> dict[str, Any]:
    return {**federation(), address: body}


BAD = {
    "expired": (below(STATE, COLLEGE), statement(STATE, COLLEGE, exp=1), "statement_expired"),
    "from the future": (
        below(STATE, COLLEGE),
        statement(STATE, COLLEGE, iat=int((NOW + timedelta(days=2)).timestamp())),
        "statement_expired",
    ),
    "without an end": (below(STATE, COLLEGE), statement(STATE, COLLEGE, exp=None), "bad_statement"),
    "forged": (below(STATE, COLLEGE), statement(STATE, COLLEGE, by="evil"), "bad_signature"),
    "about somebody else": (below(STATE, COLLEGE), statement(STATE, STATE), "wrong_parties"),
    "by somebody else": (below(STATE, COLLEGE), statement(COLLEGE, COLLEGE), "wrong_parties"),
    "with other keys for the entity": (
        below(STATE, COLLEGE),
        statement(STATE, COLLEGE, jwks={"keys": [jwk("evil")]}),
        "bad_signature",
    ),
    "of another type": (
        below(STATE, COLLEGE),
        statement(STATE, COLLEGE, head={"typ": "JWT"}),
        "bad_statement",
    ),
    "without a signature": (
        below(STATE, COLLEGE),
        statement(STATE, COLLEGE, head={"alg": "none"}),
        "bad_signature",
    ),
    "with a certificate": (
        below(STATE, COLLEGE),
        statement(STATE, COLLEGE, head={"x5c": ["MII"]}),
        "bad_signature",
    ),
    "with a critical claim that we do not know": (
        below(STATE, COLLEGE),
        statement(STATE, COLLEGE, crit=["shoe_size"], shoe_size=44),
        "unsupported_critical",
    ),
    "too far below": (
        below(ANCHOR, STATE),
        statement(ANCHOR, STATE, constraints={"max_path_length": 0}),
        "path_too_long",
    ),
    "with an excluded name": (
        below(ANCHOR, STATE),
        statement(
            ANCHOR, STATE, constraints={"naming_constraints": {"excluded": [".state.example"]}}
        ),
        "name_excluded",
    ),
    "with a name that is not permitted": (
        below(ANCHOR, STATE),
        statement(
            ANCHOR, STATE, constraints={"naming_constraints": {"permitted": [".other.example"]}}
        ),
        "name_not_permitted",
    ),
    "that goes in a circle": (
        well_known(STATE),
        own(STATE, authority_hints=[COLLEGE, STATE]),
        "no_chain",
    ),
    "to nobody": (well_known(COLLEGE), own(COLLEGE), "no_chain"),
    "to a superior without an endpoint": (
        well_known(STATE),
        own(STATE, authority_hints=[ANCHOR], metadata={}),
        "no_fetch_endpoint",
    ),
    "that is no token": (well_known(COLLEGE), b"<html>", "bad_statement"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_chain(name: str) -> None:
    address, body, code = BAD[name]
    assert problem(COLLEGE, with_changed(address, body)) == code


def test_permitted_names_and_lengths_let_through() -> None:
    limits = {
        "max_path_length": 1,
        "naming_constraints": {"permitted": [".state.example"], "excluded": ["state.example"]},
    }
    published = with_changed(below(ANCHOR, STATE), statement(ANCHOR, STATE, constraints=limits))
    assert member(COLLEGE, published).entity == COLLEGE


def test_a_member_that_cannot_be_reached_may_be_reached_later() -> None:
    with pytest.raises(NotInFederation) as caught:
        member("https://unknown.example", federation())
    assert caught.value.transient


def test_endless_superiors_are_bounded() -> None:
    published = federation()
    for number in range(60):
        entity = f"https://e{number}.example"
        KEYS[entity] = KEYS["evil"]
        hints = [f"https://e{n}.example" for n in range(60) if n != number][:5]
        published[well_known(entity)] = own(entity, authority_hints=hints)
        for hint in hints:
            published[below(hint, entity)] = statement(hint, entity, by="evil")
    fetch = Documents(published)
    with pytest.raises(NotInFederation):
        Federation(ANCHOR, fetch, NOW).member("https://e0.example")
    assert len(fetch.asked) < 40


def test_a_published_list() -> None:
    body = b'{"meta": {}, "registry": {"did:key:z1": {"name": "A"}, "ftp://x": {}, "did:web:b": 7}}'
    assert [(i.identifier, i.name) for i in read_issuers(body)] == [
        ("did:key:z1", "A"),
        ("did:web:b", ""),
    ]
    for bad in (b"", b"[]", b'{"registry": []}', b"[" * 100_000, b"\xff"):
        with pytest.raises(BadRegistry):
            read_issuers(bad)


@pytest.mark.parametrize(
    ("identifier", "origin"),
    [
        ("https://college.example/issuers/1", "https://college.example"),
        ("https://College.Example:443/", "https://college.example"),
        ("https://college.example:8443/x", "https://college.example:8443"),
        ("did:web:college.example:issuers:1", "https://college.example"),
        ("did:web:college.example%3A8443", "https://college.example:8443"),
        ("did:web:127.0.0.1", ""),
        ("did:key:z6Mk", ""),
        ("http://college.example", ""),
        ("https://user@college.example", ""),
        ("https://college.example:x/", ""),
        ("", ""),
    ],
)
def test_the_origin_of_an_issuer(identifier: str, origin: str) -> None:
    assert origin_of(identifier) == origin
