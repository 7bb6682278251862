"""A revision of a claim as people read it. Works for every kind."""

import dataclasses
from typing import Any

from django.utils.translation import gettext as _

from passports.claims import KINDS
from passports.claims.dates import PartialDate, partial, period
from passports.models import ClaimRevision

ONGOING = ("employment", "volunteering", "military_service")


def start_of(revision: ClaimRevision) -> PartialDate | None:
    return partial(revision.start, revision.start_precision)


def end_of(revision: ClaimRevision) -> PartialDate | None:
    return partial(revision.end, revision.end_precision)


def period_of(kind: str, revision: ClaimRevision) -> str:
    start, end = start_of(revision), end_of(revision)
    if kind in ("certification", "license"):
        if start and end:
            return _("issued %(start)s, valid until %(end)s") % {"start": start, "end": end}
        if end:
            return _("valid until %(end)s") % {"end": end}
    if kind == "education" and end and not start:
        return str(end)
    return period(start, end, ongoing=kind in ONGOING)


def subtitle_of(kind: str, revision: ClaimRevision) -> str:
    """Where and when, on one line."""
    return ", ".join(
        part for part in (revision.organization_name, period_of(kind, revision)) if part
    )


def facts_of(kind: str, revision: ClaimRevision) -> list[tuple[str, Any]]:
    """The details with their labels, in the kind's order."""
    schema = KINDS[kind].schema
    choices = {field.name: field.metadata.get("choices") for field in dataclasses.fields(schema)}
    facts = []
    for name, label in KINDS[kind].labels.items():
        value = revision.details.get(name)
        if value in (None, ""):
            continue
        if choices[name] is not None and value in choices[name].values:
            value = choices[name](value).label
        facts.append((str(label), value))
    return facts
