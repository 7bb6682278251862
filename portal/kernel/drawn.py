"""HTML that is put together here and not in templates.

A page shows hundreds of these pieces, and an include costs more than all the rest of a row. Every
value goes through `html` or `escape`; what is kept in memory holds words of ours only,
never those of a document or of a person.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from heroicons.templatetags.heroicons import heroicon_outline

from portal.kernel import marks
from portal.kernel.drawing import html, if_any, joined, reader
from portal.kernel.marks import Mark

RELATION_ICONS = {
    "supports": "link",
    "differs": "exclamation-triangle",
    "attached": "paper-clip",
}


@cache
def icon(name: str) -> SafeString:
    """An icon beside a word: hidden from screen readers, as tall as the text."""
    return SafeString(heroicon_outline(name, size=None, **{"class": "icon", "focusable": "false"}))


@cache
def icon_again(name: str) -> SafeString:
    """The same, for the icons of marks: a page shows hundreds of them and defines each once."""
    return html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-{}"/></svg>', name
    )


@cache
def icon_definitions() -> SafeString:
    """What `icon_again` refers to; once on each page, in base.html."""
    names = {found.icon for family in marks.MARKS.values() for found in family.values()}
    names |= {found.icon for found in marks.FAILED_BUT_DECIDES_NOTHING.values()}
    names |= {marks.UNKNOWN.icon, *RELATION_ICONS.values()}
    return SafeString(
        '<svg class="visually-hidden" width="0" height="0" aria-hidden="true" focusable="false">'
        + "".join(_definition(name) for name in sorted(names))
        + "</svg>"
    )


def _definition(name: str) -> str:
    drawn = heroicon_outline(name, size=None)
    opened, _bracket, shape = drawn.partition(">")
    shape = shape.strip().removesuffix("</svg>").strip()
    return opened.replace("<svg", f'<symbol id="icon-{name}"') + f">{shape}</symbol>"


def strong(text: Any) -> SafeString:
    return html("<strong>{}</strong>", text)


def mark(family: str, value: Any, reason: Any = "", word: Any = "") -> SafeString:
    """The icon and word of an assurance, outcome, verdict or item. `reason`, a word of ours,
    follows the word, `word` replaces it."""
    if word:
        return _drawn(marks.mark_of(family, value), word)
    return _kept_mark(
        get_language(), family, None if value is None else str(value), str(reason or "")
    )


def check_rows(checks: Iterable[Any] | None) -> SafeString:
    """The items of components/check_list.html."""
    return _check_rows(get_language(), checks)


def _check_rows(language: str | None, checks: Iterable[Any] | None) -> SafeString:
    rows = []
    for check in checks or ():
        get = reader(check)
        rows.append(f'<li class="check">{_check_head(language, get("name"), get("outcome"))}')
        if sentence := get("sentence"):
            rows.append(f'<p class="check__sentence">{escape(str(sentence))}</p>')
        if detail := get("detail"):
            rows.append(f'<p class="check__detail" dir="auto">{escape(str(detail))}</p>')
        rows.append("</li>")
    return joined(rows)


def checks_summary(checks: Sequence[Any]) -> str:
    """How many checks there are and how many of those that decide failed or could not be made."""
    return _checks_summary(get_language(), checks)


def _checks_summary(language: str | None, checks: Sequence[Any]) -> str:
    outcomes = [marks.value_of(check, "outcome") for check in marks.deciding(checks)]
    return _summary(
        language, len(checks), outcomes.count("failed"), outcomes.count("could_not_check")
    )


@lru_cache(maxsize=500)
def _summary(_language: str | None, total: int, failed: int, open_: int) -> str:
    parts = [ngettext("%d check", "%d checks", total) % total]
    if failed:
        parts.append(_("%d failed") % failed)
    if open_:
        parts.append(_("%d could not be made") % open_)
    if not failed and not open_:
        parts.append(_("none failed"))
    return ", ".join(parts)


def definition_rows(rows: Iterable[tuple[Any, Any]]) -> SafeString:
    """The items of components/definition_list.html."""
    return joined(
        html('<div><dt>{}</dt><dd dir="auto">{}</dd></div>', label, value) for label, value in rows
    )


def evidence_list(evidence: Iterable[Any]) -> SafeString:
    """components/evidence_list.html: see there."""
    return _evidence_list(get_language(), evidence)


def _evidence_list(language: str | None, evidence: Iterable[Any]) -> SafeString:
    return html(
        '<ul class="evidence-list" role="list">{}</ul>',
        joined(_evidence(language, item) for item in evidence),
    )


def claim_card(claim: Any, level: int = 3) -> SafeString:
    """components/claim_card.html: see there."""
    get, language = reader(claim), get_language()
    details, evidence = get("details"), get("evidence")
    where = ", ".join(str(part) for part in (get("organization"), get("place")) if part)
    return html(
        '<article class="claim-card{}"><div class="claim-card__head"><div class="claim-card__what">'
        '{}<h{} class="claim-card__title" dir="auto">{}</h{}>{}{}</div>'
        '<div class="claim-card__mark">{}</div></div>{}{}</article>',
        " claim-card--hidden" if get("hidden") else "",
        _eyebrow(get("kind_label"), get("hidden"), get("disputed")),
        level,
        linked(get("title"), get("url")),
        level,
        html('<p class="claim-card__where" dir="auto">{}</p>', where) if where else "",
        if_any('<p class="claim-card__period">{}</p>', get("period")),
        _kept_mark(language, "assurance", str(get("assurance")), ""),
        if_any('<dl class="definitions">{}</dl>', definition_rows(details) if details else ""),
        _evidence_list(language, evidence) if evidence else "",
    )


def table_rows(labels: Sequence[Any], rows: Iterable[tuple[str, Sequence[Any]]]) -> SafeString:
    """The body of a table of which each row leads to a page: rows are (url, cells), and the first
    cell is the link. The labels stand beside the cells where there is no room for a head."""
    opened = [html('<td data-label="{}" dir="auto">', label) for label in labels[1:]]
    found = []
    for url, (first, *others) in rows:
        found.append(html('<tr><th scope="row">{}</th>', linked(first, url)))
        for start, cell in zip(opened, others, strict=True):
            found.append(html("{}{}</td>", start, cell))
        found.append("</tr>")
    return joined(found)


def years(bars: Iterable[Any]) -> SafeString:
    """The bars of a timeline in SVG (passports.timeline.Bar)."""
    return joined(
        html(
            '<rect class="years__bar years__bar--{}" x="{}" y="{}" width="{}" height="20" rx="2">'
            '</rect><text class="years__label years__label--{}" x="{}" y="{}">{}</text>',
            bar.assurance,
            bar.x,
            bar.y,
            bar.width,
            bar.anchor,
            bar.text_x,
            bar.text_y,
            bar.title,
        )
        for bar in bars
    )


def linked(text: Any, url: Any) -> Any:
    return html('<a href="{}" dir="auto">{}</a>', url, text) if url else text


def _evidence(language: str | None, item: Any) -> SafeString:
    get = reader(item)
    relation, title, issuer, checks = (
        get("relation") or "supports",
        get("title"),
        get("issuer"),
        get("checks"),
    )
    return html(
        '<li class="evidence evidence--{}"><p class="evidence__line">{} '
        '<span dir="auto">{}{}</span> {}</p>{}{}</li>',
        relation,
        _relation(language, str(relation)),
        linked(title, get("url")),
        f", {issuer}" if issuer else "",
        _kept_mark(language, "verdict", get("verdict") or None, str(get("reason") or "")),
        if_any('<p class="evidence__note">{}</p>', get("note")),
        _folded_checks(language, title, checks) if checks else "",
    )


def _folded_checks(language: str | None, title: Any, checks: Any) -> SafeString:
    return html(
        '<details class="evidence__checks"><summary>{}<span class="visually-hidden">: {}</span>'
        '</summary><ul class="check-list" role="list">{}</ul></details>',
        _checks_summary(language, checks),
        title,
        _check_rows(language, checks),
    )


def _eyebrow(kind_label: Any, hidden: Any, disputed: Any) -> SafeString | str:
    under_dispute = _disputed(get_language()) if disputed else ""
    if not kind_label and not hidden:
        return under_dispute
    if not hidden:
        return html('<p class="eyebrow">{}</p>{}', kind_label, under_dispute)
    return html(
        '<p class="eyebrow">{}{} {}</p>{}',
        f"{kind_label} · " if kind_label else "",
        icon("eye-slash"),
        _("Hidden: nobody else sees it"),
        under_dispute,
    )


@lru_cache(maxsize=20)
def _disputed(_language: str | None) -> SafeString:
    return html(
        '<p class="eyebrow">{} {}</p>',
        icon_again("exclamation-triangle"),
        _("Under dispute: the person says that this is not right, and it is being looked into"),
    )


@lru_cache(maxsize=100)
def _relation(_language: str | None, relation: str) -> SafeString:
    word = {
        "differs": _("Differs from"),
        "attached": _("Attached, but not verified:"),
    }.get(relation, _("Supported by"))
    drawn = icon_again(RELATION_ICONS.get(relation, RELATION_ICONS["supports"]))
    return html('<span class="evidence__relation">{} {}</span>', drawn, word)


def _drawn(found: Mark, word: Any = "") -> SafeString:
    return html(
        '<span class="mark mark--{}">{}<span class="mark__word">{}</span></span>',
        found.tone,
        icon_again(found.icon),
        word or found.word,
    )


@lru_cache(maxsize=500)
def _kept_mark(_language: str | None, family: str, value: str | None, reason: str) -> SafeString:
    """Kept for each language."""
    found = marks.mark_of(family, value)
    return _drawn(found, f"{found.word}: {reason}" if reason else "")


@lru_cache(maxsize=500)
def _check_head(_language: str | None, name: str, outcome: str) -> SafeString:
    return html(
        '<div class="check__head"><span class="check__name">{}</span> {}</div>',
        marks.CHECK_LABELS.get(name, name),
        _drawn(marks.mark_of_check(name, outcome)),
    )
