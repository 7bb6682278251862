"""What leaves nothing of a credential to rely on, read from a report.

A forged or altered document, one that nobody can tie to its issuer, and one that its issuer took
back say nothing for a claim. One that is past its time, or cannot be checked, was still issued.
"""

from collections.abc import Mapping, Sequence
from typing import Any

_DECIDING = ("structure", "proof", "issuer_key", "status")


def undoing_check(checks: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The first failed check after which a credential gives a claim nothing, or None."""
    for check in checks:
        if check["outcome"] == "failed" and check["name"] in _DECIDING:
            return check
    return None


def unvouched_check(checks: Sequence[Mapping[str, Any]]) -> str:
    """What keeps a verified credential from vouching for its holder's claim, or nothing.

    A good signature says that whoever holds the key signed. Anybody can make a key and call it a
    university; anybody can hold a copy of a file. So it takes an issuer that a registry knows, and
    a recipient whom the holder has proven to be.
    """
    passed = {check["name"] for check in checks if check["outcome"] == "passed"}
    return next((name for name in ("issuer_recognized", "recipient") if name not in passed), "")


def is_somebody_elses(checks: Sequence[Mapping[str, Any]]) -> bool:
    return any(each["name"] == "recipient" and each["outcome"] == "failed" for each in checks)
