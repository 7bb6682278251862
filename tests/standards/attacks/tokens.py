"""JWTs that choose their own algorithm or key."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from passports.standards.keys import encode_base64url
from tests.standards.attacks.row import Attack
from tests.standards.making import (
    ISSUER_KEY,
    OTHER_KEY,
    WEB_DOCUMENT_URL,
    WEB_ISSUER,
    badge,
    plain,
    plain_1,
    token,
    web_document,
)

KID = ISSUER_KEY.did_key_id


def jws(header: dict[str, Any], claims: dict[str, Any], key: Any = OTHER_KEY) -> str:
    text = ".".join(encode_base64url(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{encode_base64url(key.sign(text.encode()))}"


def _unsigned(algorithm: str) -> Callable[[], str]:
    def make() -> str:
        header = {"alg": algorithm, "kid": KID}
        parts = [encode_base64url(json.dumps(part).encode()) for part in (header, plain())]
        return ".".join(parts) + "."

    return make


def _hmac(bits: int, shape: str) -> Callable[[], str]:
    """Signed with what everybody knows: the public key as bytes, as PEM, as a JWK."""

    def make() -> str:
        public = serialization.load_der_public_key(ISSUER_KEY.public.spki())
        secret = {
            "raw": public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw),
            "pem": public.public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            ),
            "jwk": json.dumps(ISSUER_KEY.jwk).encode(),
        }[shape]
        header = {"alg": f"HS{bits}", "kid": KID}
        text = ".".join(encode_base64url(json.dumps(part).encode()) for part in (header, plain()))
        digest = hmac.new(secret, text.encode(), getattr(hashlib, f"sha{bits}")).digest()
        return f"{text}.{encode_base64url(digest)}"

    return make


def _with_header(**header: Any) -> Callable[[], str]:
    return lambda: jws({"alg": "EdDSA", "kid": KID, **header}, plain(), ISSUER_KEY)


def _short_rsa() -> str:
    numbers = rsa.generate_private_key(65537, 1024).public_key().public_numbers()
    n = encode_base64url(numbers.n.to_bytes(128, "big"))
    return jws({"alg": "RS256", "jwk": {"kty": "RSA", "n": n, "e": "AQAB"}}, plain())


def _claims_replaced() -> str:
    """The header and signature of a good token around the claims of another."""
    good, other = token(badge()), token(badge(name="Medical doctorate"), OTHER_KEY)
    head, _, signature = good.split(".")
    return ".".join((head, other.split(".")[1], signature))


_REFUSED: dict[str, Any] = {
    "jku": "https://evil.example/jwks",
    "x5u": "https://evil.example/x",
    "x5c": ["MIIB"],
    "crit": ["exp"],
    "b64": False,
}

ROWS = (
    Attack("alg none", _unsigned("none"), "proof", "algorithm_not_allowed"),
    Attack("alg nOnE", _unsigned("nOnE"), "proof", "algorithm_not_allowed"),
    *(
        Attack(f"HS{bits}, public key as {shape}", _hmac(bits, shape), "proof",
               "algorithm_not_allowed")
        for bits in (256, 384, 512) for shape in ("raw", "pem", "jwk")
    ),
    *(
        Attack(f"header {name}", _with_header(**{name: value}), "proof", "header_not_allowed")
        for name, value in _REFUSED.items()
    ),
    Attack("own key in the header", lambda: jws({"alg": "EdDSA", "jwk": OTHER_KEY.jwk}, plain()),
           "issuer_key", "controller_mismatch"),
    Attack("own key beside the issuer's kid", _with_header(jwk=OTHER_KEY.jwk),
           "proof", "key_conflict"),
    Attack("private key in the header",
           lambda: jws({"alg": "EdDSA", "jwk": {**OTHER_KEY.jwk, "d": "AAAA"}}, plain()),
           "proof", "bad_key"),
    Attack("kid of another", lambda: jws({"alg": "EdDSA", "kid": OTHER_KEY.did_key_id}, plain()),
           "issuer_key", "controller_mismatch"),
    Attack("kid with a path", lambda: jws(
        {"alg": "EdDSA", "kid": "../../../../dev/null"}, plain()), "issuer_key", "key_not_found"),
    Attack("kid that is SQL", lambda: jws(
        {"alg": "EdDSA", "kid": "' OR 1=1 --"}, plain()), "issuer_key", "key_not_found"),
    Attack("algorithm of another kind of key",
           lambda: jws({"alg": "ES256", "kid": KID}, plain(), ISSUER_KEY),
           "proof", "wrong_key_type"),
    Attack("RSA key of 1024 bits", _short_rsa, "proof", "weak_key"),
    Attack("iss is somebody else", lambda: jws(
        {"alg": "EdDSA", "kid": OTHER_KEY.did_key_id}, {"vc": plain_1(), "iss": OTHER_KEY.did}),
        "structure", "jwt_claims_conflict"),
    Attack("claims of another token", _claims_replaced, "proof", "bad_signature"),
    Attack("own key under the issuer's name",
           lambda: token(badge(WEB_ISSUER), OTHER_KEY, key_id=f"{WEB_ISSUER}#key-1"),
           "proof", "bad_signature", served=lambda: {WEB_DOCUMENT_URL: web_document()}, asks=True),
)  # fmt: skip
