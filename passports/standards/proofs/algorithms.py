"""The signature algorithms of JOSE that are accepted, each with the one kind of key that it takes.

RFC 7518 (ES256, ES384, RS256, PS256), RFC 8037 (EdDSA), RFC 8812 (ES256K), RFC 9864 (Ed25519).
What is not in the table is not accepted: there is no `none`, and no algorithm with a shared secret.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passports.standards.keys import PublicKey

Check = Callable[[PublicKey, bytes, bytes], bool]

ALGORITHMS: Mapping[str, tuple[str, Check]] = {
    "EdDSA": ("Ed25519", lambda key, sig, data: key.verify_ed25519(sig, data)),
    "Ed25519": ("Ed25519", lambda key, sig, data: key.verify_ed25519(sig, data)),
    "ES256": ("P-256", lambda key, sig, data: key.verify_ecdsa(sig, data)),
    "ES384": ("P-384", lambda key, sig, data: key.verify_ecdsa(sig, data)),
    "ES256K": ("secp256k1", lambda key, sig, data: key.verify_ecdsa(sig, data)),
    "RS256": ("RSA", lambda key, sig, data: key.verify_rs256(sig, data)),
    "PS256": ("RSA", lambda key, sig, data: key.verify_ps256(sig, data)),
}


def is_forbidden(algorithm: object) -> bool:
    """Whether `algorithm` is no text, or protects nothing where keys are public."""
    if not isinstance(algorithm, str):
        return True
    return algorithm.lower() == "none" or algorithm.upper().startswith("HS")


def fits(algorithm: str, key: PublicKey) -> bool:
    """Whether `algorithm` (one of the table) is for keys like `key`, and for this key."""
    if ALGORITHMS[algorithm][0] != key.kind:
        return False
    same = {algorithm} if algorithm not in _EDWARDS else _EDWARDS
    return key.algorithm == "" or key.algorithm in same


_EDWARDS = frozenset({"EdDSA", "Ed25519"})
