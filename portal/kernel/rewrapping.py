"""Whoever seals secrets says here how to seal them again, for `manage.py rewrap_issuing_keys`."""

from collections.abc import Callable

_REWRAPPERS: dict[str, Callable[[], int]] = {}


def register_rewrapper(what: str, rewrap: Callable[[], int]) -> None:
    """`rewrap` seals under the present secret what is not yet, and returns how many that were. It
    raises sealing.CannotOpen for one that no secret we have opens. `what`: for people."""
    _REWRAPPERS[what] = rewrap


def rewrappers() -> dict[str, Callable[[], int]]:
    return dict(_REWRAPPERS)
