"""A plan says what the complete path says of a document, or nothing."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from benchmarks.badges import SHAPES, V2, badge
from passports.standards.jsonld import ContextSet
from passports.standards.types import Limits, Verdict
from tests import corpora
from tests.standards.jsonld.mutations import other_structure, other_values
from tests.standards.planned.comparing import (
    HEADER,
    KEY,
    by_plan,
    compare,
    enveloped,
    fresh,
    sealed,
)

Secure = Callable[[Any], bytes]


def token(document: Any, **spelling: Any) -> bytes:
    return enveloped(json.dumps(document, **spelling).encode())


SECURE = pytest.mark.parametrize("secure", [sealed, token])


def primed(secure: Secure, *, shape: int = 5) -> ContextSet:
    """Contexts with a plan for badges of one shape."""
    contexts = fresh()
    for number in range(2):
        compare(secure(badge(number, KEY.did, shape=shape)), contexts)
    return contexts


@SECURE
@pytest.mark.parametrize("shape", range(SHAPES))
def test_badges_have_plans(secure: Secure, shape: int) -> None:
    contexts = fresh()
    for number in range(4):
        content = secure(badge(number, KEY.did, shape=shape))
        assert (by_plan(content, contexts) is not None) == (number > 0)
        assert compare(content, contexts).verdict is Verdict.VERIFIED


@SECURE
def test_every_changed_value_is_refused(secure: Secure) -> None:
    contexts = primed(secure)
    content = secure(badge(7, KEY.did, shape=5))
    head, _, signature = content.rpartition(b".") if secure is token else (b"", b"", b"")
    text = base64.urlsafe_b64decode(head.split(b".")[1] + b"==") if head else content
    assert by_plan(content, contexts) is not None
    parts = text.split(b'"')
    for place in range(1, len(parts), 2):
        for value in (parts[place] + b"1", b"x", b""):
            if value == parts[place]:
                continue
            changed = b'"'.join([*parts[:place], value, *parts[place + 1 :]])
            if head:
                body = base64.urlsafe_b64encode(changed).rstrip(b"=")
                changed = b".".join([head.split(b".")[0], body, signature])
            assert by_plan(changed, contexts) is None
            assert compare(changed, contexts).verdict is not Verdict.VERIFIED, changed


def _families(seed: int, count: int) -> Iterator[list[Any]]:
    """Documents in families of one shape, so that plans come to be used."""
    rng = random.Random(seed)
    bases = [badge(number, KEY.did) for number in range(0, SHAPES, 5)]
    for row in corpora.rows(judge="verification"):
        if row["file"].endswith((".json", ".jsonld")) and row["expect"] == "valid":
            found = json.loads(corpora.content(row))
            if isinstance(found, dict) and "@context" in found and len(str(found)) < 10_000:
                issuer = found.get("issuer")
                own = {**issuer, "id": KEY.did} if isinstance(issuer, dict) else KEY.did
                bases.append({**found, "issuer": own})
    for _ in range(count):
        base = rng.choice(bases)
        if rng.random() < 0.6:
            base = other_structure(base, rng)
        yield [
            _readable(base, other_values(base, rng, wild=wild), rng)
            for wild in (0, 0, 0, 0.01, 0.05, 0.3)
        ]


def _readable(base: Any, changed: Any, rng: random.Random) -> Any:
    """`changed` with nearly every date and the issuer as they were, so that much of it is good."""
    if isinstance(base, dict):
        return {name: _readable(base[name], item, rng) for name, item in changed.items()}
    if isinstance(base, list):
        return [_readable(*pair, rng) for pair in zip(base, changed, strict=True)]
    kept = isinstance(base, str) and (base[:2] == "20" or base == KEY.did) and rng.random() < 0.98
    return base if kept else changed


@SECURE
@pytest.mark.parametrize("seed", range(3))
def test_changed_documents(secure: Callable[..., bytes], seed: int) -> None:
    contexts, rng = fresh(), random.Random(seed)
    planned = 0
    for family in _families(seed, 60):
        spelling = rng.choice(
            [{}, {"separators": (",", ":")}, {"indent": 1}, {"ensure_ascii": False}]
        )
        for document in family:
            # A token with a proof inside it is nothing for plans.
            if secure is token and rng.random() < 0.9:
                document.pop("proof", None)
            content = secure(document, **spelling)
            compare(content, contexts)
            planned += by_plan(content, contexts) is not None
    assert planned > 30


def _spoilt(text: str, rng: random.Random) -> str:
    """The JSON text with one thing in it that is not as it should be."""
    parts = text.split('"')
    place = rng.randrange(1, len(parts), 2)
    between = rng.randrange(0, len(parts), 2)
    match rng.randrange(9):
        case 0:  # a key or a value written with an escape
            parts[place] = f"\\u{ord((parts[place] or 'x')[0]):04x}" + parts[place][1:]
        case 1:
            parts[place] += rng.choice(
                [
                    "\n",
                    "\x00",
                    "\x1f",
                    "\x7f",
                    "\t",
                    "\\",
                    "\\ud800",
                    "\u2028",
                    "\x85",
                    "é",
                    "😀",
                    "%s",
                ]
            )
        case 2:  # another string of the document in its place: keys come to stand twice
            parts[place] = parts[rng.randrange(1, len(parts), 2)]
        case 3:
            parts[between] += rng.choice(
                [" ", "\t", "\n", ",", ":", "}", "]", "0", "-", "e", "null", "\x0b", "\xa0", "NaN"]
            )
        case 4:
            parts[between] = parts[between].replace(",", "", 1)
        case 5:
            parts[between] = parts[between].replace("}", "]", 1)
        case 6:
            number = rng.choice(
                ["01", "-", "-0", "1.", ".5", "1e5", "1E+400", "9" * 401, "1" * 400, "0x1", "+1",
                 "1e-7", "12.50", "true", "9007199254740993", "[1,2]", "1.5.2", "1-1", "Infinity"]
            )  # fmt: skip
            return text.replace(".5,", f"{number},", 1) if ".5," in text else text + number
        case 7:
            return rng.choice(["\ufeff", " ", "\n", "[", '"', "{"]) + text
        case _:
            return text[: rng.randrange(len(text))]
    return '"'.join(parts)


@SECURE
@pytest.mark.parametrize("seed", range(2))
def test_spoilt_text(secure: Secure, seed: int) -> None:
    """Another spelling of the same signed document, or no JSON at all."""
    contexts, rng = primed(secure), random.Random(seed)
    content = sealed(badge(9, KEY.did, shape=5)) if secure is sealed else b""
    text = content.decode() or json.dumps(badge(9, KEY.did, shape=5))
    for _ in range(400):
        spoilt = _spoilt(text, rng).encode("utf-8", "surrogatepass")
        compare(spoilt if content else enveloped(spoilt), contexts)


@pytest.mark.parametrize(
    "header",
    [
        {"typ": "vp+jwt"}, {"typ": "application/VP+JWT"}, {"typ": "vc+sd-jwt"}, {"alg": "none"},
        {"alg": "HS256"}, {"alg": "ES256"}, {"alg": "Ed25519"}, {"crit": ["b64"]}, {"b64": False},
        {"kid": "#x"}, {"kid": ""}, {"kid": 1}, {"kid": "did:key:z6Mk#z6Mk"}, {"typ": 7},
        {"typ": None},
        {"jku": "https://a.example"}, {"jwk": {"kty": "OKP"}}, {"x5c": []}, {"a": {"b": {"c": 1}}},
        {"alg": None}, {"typ": "JWT"},
    ],
)  # fmt: skip
def test_headers(header: dict[str, Any]) -> None:
    contexts = primed(token)
    text = json.dumps(badge(9, KEY.did, shape=5)).encode()
    for _ in range(3):
        compare(enveloped(text, {**HEADER, **header}), contexts)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": KEY.did}, {"iss": "did:example:other"}, {"exp": 1}, {"nbf": 1}, {"nbf": 99e9},
        {"exp": 1e300}, {"exp": "x"}, {"jti": "urn:x"}, {"sub": "urn:x"}, {"iat": 5},
        {"status": {"status_list": {"idx": 1, "uri": "https://a.example/l"}}}, {"status": 1},
        {"vc": {}}, {"vp": {}}, {"_sd_alg": "sha-256"}, {"_sd": []}, {"proof": {}}, {"proof": None},
        {"credentialStatus": {"id": "urn:x", "type": "Unknown"}}, {"aud": ["x"]},
        {"credentialSchema": {"id": "https://a.example/s", "type": "JsonSchema"}},
    ],
)  # fmt: skip
def test_claims(claims: dict[str, Any]) -> None:
    contexts = fresh()
    for number in range(4):
        compare(token({**badge(number, KEY.did, shape=5), **claims}), contexts)


@pytest.mark.parametrize(
    "proof",
    [
        {"proofPurpose": "authentication"}, {"created": "2024"}, {"created": ""}, {"domain": "x"},
        {"expires": "2020-01-01T00:00:00Z"}, {"expires": "2099-01-01T00:00:00Z"}, {"id": "urn:x"},
        {"nonce": "1"}, {"challenge": 1}, {"cryptosuite": "ecdsa-rdfc-2019"}, {"@index": "x"},
        {"cryptosuite": "eddsa-jcs-2022"}, {"type": "Ed25519Signature2020"}, {"previousProof": "x"},
        {"verificationMethod": "did:key:z6Mk#z6Mk"}, {"verificationMethod": {"id": KEY.did_key_id}},
        {"@context": "https://www.w3.org/ns/credentials/v2"}, {"proofValue": "z1"}, {"x": "y"},
        {"proofValue": "u1"}, {"proofValue": None}, {"type": ["DataIntegrityProof"]},
    ],
)  # fmt: skip
def test_proof_options(proof: dict[str, Any]) -> None:
    contexts = fresh()
    for number in range(4):
        document = json.loads(sealed(badge(number, KEY.did, shape=5)))
        document["proof"] |= proof
        compare(json.dumps(document).encode(), contexts)
        compare(json.dumps({**document, "proof": [document["proof"]]}).encode(), contexts)


@SECURE
@pytest.mark.parametrize(
    "more",
    [
        {"relatedResource": [{"id": V2, "digestSRI": "sha256-AAAA"}]},
        {"relatedResource": [{"id": "https://a.example/x", "digestMultibase": "zQm"}]},
        {"credentialStatus": {"id": "https://a.example/s#1", "type": "1EdTechRevocationList"}},
        {"credentialSchema": {"id": "https://a.example/s", "type": "Unknown"}},
        {"endorsementJwt": ["a.b.c"]}, {"termsOfUse": {"type": "T"}},
        {"validUntil": "2020-01-01T00:00:00Z"},
        {"validFrom": "2035-01-01T00:00:00Z"}, {"validUntil": "2001-01-01T00:00:00Z"},
        {"validFrom": None},
        {"name": {"@value": "x", "@language": "en"}}, {"issuer": KEY.did}, {"issuer": {"id": ""}},
        {"refreshService": {"type": "X", "id": "urn:x"}}, {"image": {"id": "a b", "type": "Image"}},
        {"type": ["VerifiableCredential"]}, {"type": "VerifiableCredential"}, {"id": "no"},
        {"id": 5},
    ],
)  # fmt: skip
def test_other_members(secure: Secure, more: dict[str, Any]) -> None:
    contexts = fresh()
    for number in range(4):
        compare(secure({**badge(number, KEY.did, shape=5), **more}), contexts)


@SECURE
@pytest.mark.parametrize("changed", [False, True])
def test_related_resources_are_compared(secure: Secure, changed: bool) -> None:
    """What they say of a context depends on their values, which a plan does not look at."""
    contexts = fresh()
    known = base64.b64encode(bytes.fromhex(contexts[V2].sha256)).decode()
    for number in range(4):
        other = base64.b64encode(bytes([number] * 32)).decode()
        related = {"id": V2, "digestSRI": f"sha256-{other if changed else known}"}
        content = secure({**badge(number, KEY.did, shape=5), "relatedResource": [related]})
        assert by_plan(content, contexts) is None
        verdict = compare(content, contexts).verdict
        assert verdict is (Verdict.NOT_VERIFIED if changed else Verdict.VERIFIED)


@SECURE
def test_no_plan_even_for_a_list_without_related_resources(secure: Secure) -> None:
    """Nothing else would keep a plan from being made for these."""
    contexts = fresh()
    for number in range(4):
        content = secure({**badge(number, KEY.did, shape=5), "relatedResource": []})
        assert by_plan(content, contexts) is None
        assert compare(content, contexts).verdict is Verdict.VERIFIED


@SECURE
@pytest.mark.parametrize(
    "limits",
    [
        Limits(document_bytes=1_000), Limits(nesting=3), Limits(quads=10), Limits(proofs=0),
        Limits(quads=137), Limits(nesting=6), Limits(nesting=5), Limits(nesting=7),
    ],
)  # fmt: skip
def test_limits(secure: Secure, limits: Limits) -> None:
    contexts = primed(secure)
    for number in range(3):
        compare(secure(badge(number, KEY.did, shape=5)), contexts, limits=limits)


@corpora.requires_corpora
def test_documents_of_others() -> None:
    contexts = fresh()
    for row in corpora.rows(judge="verification"):
        content = corpora.content(row)
        for _ in range(3):
            compare(content, contexts)
