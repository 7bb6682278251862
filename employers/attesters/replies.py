"""What is asked of a claim, and what is right where it differs: for forms, files and programs."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from employers.models import AttestedClaim, Said
from passports.claims import KINDS, attested
from passports.claims.dates import PartialDate
from passports.claims.matching import DIFFERENT, compare
from passports.claims.matching import Said as SaidOfClaim
from portal.kernel.text import clean_text

DATES = ("start", "end")
SAYABLE = (Said.CONFIRMED, Said.DIFFERS, Said.CANNOT_SAY, Said.REFUSED)


class BadAnswer(ValueError):
    """What was sent is no answer; the text says why."""


def asked_values(claim: AttestedClaim) -> dict[str, Any]:
    """What is asked of one claim, flat: only what its holder states."""
    values = attested.values_of(claim.row.kind, claim.revision)
    details = values.pop("details")
    return {name: value for name, value in (values | details).items() if value}


def facts(claim: AttestedClaim) -> list[tuple[str, str]]:
    """The same as people read it, with labels."""
    own = KINDS[claim.row.kind].form()
    shown = []
    for name, value in asked_values(claim).items():
        field = own.fields[name]
        choices = dict(getattr(field, "choices", ()) or ())
        shown.append((str(field.label), str(choices.get(value, value))))
    return shown


def as_right(claim: AttestedClaim, values: dict[str, Any]) -> dict[str, Any]:
    """What is right as the row keeps it: dates as texts, details apart."""
    right: dict[str, Any] = {"details": {}}
    for name, value in values.items():
        if isinstance(value, PartialDate):
            value = attested.iso(value)
        if not value:
            continue
        place = right if name in ("title", "organization_name", *DATES) else right["details"]
        place[name] = value
    return right


def difference_problem(claim: AttestedClaim, right: dict[str, Any]) -> str:
    """Why this is no difference that could be told; empty if it is one."""
    if not right.get("title"):
        return _("Say what it should be called: a title is needed.")
    start, end = (attested.date_of(right.get(name, "")) for name in DATES)
    if start and end and end.last_day < start.date:
        return _("The end is before the start. Check both dates.")
    values = right | {
        part: value
        for name, date in (("start", start), ("end", end))
        if date
        for part, value in (
            (name, date.date.isoformat()),
            (f"{name}_precision", date.precision),
        )
    }
    said = SaidOfClaim(
        kind=claim.row.kind,
        titles=(right["title"],),
        organizations=tuple(filter(None, [right.get("organization_name", "")])),
        values=values,
    )
    if DIFFERENT not in compare(claim.row.kind, claim.revision, said).fields.values():
        return _(
            "You have changed nothing that matters. Correct what is different, or choose “Yes, "
            "this is right”."
        )
    return ""


def right_from_texts(claim: AttestedClaim, said: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """What is right, from the texts of a file or a program. Raises BadAnswer.

    `texts` has names of `asked_values`; dates are 2019, 2019-03 or 2019-03-01. What is not named
    stays as it was asked.
    """
    if said not in SAYABLE:
        raise BadAnswer(_("Say one of: %(words)s.") % {"words": ", ".join(SAYABLE)})
    named = {name: text for name, text in texts.items() if text}
    if said != Said.DIFFERS:
        if named:
            raise BadAnswer(_("Say what is right only where something differs."))
        return {}
    values = asked_values(claim)
    for name, text in named.items():
        values[name] = _value(claim, name, text)
    right = as_right(claim, values)
    if problem := difference_problem(claim, right):
        raise BadAnswer(problem)
    return right


def _value(claim: AttestedClaim, name: str, text: str) -> Any:
    if name not in (*asked_values(claim), "organization_name", *DATES):
        raise BadAnswer(_("“%(name)s” was not asked about.") % {"name": name[:60]})
    try:
        text = clean_text(text)
    except ValidationError as error:
        raise BadAnswer(error.messages[0]) from error
    if name in DATES:
        date = attested.date_of(text)
        if date is None:
            raise BadAnswer(_("Write dates as 2019, 2019-03 or 2019-03-01."))
        return date
    choices = dict(getattr(KINDS[claim.row.kind].form().fields[name], "choices", ()) or ())
    if choices and text not in choices:
        known = ", ".join(str(each) for each in choices if each)
        raise BadAnswer(_("Use one of these words: %(words)s.") % {"words": known})
    return text[:300]
