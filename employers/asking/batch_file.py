"""A CSV file of people, read row by row: what can be sent, and what is wrong with the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.models import Organization
from employers.models import VerificationRequest
from employers.models.asked_items import MOST_CHARACTERS, MOST_ITEMS, Item
from employers.models.verification_request import OPEN_STATES
from passports.models import ClaimKind
from portal.kernel.safe_csv import CsvError, CsvRow, is_formula, read_csv
from portal.kernel.text import clean_text

MOST_PEOPLE = 500
MOST_BYTES = 1024 * 1024
REQUIRED = ("name", "email")
# A description in the column of a kind is asked of that person instead of what the form says.
OPTIONAL = ("reference", *ClaimKind.values)
LENGTHS = {"name": 200, "email": 254, "reference": 100}
SAMPLE = [
    ("Maria Alvarez", "maria@people.example", "Ward 4", "Degree in nursing at CSU Fresno", ""),
    ("Devon Brooks", "devon@people.example", "Night shift", "", "Welder at Acme, 2019 to 2022"),
]
SAMPLE_HEADER = ("name", "email", "reference", "education", "employment")


@dataclass(frozen=True, slots=True)
class Person:
    """One row that can be sent."""

    line: int
    name: str
    email: str
    reference: str
    items: list[Item]


@dataclass(slots=True)
class BatchFile:
    people: list[Person] = field(default_factory=list)
    errors: list[CsvError] = field(default_factory=list)
    encoding: str = "utf-8"


def read_people(
    data: bytes, *, items: Sequence[Item], reference: str, organization: Organization
) -> BatchFile:
    """Read the file. Stores nothing.

    Args:
        items: what is asked of everybody, as (kind, description).
        reference: the job reference of rows that have none of their own.

    Raises CsvRefused when the file as a whole cannot be read.
    """
    content = read_csv(
        data, required=REQUIRED, optional=OPTIONAL, max_bytes=MOST_BYTES, max_rows=MOST_PEOPLE
    )
    found = BatchFile(errors=list(content.errors), encoding=content.encoding)
    addresses = {row.values["email"].lower() for row in content.rows}
    open_already = set(
        VerificationRequest.objects.filter(
            organization=organization, invited_email__in=addresses, state__in=OPEN_STATES
        ).values_list("invited_email", "reference")
    )
    seen: dict[str, int] = {}
    for row in content.rows:
        try:
            person = _person(row, items, reference)
            _refuse_twice(person, seen, open_already)
        except ValidationError as error:
            found.errors.append(CsvError(row.line, " ".join(error.messages)))
        else:
            seen[person.email] = person.line
            found.people.append(person)
    found.errors.sort(key=lambda error: error.line)
    return found


def _person(row: CsvRow, items: Sequence[Item], reference: str) -> Person:
    cells = {}
    for column, value in row.values.items():
        if is_formula(value):
            raise ValidationError(
                _("“%(column)s” starts like a formula. Remove the first character.")
                % {"column": column}
            )
        cells[column] = clean_text(value)
        if len(cells[column]) > LENGTHS.get(column, MOST_CHARACTERS):
            raise ValidationError(_("“%(column)s” is too long.") % {"column": column})
    email = cells["email"].lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(
            _("“%(email)s” is not an email address.") % {"email": email[:100]}
        ) from None
    asked = _asked(cells, items)
    if not asked:
        raise ValidationError(_("Nothing is asked of this person. Fill in a kind of claim."))
    return Person(row.line, cells["name"], email, cells.get("reference") or reference, asked)


def _asked(cells: dict[str, str], items: Sequence[Item]) -> list[Item]:
    own = [(kind, cells[kind]) for kind in ClaimKind.values if cells.get(kind)]
    named = {kind for kind, _description in own}
    asked = [*own, *(item for item in items if item[0] not in named)]
    if len(asked) > MOST_ITEMS:
        raise ValidationError(_("Ask one person for at most ten claims."))
    return asked


def _refuse_twice(person: Person, seen: dict[str, int], open_already: set[tuple[str, str]]) -> None:
    if person.email in seen:
        raise ValidationError(
            _("This address is in line %(line)d already.") % {"line": seen[person.email]}
        )
    if (person.email, person.reference) in open_already:
        raise ValidationError(_("This person has an open request for this job already."))
