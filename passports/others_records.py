"""Whose records an issuer keeps, as apps above this one know it: another portal that administrators
switched on speaks for the institutions that they entered with it."""

from collections.abc import Callable, Iterable

Keeps = Callable[[str], Iterable[str]]

_KNOWN: dict[str, Keeps] = {}


def know(*, app: str, keeps: Keeps) -> None:
    """Ask `keeps`, too, for the names of the organizations whose records an issuer keeps."""
    _KNOWN[app] = keeps


def kept_by(issuer_id: str) -> tuple[str, ...]:
    return tuple(name for keeps in _KNOWN.values() for name in keeps(issuer_id))
