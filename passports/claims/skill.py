"""Skill: something you can do."""

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


class SkillLevel(models.TextChoices):
    BEGINNER = "beginner", _("Beginner")
    PRACTICED = "practiced", _("Practiced")
    ADVANCED = "advanced", _("Advanced")
    EXPERT = "expert", _("Expert")


@dataclass(frozen=True)
class SkillDetails:
    level: str = detail(SkillLevel)
    years_of_use: int = detail()


class SkillForm(ClaimForm):
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("Not said")), *SkillLevel.choices], required=False
    )
    years_of_use = forms.IntegerField(
        label=_("Years of use"), min_value=0, max_value=80, required=False
    )
    field_order = ("title", "level", "years_of_use", "organization_name", "start")
    detail_fields = ("level", "years_of_use")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["end"], self.fields["place"]
        self.fields["title"].label = _("Skill")
        self.fields["title"].help_text = _("For example: TIG welding.")
        self.fields["organization_name"].label = _("Who assessed it")
        self.fields["start"].label = _("Assessed on")


def from_credential(summary: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any] | None:
    if not reading.types_of(summary, data) & {"competency", "skill", "competencycredential"}:
        return None
    return {
        "title": reading.title_of(summary, data),
        "organization_name": reading.issuer_name(summary, data),
        **reading.dated("start", reading.issued_on(summary, data)),
        "details": {},
    }


KIND = Kind(
    name=ClaimKind.SKILL,
    hint=_("Something you can do, with or without a certificate."),
    icon="wrench-screwdriver",
    schema=SkillDetails,
    form=SkillForm,
    from_credential=from_credential,
    labels={"level": _("Level"), "years_of_use": _("Years of use")},
)
