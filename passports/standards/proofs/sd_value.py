"""The proof values of ecdsa-sd-2023, taken apart.

https://www.w3.org/TR/vc-di-ecdsa/#parsederivedproofvalue and #parsebaseproofvalue
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.encodings import decode_base64url, encode_base64url
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.keys import BadKey, PublicKey, from_raw
from passports.standards.proofs import cbor
from passports.standards.proofs.suite import BadProof

BASE = b"\xd9\x5d\x00"
DERIVED = b"\xd9\x5d\x01"
_P256_PREFIX = b"\x80\x24"
SIGNATURE_BYTES = 64
HMAC_BYTES = 32
MAX_POINTERS = 1_000


@frozen
class Common:
    """What both kinds of value hold: the issuer's signature, the key of this one proof (also as it
    was written) and its signature for each statement that is not mandatory."""

    base_signature: bytes
    key_bytes: bytes
    key: PublicKey
    signatures: tuple[bytes, ...]


@frozen
class Derived:
    """`labels`: canonical label of a blank node → the label under which it was signed."""

    common: Common
    labels: Mapping[str, str]
    mandatory: frozenset[int]


@frozen
class Base:
    """`hmac_key` makes the labels; `pointers` (RFC 6901) say what is mandatory."""

    common: Common
    hmac_key: bytes
    pointers: tuple[str, ...]


def read_value(proof: Mapping[str, Any]) -> Derived | Base:
    """The value of a proof. Raises BadProof(`malformed_proof`)."""
    value = proof.get("proofValue")
    try:
        if not isinstance(value, str) or not value.startswith("u"):
            raise ValueError("proofValue is not base64url")
        data = decode_base64url(value[1:])
        head, content = data[:3], cbor.loads(data[3:])
        if not isinstance(content, list) or len(content) != 5:
            raise ValueError("not five parts")
        if head == DERIVED:
            return _derived(content)
        if head == BASE:
            return _base(content)
        raise ValueError("neither a base nor a derived proof")
    except (ValueError, BadKey) as error:
        raise BadProof("malformed_proof", str(error)[:200]) from error


def _common(signature: object, key_bytes: object, signatures: object) -> Common:
    if not isinstance(key_bytes, bytes) or not key_bytes.startswith(_P256_PREFIX):
        raise ValueError("the key of the proof is not a P-256 key")
    if not isinstance(signatures, list):
        raise ValueError("no list of signatures")
    key = from_raw("P-256", key_bytes[2:])
    return Common(
        _bytes(signature, SIGNATURE_BYTES),
        key_bytes,
        key,
        tuple(_bytes(item, SIGNATURE_BYTES) for item in signatures),
    )


def _derived(content: list[Any]) -> Derived:
    signature, key_bytes, signatures, labels, mandatory = content
    if not isinstance(labels, dict) or not isinstance(mandatory, list):
        raise ValueError("no map of labels, or no list of indexes")
    if not all(isinstance(number, int) for number in [*labels, *mandatory]):
        raise ValueError("an index is not a number")
    named = {
        f"_:c14n{number}": f"_:u{encode_base64url(_bytes(label, HMAC_BYTES))}"
        for number, label in labels.items()
    }
    if len(set(named.values())) != len(named) or len(set(mandatory)) != len(mandatory):
        raise ValueError("a label or an index twice")
    return Derived(_common(signature, key_bytes, signatures), named, frozenset(mandatory))


def _base(content: list[Any]) -> Base:
    signature, key_bytes, hmac_key, signatures, pointers = content
    if not isinstance(pointers, list) or len(pointers) > MAX_POINTERS:
        raise ValueError("no list of pointers, or too many")
    if not all(isinstance(pointer, str) for pointer in pointers):
        raise ValueError("a pointer is not text")
    common = _common(signature, key_bytes, signatures)
    return Base(common, _bytes(hmac_key, HMAC_BYTES), tuple(pointers))


def _bytes(value: object, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise ValueError(f"not {size} bytes")
    return value
