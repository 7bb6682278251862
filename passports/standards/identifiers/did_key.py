"""did:key: the identifier is the key. https://w3c-ccg.github.io/did-key-spec/"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from passports.standards import keys
from passports.standards.encodings import encode_base58btc
from passports.standards.hints import Any
from passports.standards.identifiers.errors import CannotResolve
from passports.standards.types import Fetch

SIGNING = (
    "assertionMethod",
    "authentication",
    "capabilityInvocation",
    "capabilityDelegation",
)
AGREEMENT = "keyAgreement"
# Kinds of key that stand in the document and that no signature is checked with.
_KEPT = frozenset({"BLS12-381", "X25519"})
_KEPT_BYTES: Mapping[str, int] = {"BLS12-381": 96, "X25519": 32}
# Documents of identifiers that are no longer than this are kept; nobody may change one.
_KEPT_CHARACTERS = 200
_P25519 = 2**255 - 19


def resolve(identifier: str, fetch: Fetch) -> Mapping[str, Any]:
    """The document that a did:key stands for; nothing is fetched. Raises CannotResolve.

    An Ed25519 key brings the X25519 key that is derived from it, which agrees on secrets and
    asserts nothing; a did:key of X25519 has no key that does.
    """
    return _short(identifier) if len(identifier) <= _KEPT_CHARACTERS else _document(identifier)


@lru_cache(maxsize=2_000)
def _short(identifier: str) -> Mapping[str, Any]:
    return _document(identifier)


def _document(identifier: str) -> Mapping[str, Any]:
    multibase = identifier.removeprefix("did:key:")
    kind, raw = _checked_parts(multibase)
    method = _method(identifier, multibase)
    document: dict[str, Any] = {"id": identifier, "verificationMethod": [method]}
    if kind != "X25519":
        document.update({name: [method["id"]] for name in SIGNING})
    if kind == "Ed25519":
        agreement = _method(identifier, encode_base58btc(b"\xec\x01" + x25519_of(raw)))
        document["verificationMethod"].append(agreement)
        document[AGREEMENT] = [agreement["id"]]
    elif kind != "BLS12-381":
        document[AGREEMENT] = [method["id"]]
    return document


def _checked_parts(multibase: str) -> tuple[str, bytes]:
    try:
        kind, raw = keys.multikey_parts(multibase)
        if not multibase.startswith("z"):
            raise keys.BadKey("bad_key", "a did:key is written in base58btc")
        if kind not in _KEPT:
            keys.from_raw(kind, raw)
        elif len(raw) != _KEPT_BYTES[kind]:
            raise keys.BadKey("bad_key", f"{len(raw)} bytes for {kind}")
    except keys.BadKey as error:
        code = "bad_identifier" if error.code == "bad_key" else error.code
        raise CannotResolve(code, error.detail, **error.params) from error
    return kind, raw


def _method(identifier: str, multibase: str) -> dict[str, str]:
    return {
        "id": f"{identifier}#{multibase}",
        "type": "Multikey",
        "controller": identifier,
        "publicKeyMultibase": multibase,
    }


def x25519_of(raw: bytes) -> bytes:
    """The 32 bytes of the X25519 key that belongs to an Ed25519 key: (1 + y) / (1 - y).

    https://www.rfc-editor.org/rfc/rfc7748#section-4.1
    """
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    u = (1 + y) * pow(1 - y, -1, _P25519) % _P25519
    return u.to_bytes(32, "little")
