"""What one step of a check found, before it becomes a `Check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from passports.standards.types import Check, CheckName, Outcome


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome with its code; `as_check` gives it the name of the question."""

    outcome: Outcome
    code: str
    detail: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_check(self, name: CheckName) -> Check:
        return Check(name, self.outcome, self.code, self.detail, self.params)


def passed(code: str, detail: str = "", **params: Any) -> Finding:
    """A passed check; the arguments are those of `Finding`, here and below."""
    return Finding(Outcome.PASSED, code, detail, params)


def failed(code: str, detail: str = "", **params: Any) -> Finding:
    """A failed check."""
    return Finding(Outcome.FAILED, code, detail, params)


def could_not(code: str, detail: str = "", **params: Any) -> Finding:
    """A check that could not be made, which is neither passed nor failed."""
    return Finding(Outcome.COULD_NOT_CHECK, code, detail, params)


def not_applicable(code: str, detail: str = "", **params: Any) -> Finding:
    """A check that this document does not ask for."""
    return Finding(Outcome.NOT_APPLICABLE, code, detail, params)
