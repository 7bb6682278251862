"""Military service."""

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
class MilitaryServiceDetails:
    rank: str = detail()
    occupation_code: str = detail()


class MilitaryServiceForm(ClaimForm):
    rank = forms.CharField(label=_("Rank"), max_length=100, required=False)
    occupation_code = forms.CharField(
        label=_("Occupation code"),
        max_length=50,
        required=False,
        help_text=_("For example: 68W."),
    )
    field_order = ("title", "organization_name", "start", "end", "rank", "occupation_code", "place")
    detail_fields = ("rank", "occupation_code")
    future_end = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Role")
        self.fields["title"].help_text = _("For example: Combat medic.")
        self.fields["organization_name"].label = _("Branch")
        self.fields["end"].help_text = _("Leave it empty if you still serve.")


def from_credential(summary: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any] | None:
    if not reading.types_of(summary, data) & {
        "militaryservice",
        "militaryservicecredential",
        "veterancredential",
    }:
        return None
    subject = reading.subject_of(data)
    rank = reading.text(subject.get("rank"), 100)
    return {
        "title": reading.text(subject.get("roleName")) or reading.title_of(summary, data),
        "organization_name": reading.text(subject.get("branch"))
        or reading.issuer_name(summary, data),
        **reading.dated(
            "start", reading.first_date(subject.get("startDate"), subject.get("activityStartDate"))
        ),
        **reading.dated(
            "end", reading.first_date(subject.get("endDate"), subject.get("activityEndDate"))
        ),
        "details": {"rank": rank} if rank else {},
    }


KIND = Kind(
    name=ClaimKind.MILITARY_SERVICE,
    hint=_("Time in the armed forces."),
    icon="flag",
    schema=MilitaryServiceDetails,
    form=MilitaryServiceForm,
    from_credential=from_credential,
    labels={"rank": _("Rank"), "occupation_code": _("Occupation code")},
    compared=("rank",),
)
