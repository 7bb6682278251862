"""Secret keys at rest, sealed to the row that they belong to (portal/kernel/sealing.py)."""

from passports.models import IssuingKey, IssuingKeyKind
from passports.standards.signing_key import AnySigningKey, P256SigningKey, SigningKey
from portal.kernel import sealing

_PURPOSE = "issuing keys 1"


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
    return sealing.is_current(row.wrapped_by, purpose=_PURPOSE)


def rewrap(row: IssuingKey) -> None:
    """Seal the same secret again under the present wrapping secret. Raises CannotUnwrap."""
    _seal(row, _open(row))


def _seal(row: IssuingKey, seed: bytes) -> None:
    row.wrapped_secret, row.wrapped_by = sealing.seal(
        seed, purpose=_PURPOSE, belongs_to=_names(row)
    )


def _open(row: IssuingKey) -> bytes:
    try:
        return sealing.unseal(
            row.wrapped_secret, row.wrapped_by, purpose=_PURPOSE, belongs_to=_names(row)
        )
    except sealing.CannotOpen as error:
        raise CannotUnwrap(str(row.pk)) from error


def _names(row: IssuingKey) -> str:
    return f"{row.pk}|{row.organization_id}|{row.kind}|{row.multibase}"
