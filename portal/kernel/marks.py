"""Icons and words that always go together: assurance, outcome, verdict, state of an item.

The keys are those of passports.standards.types and of the models; this room imports neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon and a word; `tone` only colours what these two say."""

    icon: str
    word: str | Promise
    tone: str
    meaning: str | Promise = ""


MARKS: dict[str, dict[str, Mark]] = {
    "assurance": {
        "self_asserted": Mark(
            "pencil-square",
            _("Self-asserted"),
            "plain",
            _("The person's own statement. Nothing else supports it yet."),
        ),
        "document_on_file": Mark(
            "document-text",
            _("Document on file"),
            "info",
            _(
                "A document supports it, but not all of it could be verified: its origin, a "
                "recognized issuer, or that it belongs to this person."
            ),
        ),
        "attested": Mark(
            "chat-bubble-left-right",
            _("Attested"),
            "good",
            _("Somebody who should know, such as a registrar or an employer, confirmed it."),
        ),
        "issuer_verified": Mark(
            "check-badge",
            _("Issuer-verified"),
            "good",
            _(
                "A credential that a recognized issuer signed for this person says so, and it "
                "passed our checks."
            ),
        ),
    },
    "outcome": {
        "passed": Mark("check-circle", _("Passed"), "good"),
        "failed": Mark("x-circle", _("Failed"), "bad"),
        "could_not_check": Mark("question-mark-circle", _("Could not check"), "unsure"),
        "not_applicable": Mark("minus-circle", _("Does not apply"), "plain"),
    },
    "verdict": {
        "verified": Mark("check-badge", _("Verified"), "good"),
        "not_verified": Mark("x-circle", _("Not verified"), "bad"),
        "inconclusive": Mark("question-mark-circle", _("Not all could be checked"), "unsure"),
        "unsupported": Mark("puzzle-piece", _("We cannot check this kind yet"), "unsure"),
        "not_a_credential": Mark("document-minus", _("Not a credential"), "plain"),
        "pending": Mark("clock", _("Being checked"), "info"),
    },
    "item": {
        "waiting": Mark("clock", _("Waiting"), "plain"),
        "checking": Mark("arrow-path", _("Being checked"), "info"),
        "done": Mark("check-circle", _("Checked"), "good"),
        "duplicate": Mark("square-2-stack", _("You have this one already"), "plain"),
        "refused": Mark("document-minus", _("Not a credential"), "unsure"),
        "failed": Mark("x-circle", _("Could not be finished"), "bad"),
    },
}
# What these two find is told, but it never makes a verdict: neither is a red cross.
FAILED_BUT_DECIDES_NOTHING = {
    "recipient": Mark("user-minus", _("Not this person's"), "unsure"),
    "issuer_recognized": Mark("minus-circle", _("Not recognized"), "plain"),
}
UNKNOWN = Mark("question-mark-circle", _("Unknown"), "plain")

CHECK_LABELS = {
    "structure": _("Is it complete and well formed?"),
    "proof": _("Is the signature good?"),
    "issuer_key": _("Does the signing key belong to the issuer?"),
    "validity": _("Is it in force today?"),
    "status": _("Does its issuer still stand by it?"),
    "schema": _("Does it satisfy its own rules?"),
    "recipient": _("Was it issued to this person?"),
    "issuer_recognized": _("Is the issuer recognized?"),
}


def mark_of(family: str, value: Any) -> Mark:
    """The mark of an assurance, outcome, verdict or item; None as a verdict: "being checked"."""
    if value is None and family == "verdict":
        value = "pending"
    return MARKS[family].get(str(value), UNKNOWN)


def mark_of_check(name: str, outcome: str) -> Mark:
    """The mark of one check: its outcome's, except where a failure is no red cross."""
    if outcome == "failed" and name in FAILED_BUT_DECIDES_NOTHING:
        return FAILED_BUT_DECIDES_NOTHING[name]
    return MARKS["outcome"].get(outcome, UNKNOWN)


def value_of(check: Any, key: str) -> str:
    """Checks come as dicts from reports and as objects from the standards."""
    found = check.get(key, "") if isinstance(check, dict) else getattr(check, key, "")
    return str(found)


def deciding(checks: Iterable[Any] | None) -> list[Any]:
    """The checks that can make a verdict."""
    return [c for c in checks or () if value_of(c, "name") not in FAILED_BUT_DECIDES_NOTHING]


def deciding_check(checks: Iterable[Any] | None) -> Any:
    """The check that kept a credential from being verified: the first that failed, else the first
    that could not be made."""
    for outcome in ("failed", "could_not_check"):
        for check in deciding(checks):
            if value_of(check, "outcome") == outcome:
                return check
    return None
