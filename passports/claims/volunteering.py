"""Volunteering: unpaid work for others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passports.claims import reading
from passports.claims.details import detail
from passports.claims.form import ClaimForm
from passports.claims.kind import Kind
from passports.models import ClaimKind


@dataclass(frozen=True)
class VolunteeringDetails:
    cause: str = detail()
    hours: int = detail()
    duties: str = detail()


class VolunteeringForm(ClaimForm):
    cause = forms.CharField(label=_("Cause"), max_length=200, required=False)
    hours = forms.IntegerField(
        label=_("Hours in all"), min_value=1, max_value=100_000, required=False
    )
    duties = forms.CharField(
        label=_("What you did"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    field_order = (
        "title",
        "organization_name",
        "start",
        "end",
        "cause",
        "hours",
        "duties",
        "place",
    )
    detail_fields = ("cause", "hours", "duties")
    future_end = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Your role")
        self.fields["title"].help_text = _("For example: Food bank driver.")
        self.fields["end"].help_text = _("Leave it empty if you still do it.")


def from_credential(summary: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any] | None:
    if not reading.types_of(summary, data) & {
        "communityservice",
        "volunteering",
        "volunteercredential",
    }:
        return None
    subject = reading.subject_of(data)
    return {
        "title": reading.title_of(summary, data),
        "organization_name": reading.issuer_name(summary, data),
        **reading.dated("start", reading.date_value(subject.get("activityStartDate"))),
        **reading.dated("end", reading.date_value(subject.get("activityEndDate"))),
        "details": {},
    }


KIND = Kind(
    name=ClaimKind.VOLUNTEERING,
    hint=_("Unpaid work for a cause or a community."),
    icon="heart",
    schema=VolunteeringDetails,
    form=VolunteeringForm,
    from_credential=from_credential,
    labels={"cause": _("Cause"), "hours": _("Hours in all"), "duties": _("What you did")},
)
