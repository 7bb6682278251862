"""A report for people: each check as one sentence and one line of detail."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.template.defaultfilters import date as format_date
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from passports.models import VerdictChoice, VerificationReport
from passports.sentences import (
    endorsements,
    hosting,
    items,
    nesting,
    people,
    signature,
    standing,
    structure,
    vocabulary,
)
from passports.sentences.filling import Text, filled

CHECKS: Mapping[str, Mapping[str, Text]] = {
    "structure": structure.SENTENCES,
    "proof": signature.PROOF,
    "issuer_key": signature.ISSUER_KEY,
    "validity": standing.VALIDITY,
    "status": standing.STATUS,
    "schema": standing.SCHEMA,
    "recipient": people.RECIPIENT,
    "issuer_recognized": people.ISSUER_RECOGNIZED,
}

# A code means the same in every check; where a check has words of its own, those come first.
EVERYWHERE: Mapping[str, Text] = {
    **items.REFUSED,
    **vocabulary.SENTENCES,
    **hosting.SENTENCES,
    **nesting.SENTENCES,
    **endorsements.SENTENCES,
    **{code: text for table in CHECKS.values() for code, text in table.items()},
}

# What is said about a code that has no sentence of its own: the outcome, and nothing more.
FALLBACK: Mapping[str, Text] = {
    "passed": _("This check passed."),
    "failed": _("This check failed. The line below says what was found."),
    "could_not_check": _("This could not be checked. The line below says why."),
    "not_applicable": _("This does not apply to this document."),
}

# One word beside the verdict, for the codes where a word says it all.
REASONS: Mapping[str, Text] = {
    "revoked": _("revoked"),
    "suspended": _("suspended"),
    "expired": _("expired"),
    "not_yet_valid": _("not in force yet"),
    "bad_signature": _("changed or forged"),
    "unsigned": _("not signed"),
    "controller_mismatch": _("signed by somebody else"),
}

# What these find never changes the verdict.
NEVER_DECIDING = ("recipient", "issuer_recognized")

_TONES = {
    VerdictChoice.VERIFIED: "good",
    VerdictChoice.NOT_VERIFIED: "bad",
    VerdictChoice.INCONCLUSIVE: "unsure",
    VerdictChoice.UNSUPPORTED: "unsure",
}
_DATES = ("valid_from", "valid_until", "expires", "archived_at")


def sentence_of(check: Mapping[str, Any]) -> str:
    """One plain sentence about a stored check."""
    return _sentence(get_language(), check)


def _sentence(language: str | None, check: Mapping[str, Any]) -> str:
    text = _text(language, check["name"], check["code"], check["outcome"])
    return filled(text, _readable(check.get("params") or {})) if "%" in text else text


@lru_cache(maxsize=2000)
def _text(_language: str | None, name: str, code: str, outcome: str) -> str:
    """A sentence before it is filled, kept for each language: nothing of a document is in it."""
    return str(own_sentence(name, code) or FALLBACK.get(outcome, ""))


def own_sentence(name: str, code: str) -> Text | None:
    """The sentence for a code in this check, or None when there is only the fallback."""
    known = CHECKS.get(name, {}).get(code) or EVERYWHERE.get(code)
    if known is None and code.startswith("invalid_"):
        return vocabulary.BROKEN
    if known is None and code.startswith("unsupported_"):
        return vocabulary.NOT_YET
    return known


def checks_for_people(checks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The stored checks of a report with their sentences, for components/check_list.html."""
    language = get_language()
    return [
        {
            "name": check["name"],
            "outcome": check["outcome"],
            "code": check["code"],
            "sentence": _sentence(language, check),
            "detail": check.get("detail", ""),
        }
        for check in checks
    ]


def nested_for_people(nested: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The stored credentials inside a bundle: each with its verdict and what decided it."""
    return [_inside_for_people(each) for each in nested if not endorsements.is_endorsement(each)]


def endorsements_for_people(nested: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The stored endorsements: who says what about what, and how far that was checked."""
    return [
        {
            **_inside_for_people(each),
            "comment": each.get("comment", ""),
            "about": endorsements.sentences_about(each),
            "of": each.get("of", ""),
            "recognized_by": registries_of(each.get("checks") or []),
        }
        | ({"sentence": text} if (text := endorsements.replaces_sentence(each)) else {})
        for each in nested
        if endorsements.is_endorsement(each)
    ]


def _inside_for_people(inside: Mapping[str, Any]) -> dict[str, Any]:
    checks = inside.get("checks") or []
    decided = deciding_check(checks)
    return {
        "title": inside.get("title", ""),
        "issuer": inside.get("issuer", ""),
        "verdict": inside.get("verdict", ""),
        "reason": reason_of(checks),
        "sentence": sentence_of(decided) if decided else "",
    }


def reason_of(checks: Sequence[Mapping[str, Any]]) -> str:
    """One word that says why the verdict is not better, or nothing."""
    for check in checks:
        if check["outcome"] == "failed" and check["code"] in REASONS:
            return str(REASONS[check["code"]])
    return ""


def registries_of(checks: Sequence[Mapping[str, Any]]) -> str:
    """The registries that recognize the issuer, as one text."""
    for check in checks:
        if check["name"] == "issuer_recognized" and check["outcome"] == "passed":
            return ", ".join(str(name) for name in check.get("params", {}).get("registries", []))
    return ""


def deciding_check(checks: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The check that kept a credential from being verified: the first that failed, else the first
    that could not be made."""
    for outcome in ("failed", "could_not_check"):
        for check in checks:
            decides = check["name"] not in NEVER_DECIDING and not _may_be_missing(check)
            if check["outcome"] == outcome and decides:
                return check
    return None


def _may_be_missing(check: Mapping[str, Any]) -> bool:
    """As in the verdict: what its specification lets a verifier do without decides nothing."""
    params = check.get("params") or {}
    return check["outcome"] == "could_not_check" and params.get("optional") is True


def report_event(report: VerificationReport) -> dict[str, Any]:
    """A report in components/timeline.html."""
    decided = deciding_check(report.checks)
    return {
        "when": report.checked_at,
        "title": report.get_verdict_display(),
        "text": sentence_of(decided) if decided else "",
        "tone": _TONES.get(VerdictChoice(report.verdict), "plain"),
    }


def _readable(params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters with dates as people write them."""
    readable = {name: _date(value) if name in _DATES else value for name, value in params.items()}
    names, since = params.get("registries"), params.get("since")
    if isinstance(names, list) and isinstance(since, list) and len(names) == len(since):
        pairs = zip(names, since, strict=True)
        readable["registries"] = [_since(str(name), day) for name, day in pairs]
    return readable


def _since(name: str, day: Any) -> str:
    moment = parse_date(day) if isinstance(day, str) else None
    if moment is None:
        return name
    shown = {"registry": name, "day": format_date(moment, "j F Y")}
    return _now("%(registry)s since %(day)s") % shown


def _date(value: Any) -> Any:
    moment = parse_datetime(value) if isinstance(value, str) else None
    return format_date(moment, "j F Y") if isinstance(moment, datetime) else value
