"""Credentials inside a document: finding each, verifying each, and what that says of the whole."""

from __future__ import annotations

import json
from collections.abc import Sequence

from passports.standards.checked import Inner
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.frozen import frozen, replace
from passports.standards.hints import Any
from passports.standards.parsing import parse_text
from passports.standards.types import (
    Check,
    CheckName,
    Document,
    Limits,
    NotACredential,
    Outcome,
    Report,
    Verdict,
)
from passports.standards.verdict import REQUIRED, Need, decide, may_be_missing


@frozen
class Contained:
    """What the credentials inside add to the checks of the whole, and their own reports."""

    checks: list[Check]
    reports: tuple[Report, ...]


def check_contained(
    values: Sequence[Any], inner: Inner, limits: Limits, *, presented_by: str = ""
) -> Contained:
    """Verify each of `values`: a credential as an object, a token, or an enveloping object.

    A credential that does not verify is a failed check of the whole, which names it. What
    `presented_by`, the holder whose good proof is on the presentation, says of themselves in a
    credential without a proof of its own is secured by that proof
    (https://www.w3.org/TR/vc-data-model-2.0/#presentations-including-holder-claims).
    """
    if len(values) > limits.nested_credentials:
        too_many = could_not("too_many_credentials", str(len(values)), count=len(values))
        return Contained([too_many.as_check(CheckName.STRUCTURE)], ())
    checks: list[Check] = []
    reports: list[Report] = []
    for index, value in enumerate(values):
        try:
            document = read_contained(value, limits)
        except NotACredential as error:
            problem = failed("bad_nested", f"{index}: {error.code}", index=index, reason=error.code)
            checks.append(problem.as_check(CheckName.STRUCTURE))
            continue
        report = _secured(inner(document, len(values)), document, presented_by)
        reports.append(report)
        decided = _deciding(report)
        if decided is not None:
            checks.append(_finding(report, decided, index, document).as_check(decided.name))
    return Contained(checks, tuple(reports))


def read_contained(value: Any, limits: Limits) -> Document:
    """The credential that a member holds. Raises NotACredential."""
    if isinstance(value, str):
        return parse_text(value.encode(), limits=limits)
    if not isinstance(value, dict):
        raise NotACredential("no_credential_type", "neither an object nor a token")
    return parse_text(json.dumps(value).encode(), limits=limits)


def _secured(report: Report, document: Document, presented_by: str) -> Report:
    """The report on a credential that its issuer presents, with their proof in its place."""
    unsigned = any(check.code == "unsigned" for check in report.checks)
    if not unsigned or not presented_by or issuer_id(document.data) != presented_by:
        return report
    own = passed("secured_by_presentation", presented_by)
    checks = tuple(
        own.as_check(check.name) if check.name in (CheckName.PROOF, CheckName.ISSUER_KEY) else check
        for check in report.checks
    )
    return replace(report, checks=checks, verdict=decide(checks))


def _deciding(report: Report) -> Check | None:
    """The check for which a credential inside is not verified."""
    if report.verdict is Verdict.VERIFIED:
        return None
    deciding = [
        check
        for check in report.checks
        if REQUIRED[check.name] != Need.NEVER and not may_be_missing(check)
    ]
    for outcome in (Outcome.FAILED, Outcome.COULD_NOT_CHECK):
        for check in deciding:
            if check.outcome is outcome:
                return check
    return report.checks[0]


def _finding(report: Report, decided: Check, index: int, document: Document) -> Finding:
    name = document.summary.name or document.summary.id or f"number {index + 1}"
    detail = f"{index}: {report.verdict}: {decided.code} {decided.detail}"[:300]
    params = {"name": name[:100], "index": index, "reason": decided.code}
    if report.verdict is Verdict.UNSUPPORTED:
        return could_not("unsupported_nested", detail, required=True, **params)
    if report.verdict is Verdict.INCONCLUSIVE:
        transient = bool(decided.params.get("transient"))
        return could_not("nested_not_checked", detail, transient=transient, **params)
    return failed("nested_not_verified", detail, **params)
