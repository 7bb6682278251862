"""Secrets at rest: sealed with AES-256-GCM under a key derived from ISSUING_KEY_SECRET.

A seal has a purpose, so that what one part of the portal sealed does not open in another, and
names what it belongs to, so that a secret moved to another row does not open.
"""

import hashlib
import secrets
from functools import cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE_BYTES = 12


class CannotOpen(Exception):
    """No wrapping secret that we have opens this: ISSUING_KEY_SECRET was lost or changed without
    naming the old one in ISSUING_KEY_OLD_SECRETS, or the row was tampered with."""


class Sealed(NamedTuple):
    """The bytes to store, and the name of the wrapping secret that they were sealed under."""

    content: bytes
    wrapped_by: str


def seal(plain: bytes, *, purpose: str, belongs_to: str) -> Sealed:
    """Seal under the present wrapping secret."""
    key = _derived(settings.ISSUING_KEY_SECRET, purpose)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return Sealed(
        nonce + AESGCM(key).encrypt(nonce, plain, belongs_to.encode()),
        _name(settings.ISSUING_KEY_SECRET, purpose),
    )


def unseal(content: bytes, wrapped_by: str, *, purpose: str, belongs_to: str) -> bytes:
    """What was sealed, under the present secret or an old one that is named. Raises CannotOpen."""
    content = bytes(content)
    for secret in (settings.ISSUING_KEY_SECRET, *settings.ISSUING_KEY_OLD_SECRETS):
        if _name(secret, purpose) != wrapped_by:
            continue
        try:
            return AESGCM(_derived(secret, purpose)).decrypt(
                content[:_NONCE_BYTES], content[_NONCE_BYTES:], belongs_to.encode()
            )
        except InvalidTag as error:
            raise CannotOpen(purpose) from error
    raise CannotOpen(purpose)


def is_current(wrapped_by: str, *, purpose: str) -> bool:
    """Whether the present wrapping secret sealed it."""
    return wrapped_by == _name(settings.ISSUING_KEY_SECRET, purpose)


@cache
def _derived(secret: str, purpose: str) -> bytes:
    info = f"career-passport {purpose}".encode()
    return HKDF(hashes.SHA256(), length=32, salt=None, info=info).derive(secret.encode())


def _name(secret: str, purpose: str) -> str:
    """What a wrapping secret is called; made from the derived key, so that it tells nothing."""
    return hashlib.sha256(b"name" + _derived(secret, purpose)).hexdigest()[:16]
