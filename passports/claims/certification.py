"""Certification: a certificate, a badge, a course that ended with one."""

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
class CertificationDetails:
    number: str = detail()
    covers: str = detail()


class CertificationForm(ClaimForm):
    number = forms.CharField(label=_("Certificate number"), max_length=100, required=False)
    covers = forms.CharField(
        label=_("What it covers"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    field_order = ("title", "organization_name", "start", "end", "number", "covers", "place")
    detail_fields = ("number", "covers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Certificate, badge or course")
        self.fields["organization_name"].label = _("Issued by")
        self.fields["start"].label = _("Issued on")
        self.fields["end"].label = _("Valid until")
        self.fields["end"].help_text = _("Leave it empty if it does not expire.")


def from_credential(summary: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The kind for every credential that names an achievement and is of no other kind."""
    title = reading.title_of(summary, data)
    if not title:
        return None
    return {
        "title": title,
        "organization_name": reading.issuer_name(summary, data),
        **reading.dated("start", reading.issued_on(summary, data)),
        **reading.dated("end", reading.ends_on(summary, data)),
        "details": {
            name: value
            for name, value in (
                ("number", reading.text(reading.subject_of(data).get("licenseNumber"), 100)),
            )
            if value
        },
    }


KIND = Kind(
    name=ClaimKind.CERTIFICATION,
    hint=_("A certificate, a badge, or a course you finished."),
    icon="check-badge",
    schema=CertificationDetails,
    form=CertificationForm,
    from_credential=from_credential,
    labels={"number": _("Certificate number"), "covers": _("What it covers")},
    compared=("number",),
)
