"""From the checks to the one verdict: a table, first match wins. No other place decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passports.standards.frozen import frozen
from passports.standards.types import Check, CheckName, Outcome, Verdict


class Need:
    """When a check has to have passed."""

    ALWAYS = "always"
    WHEN_NAMED = "when the document names it"
    NEVER = "never"


REQUIRED: Mapping[CheckName, str] = {
    CheckName.STRUCTURE: Need.ALWAYS,
    CheckName.PROOF: Need.ALWAYS,
    CheckName.ISSUER_KEY: Need.ALWAYS,
    CheckName.VALIDITY: Need.ALWAYS,
    CheckName.STATUS: Need.WHEN_NAMED,
    CheckName.SCHEMA: Need.WHEN_NAMED,
    CheckName.RECIPIENT: Need.NEVER,
    CheckName.ISSUER_RECOGNIZED: Need.NEVER,
}
_ALWAYS = tuple(name for name, need in REQUIRED.items() if need == Need.ALWAYS)
_NEVER = tuple(name for name, need in REQUIRED.items() if need == Need.NEVER)


@frozen
class Rule:
    """If any deciding check has one of `outcomes` and a code with `beginning`: `verdict`."""

    outcomes: frozenset[Outcome]
    beginning: str
    verdict: Verdict


RULES: Sequence[Rule] = (
    Rule(frozenset({Outcome.FAILED}), "", Verdict.NOT_VERIFIED),
    Rule(frozenset({Outcome.COULD_NOT_CHECK}), "unsupported_", Verdict.UNSUPPORTED),
    Rule(frozenset({Outcome.COULD_NOT_CHECK}), "", Verdict.INCONCLUSIVE),
)


def decide(checks: Sequence[Check]) -> Verdict:
    """The verdict on `checks`. Raises ValueError where a check that must always be there is not:
    nothing to check is no success."""
    names = [check.name for check in checks]
    missing = [name for name in _ALWAYS if name not in names]
    if missing:
        raise ValueError(f"checks missing: {', '.join(missing)}")
    deciding = [check for check in checks if check.name not in _NEVER]
    # Most documents are good: each check passed, or was not asked for where it need not be.
    left = [check for check in deciding if check.outcome is not Outcome.PASSED]
    if not any(c.outcome is not Outcome.NOT_APPLICABLE or c.name in _ALWAYS for c in left):
        return Verdict.VERIFIED
    deciding = _without_spare_proofs([c for c in deciding if not may_be_missing(c)])
    for rule in RULES:
        for check in deciding:
            if check.outcome in rule.outcomes and check.code.startswith(rule.beginning):
                return rule.verdict
    for check in deciding:
        if REQUIRED[check.name] == Need.ALWAYS and check.outcome is not Outcome.PASSED:
            return Verdict.INCONCLUSIVE
    return Verdict.VERIFIED


def may_be_missing(check: Check) -> bool:
    """Whether this could not be checked, and its specification lets a verifier do without."""
    return check.outcome is Outcome.COULD_NOT_CHECK and check.params.get("optional") is True


def _without_spare_proofs(checks: list[Check]) -> list[Check]:
    """One good proof beside an unsupported one: the good one counts, the other is only shown."""
    proofs = [check for check in checks if check.name is CheckName.PROOF]
    if not any(check.outcome is Outcome.PASSED for check in proofs):
        return checks
    return [
        check
        for check in checks
        if not (
            check.name is CheckName.PROOF
            and check.outcome is Outcome.COULD_NOT_CHECK
            and check.code.startswith("unsupported_")
            # A credential inside, or the holder's own word, is no second proof of the same.
            and not check.params.get("required")
        )
    ]
