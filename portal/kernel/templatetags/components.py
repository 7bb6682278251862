"""What the components in templates/components need beyond plain templates.

Marks and rows of checks are put together here and not in templates: a page shows hundreds of them,
and an include costs more than all the rest of a row.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from heroicons.templatetags.heroicons import heroicon_outline

from portal.kernel import marks
from portal.kernel.marks import MARKS, Mark

register = template.Library()

NOTICE_ICONS = {
    "info": "information-circle",
    "success": "check-circle",
    "warning": "exclamation-triangle",
    "error": "exclamation-circle",
}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon beside a word: hidden from screen readers, as tall as the text."""
    return SafeString(heroicon_outline(name, size=None, **{"class": "icon", "focusable": "false"}))


def _drawn(found: Mark, word: Any = "") -> SafeString:
    return format_html(
        '<span class="mark mark--{}">{}<span class="mark__word">{}</span></span>',
        found.tone,
        icon(found.icon),
        word or found.word,
    )


@lru_cache(maxsize=500)
def _kept_mark(_language: str | None, family: str, value: str | None, reason: str) -> SafeString:
    """Kept for each language. Words of a document or of a person never come here."""
    found = marks.mark_of(family, value)
    return _drawn(found, f"{found.word}: {reason}" if reason else "")


@register.simple_tag
def mark(family: str, value: Any, reason: Any = "", word: Any = "") -> SafeString:
    """The icon and word of an assurance, outcome, verdict or item. `reason`, a word of ours,
    follows the word, `word` replaces it."""
    if word:
        return _drawn(marks.mark_of(family, value), word)
    return _kept_mark(
        get_language(), family, None if value is None else str(value), str(reason or "")
    )


@register.simple_tag
def all_marks(family: str) -> Iterable[tuple[str, Mark]]:
    return MARKS[family].items()


@lru_cache(maxsize=500)
def _check_head(_language: str | None, name: str, outcome: str) -> SafeString:
    return format_html(
        '<div class="check__head"><span class="check__name">{}</span> {}</div>',
        marks.CHECK_LABELS.get(name, name),
        _drawn(marks.mark_of_check(name, outcome)),
    )


@register.simple_tag
def check_rows(checks: Iterable[Any] | None) -> SafeString:
    """The items of components/check_list.html."""
    language = get_language()
    rows = []
    for check in checks or ():
        name, outcome = marks.value_of(check, "name"), marks.value_of(check, "outcome")
        rows.append(f'<li class="check">{_check_head(language, name, outcome)}')
        if sentence := marks.value_of(check, "sentence"):
            rows.append(f'<p class="check__sentence">{escape(sentence)}</p>')
        if detail := marks.value_of(check, "detail"):
            rows.append(f'<p class="check__detail" dir="auto">{escape(detail)}</p>')
        rows.append("</li>")
    # Every part above is escaped or comes from format_html.
    return mark_safe("".join(rows))  # noqa: S308


@register.simple_tag
def checks_summary(checks: Iterable[Any]) -> str:
    """How many checks there are and how many of those that decide failed or could not be made."""
    outcomes = [marks.value_of(check, "outcome") for check in marks.deciding(checks)]
    failed, open_ = outcomes.count("failed"), outcomes.count("could_not_check")
    total = len(list(checks))
    parts = [ngettext("%d check", "%d checks", total) % total]
    if failed:
        parts.append(_("%d failed") % failed)
    if open_:
        parts.append(_("%d could not be made") % open_)
    if not failed and not open_:
        parts.append(_("none failed"))
    return ", ".join(parts)


@register.simple_tag
def deciding_check(checks: Iterable[Any] | None) -> Any:
    return marks.deciding_check(checks)


@register.filter
def notice_icon(kind: Any) -> str:
    return NOTICE_ICONS.get(str(kind), NOTICE_ICONS["info"])


@register.filter
def notice_kind(level_tag: Any) -> str:
    """Django's message levels as kinds of notice."""
    return str(level_tag) if level_tag in NOTICE_ICONS else "info"


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
    """The parts of an assurance bar: key, count, x and width in SVG units, weakest last."""
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
                "count": count,
                "x": f"{x:.1f}",
                "width": f"{part:.1f}",
            }
        )
        x += part + gap
    return segments
