"""Language: one that you speak, and how well.

Levels: Common European Framework of Reference, https://www.coe.int/en/web/common-european-framework-reference-languages
"""

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


class LanguageLevel(models.TextChoices):
    A1 = "a1", _("A1, first words")
    A2 = "a2", _("A2, simple conversation")
    B1 = "b1", _("B1, everyday matters")
    B2 = "b2", _("B2, fluent at work")
    C1 = "c1", _("C1, advanced")
    C2 = "c2", _("C2, like a native speaker")
    NATIVE = "native", _("First language")


@dataclass(frozen=True)
class LanguageDetails:
    level: str = detail(LanguageLevel)


class LanguageForm(ClaimForm):
    level = forms.ChoiceField(
        label=_("How well"), choices=[("", _("Choose a level")), *LanguageLevel.choices]
    )
    field_order = ("title", "level", "organization_name", "start")
    detail_fields = ("level",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["end"], self.fields["place"]
        self.fields["title"].label = _("Language")
        self.fields["organization_name"].label = _("Who tested it")
        self.fields["start"].label = _("Tested on")


def from_credential(summary: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any] | None:
    if not reading.types_of(summary, data) & {
        "language",
        "languageproficiency",
        "languagecredential",
        "languagecertificate",
        "languageproficiencycredential",
    }:
        return None
    subject = reading.subject_of(data)
    level = reading.text(subject.get("level") or subject.get("cefrLevel")).lower()
    return {
        "title": reading.text(subject.get("language")) or reading.title_of(summary, data),
        "organization_name": reading.issuer_name(summary, data),
        **reading.dated("start", reading.issued_on(summary, data)),
        "details": {"level": level} if level in LanguageLevel.values else {},
    }


KIND = Kind(
    name=ClaimKind.LANGUAGE,
    hint=_("A language you speak, and how well."),
    icon="language",
    schema=LanguageDetails,
    form=LanguageForm,
    from_credential=from_credential,
    labels={"level": _("How well")},
    compared=("level",),
)
