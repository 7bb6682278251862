"""License: the permission of a state or a board to practice."""

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
class LicenseDetails:
    number: str = detail()
    license_class: str = detail()


class LicenseForm(ClaimForm):
    number = forms.CharField(label=_("License number"), max_length=100, required=False)
    license_class = forms.CharField(label=_("Class or endorsement"), max_length=200, required=False)
    field_order = (
        "title",
        "organization_name",
        "number",
        "license_class",
        "start",
        "end",
        "place",
    )
    detail_fields = ("number", "license_class")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("License")
        self.fields["title"].help_text = _("For example: Registered nurse.")
        self.fields["organization_name"].label = _("Issued by")
        self.fields["start"].label = _("Issued on")
        self.fields["end"].label = _("Valid until")
        self.fields["place"].label = _("Where it is valid")


def from_credential(summary: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any] | None:
    if not reading.types_of(summary, data) & {
        "license",
        "licensecredential",
        "professionallicense",
        "occupationallicense",
    }:
        return None
    number = reading.text(reading.subject_of(data).get("licenseNumber"), 100)
    return {
        "title": reading.title_of(summary, data),
        "organization_name": reading.issuer_name(summary, data),
        **reading.dated("start", reading.issued_on(summary, data)),
        **reading.dated("end", reading.ends_on(summary, data)),
        "details": {"number": number} if number else {},
    }


KIND = Kind(
    name=ClaimKind.LICENSE,
    hint=_("Permission to practice, from a state or a board."),
    icon="identification",
    schema=LicenseDetails,
    form=LicenseForm,
    from_credential=from_credential,
    labels={"number": _("License number"), "license_class": _("Class or endorsement")},
    compared=("number",),
)
