"""Employment: a job with an employer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from passports.claims import reading
from passports.claims.details import detail
from passports.claims.form import ClaimForm
from passports.claims.kind import Kind
from passports.models import ClaimKind


class Terms(models.TextChoices):
    FULL_TIME = "full_time", _("Full time")
    PART_TIME = "part_time", _("Part time")
    TEMPORARY = "temporary", _("Temporary")
    CONTRACT = "contract", _("Contract")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    INTERNSHIP = "internship", _("Internship")
    SELF_EMPLOYED = "self_employed", _("Self-employed")


@dataclass(frozen=True)
class EmploymentDetails:
    terms: str = detail(Terms)
    duties: str = detail()


class EmploymentForm(ClaimForm):
    terms = forms.ChoiceField(
        label=_("Kind of work"), choices=[("", _("Not said")), *Terms.choices], required=False
    )
    duties = forms.CharField(
        label=_("What you did"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    field_order = ("title", "organization_name", "start", "end", "place", "terms", "duties")
    detail_fields = ("terms", "duties")
    future_end = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Job title")
        self.fields["organization_name"].label = _("Employer")
        self.fields["end"].help_text = _("Leave it empty if you still work there.")
        self.fields["organization_name"].required = True
        self.fields["organization_name"].error_messages["required"] = _(
            "Enter the employer. If you worked for yourself, enter your own name."
        )


_TYPES = {
    "employmentcredential",
    "employmentverificationcredential",
    "employment",
    "employmentverification",
    "workexperience",
    "workhistorycredential",
    "employeecredential",
}


def from_credential(summary: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any] | None:
    if not reading.types_of(summary, data) & _TYPES:
        return None
    subject = reading.subject_of(data)
    job = subject.get("employment") or subject.get("hasOccupation") or subject
    if not isinstance(job, Mapping):
        job = subject
    employer = job.get("employer") or job.get("worksFor") or subject.get("worksFor")
    if isinstance(employer, Mapping):
        employer = employer.get("name") or employer.get("legalName")
    return {
        "title": reading.text(job.get("jobTitle") or job.get("roleName") or job.get("title"))
        or reading.title_of(summary, data),
        "organization_name": reading.text(employer) or reading.issuer_name(summary, data),
        **reading.dated(
            "start", reading.first_date(job.get("startDate"), subject.get("activityStartDate"))
        ),
        **reading.dated(
            "end", reading.first_date(job.get("endDate"), subject.get("activityEndDate"))
        ),
        "details": {},
    }


KIND = Kind(
    name=ClaimKind.EMPLOYMENT,
    hint=_("A job you have or had."),
    icon="briefcase",
    schema=EmploymentDetails,
    form=EmploymentForm,
    from_credential=from_credential,
    labels={"terms": _("Kind of work"), "duties": _("What you did")},
)
