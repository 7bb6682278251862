"""Secret keys at rest: sealed with AES-256-GCM under a key derived from ISSUING_KEY_SECRET.

The seal names the row that it belongs to, so that a secret moved to another row does not open.
"""

import hashlib
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from passports.models import IssuingKey, IssuingKeyKind
from passports.standards.signing_key import AnySigningKey, P256SigningKey, SigningKey

_NONCE_BYTES = 12


class CannotUnwrap(Exception):
    """No wrapping secret that we have opens this key: ISSUING_KEY_SECRET was lost or changed
    without naming the old one in ISSUING_KEY_OLD_SECRETS, or the row was tampered with."""


def generate(kind: str) -> AnySigningKey:
    """A new random key pair of this kind."""
    return P256SigningKey.generate() if kind == IssuingKeyKind.P256 else SigningKey.generate()


def wrap(row: IssuingKey, key: AnySigningKey) -> None:
    """Seal the secret of `key` into `row` under the present wrapping secret (not saved)."""
    _seal(row, key.seed())


def unwrap(row: IssuingKey) -> AnySigningKey:
    """The key pair of this row, for the moment of signing. Raises CannotUnwrap."""
    seed = _open(row)
    key = P256SigningKey if row.kind == IssuingKeyKind.P256 else SigningKey
    return key.from_seed(seed)


def is_current(row: IssuingKey) -> bool:
    """Whether the present secret wraps this row."""
    return row.wrapped_by == _name(settings.ISSUING_KEY_SECRET)


def rewrap(row: IssuingKey) -> None:
    """Seal the same secret again under the present wrapping secret. Raises CannotUnwrap."""
    _seal(row, _open(row))


def _seal(row: IssuingKey, seed: bytes) -> None:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_derived(settings.ISSUING_KEY_SECRET)).encrypt(nonce, seed, _names(row))
    row.wrapped_secret = nonce + sealed
    row.wrapped_by = _name(settings.ISSUING_KEY_SECRET)


def _open(row: IssuingKey) -> bytes:
    content = bytes(row.wrapped_secret)
    for secret in (settings.ISSUING_KEY_SECRET, *settings.ISSUING_KEY_OLD_SECRETS):
        if _name(secret) != row.wrapped_by:
            continue
        try:
            return AESGCM(_derived(secret)).decrypt(
                content[:_NONCE_BYTES], content[_NONCE_BYTES:], _names(row)
            )
        except InvalidTag as error:
            raise CannotUnwrap(str(row.pk)) from error
    raise CannotUnwrap(str(row.pk))


def _names(row: IssuingKey) -> bytes:
    return f"{row.pk}|{row.organization_id}|{row.kind}|{row.multibase}".encode()


@cache
def _derived(secret: str) -> bytes:
    info = b"career-passport issuing keys 1"
    return HKDF(hashes.SHA256(), length=32, salt=None, info=info).derive(secret.encode())


def _name(secret: str) -> str:
    """What a wrapping secret is called; made from the derived key, so that it tells nothing."""
    return hashlib.sha256(b"name" + _derived(secret)).hexdigest()[:16]
