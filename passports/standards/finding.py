"""What one step of a check found, before it becomes a `Check`."""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.types import Check, CheckName, Outcome

# Of a detail, and of each text among the parameters. An address has at most 2,048.
MAX_CHARACTERS = 2_048


@frozen
class Finding:
    """An outcome with its code; `as_check` gives it the name of the question."""

    outcome: Outcome
    code: str
    detail: str = ""
    params: Mapping[str, Any] = {}

    def as_check(self, name: CheckName) -> Check:
        """The check. Documents are quoted in it, so what it says has an end."""
        detail, params = self.detail, self.params
        if len(detail) > MAX_CHARACTERS:
            detail = _short(detail)
        for value in params.values():
            if isinstance(value, list | dict) or (
                type(value) is str and len(value) > MAX_CHARACTERS
            ):
                params = {key: _short(each) for key, each in params.items()}
                break
        return Check(name, self.outcome, self.code, detail, params)


def _short(value: Any) -> Any:
    """`value` with every text in it cut to MAX_CHARACTERS."""
    if isinstance(value, str):
        return value if len(value) <= MAX_CHARACTERS else value[: MAX_CHARACTERS - 1] + "…"
    if isinstance(value, list):
        return [_short(each) for each in value]
    if isinstance(value, dict):
        return {_short(key): _short(each) for key, each in value.items()}
    return value


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
