"""Trust registries: which issuers the administrators chose to recognize."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passports.actions import remote_registries, verification
from passports.models import RecognizedIssuer, RegistryKind, SpeaksFor, TrustRegistry
from passports.models.issuer import names_in
from passports.standards.trust.origins import origin_of
from portal.kernel.audit import record
from portal.kernel.safe_csv import CsvError, CsvRow

COLUMNS = ("identifier", "name", "since", "speaks_for", "organizations")
_BETWEEN_NAMES = "|"
_IDENTIFIER = re.compile(r"(did:[a-z0-9]+:|https://[^\s/]+)[^\s]*")


@dataclass(frozen=True)
class Line:
    """One issuer of a registry, as a file has it."""

    identifier: str
    name: str
    since: datetime.date | None
    speaks_for: str = SpeaksFor.ITSELF.value
    organizations: str = ""


@dataclass
class Plan:
    """What an import would do, without doing it."""

    added: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    errors: list[CsvError] = field(default_factory=list)

    @property
    def identifiers(self) -> list[str]:
        """The issuers about whom something is new."""
        return [*(line.identifier for line in (*self.added, *self.changed)), *self.removed]


def plan_import(*, registry: TrustRegistry, rows: Iterable[CsvRow], only_these: bool) -> Plan:
    """Compare a file with the registry. With `only_these`, issuers that it does not name go.

    Rows that cannot be taken are in `errors` by their line; nothing is stored.
    """
    plan = Plan()
    known = {line.identifier: line for line in registry.issuers.all()}
    named: set[str] = set()
    for row in rows:
        problem = _problem_of(row.values, named, registry.kind)
        if problem:
            plan.errors.append(CsvError(row.line, problem))
            continue
        identifier = row.values["identifier"].strip()
        before = known.get(identifier)
        line = _line_of(row.values, before)
        named.add(line.identifier)
        if before is None:
            plan.added.append(line)
        elif _kept(before) != line:
            plan.changed.append(line)
        else:
            plan.unchanged += 1
    if only_these and not plan.errors:
        plan.removed = sorted(set(known) - named)
    return plan


@transaction.atomic
def carry_out(*, registry: TrustRegistry, plan: Plan, by: Any) -> None:
    """Store what a plan says, and verify again what these issuers issued.

    Raises ValueError for a plan with errors: half a file is never taken.
    """
    if plan.errors:
        raise ValueError("a plan with errors is not carried out")
    gone = registry.issuers.filter(identifier__in=plan.removed)
    remote_registries.remember(list(gone), timezone.now())
    gone.delete()
    RecognizedIssuer.objects.bulk_create(
        (
            RecognizedIssuer(
                registry=registry,
                identifier=line.identifier,
                name=line.name,
                since=line.since,
                speaks_for=line.speaks_for,
                organizations=line.organizations,
            )
            for line in (*plan.added, *plan.changed)
        ),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["registry", "identifier"],
        update_fields=["name", "since", "speaks_for", "organizations"],
    )
    codes = {
        "added": len(plan.added),
        "changed": len(plan.changed),
        "removed": len(plan.removed),
        "rechecks": verification.recheck_issued_by(identifiers=plan.identifiers),
    }
    record(by=by, obj=registry, deed="registry_imported", codes=codes)


@transaction.atomic
def after_change(*, changed: Any, identifiers: Sequence[str], deed: str, by: Any) -> None:
    """Record a change that an administrator made to a registry or one of its lines, and verify
    again what these issuers issued."""
    rechecks = verification.recheck_issued_by(identifiers=identifiers)
    record(by=by, obj=changed, deed=deed, codes={"rechecks": rechecks})


@transaction.atomic
def forget_line(*, line: RecognizedIssuer, by: Any) -> None:
    """Take one issuer out of a registry, and remember until when it was in it."""
    remote_registries.remember([line], timezone.now())
    after_change(changed=line, identifiers=[line.identifier], deed="recognition_deleted", by=by)
    line.delete()


def is_identifier(value: str) -> bool:
    """Whether this can name an issuer: a DID or an https address."""
    return len(value) <= 500 and _IDENTIFIER.fullmatch(value) is not None


def _problem_of(values: Mapping[str, str], named: set[str], kind: str) -> str:
    identifier = values["identifier"].strip()
    if kind == RegistryKind.ORIGINS and (not identifier or origin_of(identifier) != identifier):
        return _("“%(value)s” is not an origin like https://college.example.") % {
            "value": identifier[:80]
        }
    if not is_identifier(identifier):
        return _("“%(value)s” is neither a DID nor an https address.") % {"value": identifier[:80]}
    if identifier in named:
        return _("This issuer is in the file twice.")
    if len(values.get("name", "")) > 300:
        return _("The name is longer than 300 characters.")
    if values.get("since") and _date_of(values["since"]) is None:
        return _("Write the date as year-month-day, for example 2021-09-01.")
    return _problem_of_voice(values)


def _problem_of_voice(values: Mapping[str, str]) -> str:
    speaks_for = values.get("speaks_for", "").strip()
    if speaks_for and speaks_for not in SpeaksFor.values:
        return _("For whom it speaks is one of: itself, listed, any.")
    if speaks_for == SpeaksFor.LISTED and not _names(values):
        return _("Name the organizations for which it speaks.")
    if len(_names(values)) > 20_000:
        return _("These are too many organizations.")
    return ""


def cells_of(line: RecognizedIssuer) -> tuple[str, ...]:
    """One line as the row of a file that can be imported again."""
    since = line.since.isoformat() if line.since else ""
    names = _BETWEEN_NAMES.join(line.organization_names)
    return (line.identifier, line.name, since, line.speaks_for, names)


def _line_of(values: Mapping[str, str], before: RecognizedIssuer | None) -> Line:
    """A file that says nothing of for whom an issuer speaks leaves that as it is."""
    since = _date_of(values["since"]) if values.get("since") else None
    speaks_for = values.get("speaks_for", "").strip()
    names = _names(values)
    if not speaks_for and before is not None:
        speaks_for, names = before.speaks_for, before.organizations
    speaks_for = speaks_for or SpeaksFor.ITSELF.value
    return Line(
        values["identifier"].strip(),
        values.get("name", "").strip(),
        since,
        speaks_for,
        names if speaks_for == SpeaksFor.LISTED else "",
    )


def _kept(line: RecognizedIssuer) -> Line:
    return Line(line.identifier, line.name, line.since, line.speaks_for, line.organizations)


def _names(values: Mapping[str, str]) -> str:
    return "\n".join(names_in(values.get("organizations", "").replace(_BETWEEN_NAMES, "\n")))


def _date_of(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        return None
