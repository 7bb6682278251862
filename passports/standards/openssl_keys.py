"""Keys on the NIST curves, secp256k1 and RSA, by OpenSSL. Loaded by documents that have one.

Everything here raises ValueError for bytes or numbers that are no such key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

from passports.standards.hints import Final

Key = ec.EllipticCurvePublicKey | rsa.RSAPublicKey

CURVES: Final[Mapping[str, type[ec.EllipticCurve]]] = {
    "P-256": ec.SECP256R1,
    "P-384": ec.SECP384R1,
    "P-521": ec.SECP521R1,
    "secp256k1": ec.SECP256K1,
}


def point(curve: str, data: bytes) -> Key:
    """The key that is this point, compressed or not."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVES[curve](), data)
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from error


def point_at(curve: str, x: int, y: int) -> Key:
    """The key that is the point with these coordinates."""
    try:
        return ec.EllipticCurvePublicNumbers(x, y, CURVES[curve]()).public_key()
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from error


def rsa_of_numbers(modulus: int, exponent: int) -> Key:
    """The RSA key with this modulus and exponent."""
    return rsa.RSAPublicNumbers(exponent, modulus).public_key()


def rsa_of_pkcs1(data: bytes) -> Key:
    """The RSA key in a PKCS#1 RSAPublicKey."""
    return _only_rsa(lambda: serialization.load_der_public_key(_spki_of_pkcs1(data)))


def rsa_of_pem(text: str) -> Key:
    """The RSA key in a PEM."""
    return _only_rsa(lambda: serialization.load_pem_public_key(text.encode()))


def _only_rsa(load: Callable[[], object]) -> Key:
    try:
        key = load()
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("not an RSA key")
    return key


def rsa_bits(key: object) -> int:
    """How long the modulus of an RSA key is; 0 for another key."""
    return key.key_size if isinstance(key, rsa.RSAPublicKey) else 0


def _spki_of_pkcs1(data: bytes) -> bytes:
    """PKCS#1 RSAPublicKey wrapped as SubjectPublicKeyInfo, which is what the library loads."""

    def tlv(tag: int, body: bytes) -> bytes:
        size = len(body)
        if size < 0x80:
            return bytes([tag, size]) + body
        length = size.to_bytes((size.bit_length() + 7) // 8, "big")
        return bytes([tag, 0x80 | len(length)]) + length + body

    algorithm = bytes.fromhex("300d06092a864886f70d0101010500")
    return tlv(0x30, algorithm + tlv(0x03, b"\x00" + data))


def raw(key: object) -> bytes:
    """A key as a Multikey holds it: a compressed point, or PKCS#1."""
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
        )
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("not a key of these kinds")
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)


def spki(key: object) -> bytes:
    """A key as DER SubjectPublicKeyInfo; 32 bytes are an Ed25519 key."""
    if isinstance(key, bytes):
        key = ed25519.Ed25519PublicKey.from_public_bytes(key)
    if not isinstance(key, Key | ed25519.Ed25519PublicKey):
        raise ValueError("not a key of these kinds")
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def is_signed_ecdsa(key: object, signature: bytes, data: bytes) -> bool:
    """Whether `signature` (r and s side by side, IEEE P1363) is that of `key` over `data`, with
    the hash that goes with its curve."""
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    size = (key.key_size + 7) // 8
    if len(signature) != 2 * size:
        return False
    hash_ = hashes.SHA384() if isinstance(key.curve, ec.SECP384R1) else hashes.SHA256()
    r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
    try:
        key.verify(utils.encode_dss_signature(r, s), data, ec.ECDSA(hash_))
    except InvalidSignature:
        return False
    return True


def is_signed_rs256(key: object, signature: bytes, data: bytes) -> bool:
    """Whether `signature` is that of an RSA `key` over `data` (RFC 7518, section 3.3)."""
    return _is_signed_rsa(key, signature, data, padding.PKCS1v15())


def is_signed_ps256(key: object, signature: bytes, data: bytes) -> bool:
    """Whether `signature` is that of an RSA `key` over `data` (RFC 7518, section 3.5: the salt is
    as long as the hash)."""
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256.digest_size)
    return _is_signed_rsa(key, signature, data, pss)


def _is_signed_rsa(
    key: object, signature: bytes, data: bytes, how: padding.AsymmetricPadding
) -> bool:
    if not isinstance(key, rsa.RSAPublicKey):
        return False
    if len(signature) != (key.key_size + 7) // 8:
        return False
    try:
        key.verify(signature, data, how, hashes.SHA256())
    except InvalidSignature:
        return False
    return True
