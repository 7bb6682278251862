"""The questions that wait in an inbox as a CSV file, and the file with the answers."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse

from accounts.models import Organization
from employers.actions.attesters.answering_many import Line, LineNote
from employers.actions.attesters.inbox import inbox_of
from employers.attesters.replies import DATES, asked_values
from employers.models import AttestationRequest, AttestedClaim, Said
from passports.claims import attested
from passports.claims.dates import PartialDate
from portal.kernel.safe_csv import csv_response, read_csv

MOST_ROWS = 10_000
_ASKED = ("title", "organization_name", *DATES)
_RIGHT = tuple(f"right_{name}" for name in _ASKED)
HEADER = ("id", "person", "asked_by", "purpose", "open_until", "kind", *_ASKED, "details")
TO_FILL = ("said", *_RIGHT)


def waiting_file(organization: Organization, *, by: Any) -> HttpResponse:
    """Every question that waits, one a line, with empty columns for the answers."""
    open_now = inbox_of(organization, by=by).filter(pk__in=AttestationRequest.objects.open())
    claims = (
        AttestedClaim.objects.filter(attestation__in=open_now, said=Said.ASKED)
        .select_related(
            "revision", "row", "attestation__request__organization", "attestation__request__holder"
        )
        .order_by("attestation__created_at", "position")[:MOST_ROWS]
    )
    return csv_response("questions.csv", HEADER + TO_FILL, _rows(claims))


def _rows(claims: Any) -> Iterator[tuple[str, ...]]:
    for claim in claims:
        values = asked_values(claim)
        request = claim.attestation.request
        yield (
            str(claim.pk),
            claim.attestation.person_name,
            request.organization.name,
            request.purpose,
            f"{claim.attestation.expires_at:%Y-%m-%d}",
            claim.row.kind,
            *(_text(values.pop(name, "")) for name in _ASKED),
            "; ".join(f"{name}: {value}" for name, value in values.items()),
            *("" for _name in TO_FILL),
        )


def _text(value: Any) -> str:
    return attested.iso(value) if isinstance(value, PartialDate) else str(value)


def answers_in(data: bytes) -> tuple[list[Line], list[LineNote]]:
    """The lines of a file with answers; lines without an answer are left out. Raises CsvRefused."""
    content = read_csv(data, required=("id",), optional=TO_FILL, max_rows=MOST_ROWS)
    lines = [
        Line(
            line=row.line,
            claim_id=row.values["id"],
            said=row.values.get("said", ""),
            right={name.removeprefix("right_"): row.values.get(name, "") for name in _RIGHT},
        )
        for row in content.rows
        if row.values.get("said")
    ]
    return lines, [LineNote(each.line, each.message) for each in content.errors]
