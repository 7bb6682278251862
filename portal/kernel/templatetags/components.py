"""What the components in templates/components need beyond plain templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import BaseForm
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import format_html

from portal.kernel import drawn, languages, marks
from portal.kernel.marks import MARKS, Mark

register = template.Library()

NOTICE_ICONS = {
    "info": "information-circle",
    "success": "check-circle",
    "warning": "exclamation-triangle",
    "error": "exclamation-circle",
}


for _drawing in (
    drawn.icon,
    drawn.icon_definitions,
    drawn.mark,
    drawn.check_rows,
    drawn.checks_summary,
    drawn.definition_rows,
    drawn.evidence_list,
    drawn.claim_card,
    drawn.table_rows,
    drawn.years,
):
    register.simple_tag(_drawing)


@register.simple_tag
def offered_languages() -> list[languages.Language]:
    return languages.offered()


@register.simple_tag
def all_marks(family: str) -> Iterable[tuple[str, Mark]]:
    return MARKS[family].items()


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


@register.filter
def may_break(address: str) -> str:
    """An email address that a narrow column breaks after its @ rather than anywhere."""
    local, at, domain = address.partition("@")
    return format_html("{}{}<wbr>{}", local, at, domain)


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
