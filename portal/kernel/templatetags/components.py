"""What the components in templates/components need beyond plain templates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from heroicons.templatetags.heroicons import heroicon_outline

register = template.Library()


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon and a word that always go together; `tone` only colours what these two say."""

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
            _("The holder's own statement. Nothing else supports it yet."),
        ),
        "document_on_file": Mark(
            "document-text",
            _("Document on file"),
            "info",
            _("A document supports it, but its origin could not be verified."),
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
            _("A credential signed by its issuer says so, and it passed our checks."),
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
    "status": _("Has it been revoked?"),
    "schema": _("Does it satisfy its own rules?"),
    "recipient": _("Was it issued to this person?"),
    "issuer_recognized": _("Is the issuer recognized?"),
}

NOTICE_ICONS = {
    "info": "information-circle",
    "success": "check-circle",
    "warning": "exclamation-triangle",
    "error": "exclamation-circle",
}


def _value(check: Any, key: str) -> str:
    return str(check[key] if isinstance(check, Mapping) else getattr(check, key))


def _deciding(checks: Iterable[Any] | None) -> list[Any]:
    return [c for c in checks or () if _value(c, "name") not in FAILED_BUT_DECIDES_NOTHING]


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon beside a word: hidden from screen readers, as tall as the text."""
    return SafeString(heroicon_outline(name, size=None, **{"class": "icon", "focusable": "false"}))


@register.simple_tag
def mark_of(family: str, value: Any) -> Mark:
    """The mark of an assurance, outcome or verdict; None as a verdict means "being checked"."""
    if value is None and family == "verdict":
        value = "pending"
    return MARKS[family].get(str(value), UNKNOWN)


@register.simple_tag
def mark_of_check(check: Any) -> Mark:
    """The mark of one check: its outcome's, except where a failure is no red cross."""
    name, outcome = _value(check, "name"), _value(check, "outcome")
    if outcome == "failed" and name in FAILED_BUT_DECIDES_NOTHING:
        return FAILED_BUT_DECIDES_NOTHING[name]
    return MARKS["outcome"].get(outcome, UNKNOWN)


@register.simple_tag
def all_marks(family: str) -> Iterable[Mark]:
    return MARKS[family].values()


@register.filter
def check_label(name: Any) -> str | Promise:
    return CHECK_LABELS.get(str(name), str(name))


@register.filter
def notice_icon(kind: Any) -> str:
    return NOTICE_ICONS.get(str(kind), NOTICE_ICONS["info"])


@register.filter
def notice_kind(level_tag: Any) -> str:
    """Django's message levels as kinds of notice."""
    return str(level_tag) if level_tag in NOTICE_ICONS else "info"


@register.filter
def count_outcome(checks: Iterable[Any], outcome: str) -> int:
    """How many checks came out like this, of those that decide."""
    return sum(_value(check, "outcome") == outcome for check in _deciding(checks))


@register.simple_tag
def deciding_check(checks: Iterable[Any]) -> Any:
    """The check that kept a credential from being verified: the first that failed, else the first
    that could not be made. What never changes a verdict decides nothing."""

    required = _deciding(checks)
    for outcome in ("failed", "could_not_check"):
        for check in required:
            if _value(check, "outcome") == outcome:
                return check
    return None


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> str:
    """The hidden token also inside `{% include … only %}`, where `{% csrf_token %}` is empty."""
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
    )


@register.simple_tag
def summary_once(form: BaseForm) -> list[tuple[str, str]]:
    """The errors of a form as (target, sentence), the first time it is asked: a page shows one
    summary even where both the page and the form's own template include it."""
    if not form.is_bound or not form.errors or getattr(form, "_summary_shown", False):
        return []
    form._summary_shown = True  # type: ignore[attr-defined]
    found = [("", str(error)) for error in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else field.id_for_label or field.auto_id
        if field.errors and field.use_fieldset:
            target = f"{field.auto_id}_0"
        found += [(str(target), _with_label(field.label, error)) for error in field.errors]
    return found


def _with_label(label: Any, error: Any) -> str:
    """A field's sentence as it reads away from the field."""
    label = str(label)
    return f"{label} {error}" if label.endswith(("?", ".", ":")) else f"{label}: {error}"


@register.simple_tag
def bar_segments(counts: Mapping[str, int], width: int = 600, gap: int = 3) -> list[dict[str, Any]]:
    """The parts of an assurance bar: mark, count, x and width in SVG units, weakest last."""
    present = [(key, counts.get(key, 0)) for key in reversed(MARKS["assurance"])]
    present = [(key, count) for key, count in present if count]
    total = sum(count for _key, count in present)
    room = width - gap * max(0, len(present) - 1)
    segments, x = [], 0.0
    for key, count in present:
        part = room * count / total
        segments.append(
            {
                "key": key,
                "mark": MARKS["assurance"][key],
                "count": count,
                "x": f"{x:.1f}",
                "width": f"{part:.1f}",
            }
        )
        x += part + gap
    return segments
