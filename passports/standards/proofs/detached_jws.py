"""Proofs whose signature is a detached JWS over the hashes of options and document.

The payload is not encoded (`b64: false`): https://www.rfc-editor.org/rfc/rfc7797#section-5.2, as
https://w3c-ccg.github.io/ld-cryptosuite-registry/#ed25519signature2018 and
https://www.w3.org/community/reports/credentials/CG-FINAL-lds-jws2020-20220721/ use it.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards import strict_json
from passports.standards.encodings import decode_base64url
from passports.standards.hints import Any
from passports.standards.keys import PublicKey
from passports.standards.proofs.algorithms import ALGORITHMS, fits, is_forbidden
from passports.standards.proofs.suite import BadProof
from passports.standards.types import DEFAULT_LIMITS

JWS_CHARACTERS = 4_000
# Nothing in a header may send us to a key; `kid` and `typ` say nothing that is used.
KNOWN_MEMBERS = frozenset({"alg", "b64", "crit", "kid", "typ"})


def jws_value(proof: Mapping[str, Any]) -> bytes:
    """The `jws` of a proof, as text in bytes; its parts are checked with the signature."""
    value = proof.get("jws")
    if not isinstance(value, str) or len(value) > JWS_CHARACTERS or not value.isascii():
        raise BadProof("malformed_proof", "jws is not a detached JWS")
    if "proofValue" in proof or "signatureValue" in proof:
        raise BadProof("malformed_proof", "two signatures in one proof")
    return value.encode()


def check_jws(key: PublicKey, value: bytes, data: bytes) -> bool:
    """Whether the detached JWS `value` is `key`'s over `data`. Raises BadProof."""
    header_text, payload, signature_text = _parts(value.decode())
    if payload:
        raise BadProof("malformed_proof", "the payload of a detached JWS is not empty")
    try:
        header = strict_json.loads(decode_base64url(header_text), limits=DEFAULT_LIMITS)
        signature = decode_base64url(signature_text)
    except (ValueError, strict_json.BadJson) as error:
        raise BadProof("malformed_proof", "a part of the JWS cannot be read") from error
    algorithm = _algorithm(header)
    if not fits(algorithm, key):
        raise BadProof("wrong_key_type", f"{algorithm} with a {key.algorithm or key.kind} key")
    return ALGORITHMS[algorithm][1](key, signature, header_text.encode() + b"." + data)


def _parts(text: str) -> tuple[str, str, str]:
    parts = text.split(".")
    if len(parts) != 3:
        raise BadProof("malformed_proof", f"a JWS of {len(parts)} parts")
    return parts[0], parts[1], parts[2]


def _algorithm(header: object) -> str:
    if not isinstance(header, dict):
        raise BadProof("malformed_proof", "the header of the JWS is not an object")
    algorithm = header.get("alg")
    if is_forbidden(algorithm):
        raise BadProof("algorithm_not_allowed", str(algorithm)[:40])
    unknown = set(header) - KNOWN_MEMBERS
    if unknown:
        raise BadProof("header_not_allowed", min(unknown)[:40])
    if header.get("b64") is not False or header.get("crit") != ["b64"]:
        raise BadProof("malformed_proof", "the header does not say b64: false, crit: [b64]")
    if algorithm not in ALGORITHMS:
        raise BadProof("unsupported_algorithm", str(algorithm)[:40])
    return str(algorithm)
