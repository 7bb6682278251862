"""Whose word counts on how sure it is who an attester is: this portal's own, and that of portals
that an app above knows. Anybody else can write “high” into a credential."""

from collections.abc import Callable

from passports.adapters.own_identity import is_own_did

Vouches = Callable[[str], bool]

_OTHERS: dict[str, Vouches] = {}


def believe(*, app: str, vouches: Vouches) -> None:
    """Ask `vouches`, too, whether an issuer is a portal whose word counts."""
    _OTHERS[app] = vouches


def is_believed(issuer_id: str) -> bool:
    return is_own_did(issuer_id) or any(vouches(issuer_id) for vouches in _OTHERS.values())
