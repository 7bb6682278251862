"""Education: a degree, a diploma, a program."""

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
from passports.models import ClaimKind, Precision


class Level(models.TextChoices):
    SECONDARY = "secondary", _("High school")
    CERTIFICATE = "certificate", _("Certificate or diploma")
    ASSOCIATE = "associate", _("Associate degree")
    BACHELOR = "bachelor", _("Bachelor's degree")
    MASTER = "master", _("Master's degree")
    DOCTORATE = "doctorate", _("Doctorate")


@dataclass(frozen=True)
class EducationDetails:
    level: str = detail(Level)
    field_of_study: str = detail()
    honors: str = detail()


class EducationForm(ClaimForm):
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("Not one of these")), *Level.choices], required=False
    )
    field_of_study = forms.CharField(label=_("Field of study"), max_length=200, required=False)
    honors = forms.CharField(label=_("Honors"), max_length=200, required=False)
    field_order = ("title", "organization_name", "level", "field_of_study", "start", "end")
    detail_fields = ("level", "field_of_study", "honors")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Degree, diploma or program")
        self.fields["title"].help_text = _("For example: Bachelor of Science in Nursing.")
        self.fields["organization_name"].label = _("School or college")
        self.fields["end"].label = _("Finished, or will finish")


_LEVELS = {
    "associatedegree": Level.ASSOCIATE,
    "bachelordegree": Level.BACHELOR,
    "masterdegree": Level.MASTER,
    "doctoraldegree": Level.DOCTORATE,
    "professionaldoctorate": Level.DOCTORATE,
    "researchdoctorate": Level.DOCTORATE,
    "secondaryschooldiploma": Level.SECONDARY,
    "generaleducationdevelopment": Level.SECONDARY,
    "diploma": Level.CERTIFICATE,
}
_TYPES = {
    *_LEVELS,
    "degree",
    "learningprogram",
    "universitydegreecredential",
    "degreecredential",
    "alumnicredential",
}


def from_credential(summary: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any] | None:
    types = reading.types_of(summary, data)
    subject = reading.subject_of(data)
    degree = subject.get("degree")
    if not isinstance(degree, Mapping):
        degree = {}
    alumni = subject.get("alumniOf")
    if not (types & _TYPES or degree or alumni):
        return None
    school = reading.text(degree.get("institution") or subject.get("college"))
    if isinstance(alumni, Mapping):
        school = school or reading.text(alumni.get("name"))
    level = next((value for name, value in _LEVELS.items() if name in types), None)
    achievement = reading.achievement_of(summary, data)
    field = reading.text(achievement.get("fieldOfStudy") or degree.get("field"), 200)
    return {
        "title": reading.text(degree.get("name")) or reading.title_of(summary, data),
        "organization_name": school or reading.issuer_name(summary, data),
        **reading.dated("start", reading.date_value(subject.get("activityStartDate"))),
        # The year of the award: the day on a certificate is seldom the day somebody finished.
        **reading.dated(
            "end",
            reading.first_date(subject.get("activityEndDate"), reading.issued_on(summary, data)),
            Precision.YEAR,
        ),
        "details": {
            name: value
            for name, value in (("level", level and str(level)), ("field_of_study", field))
            if value
        },
    }


KIND = Kind(
    name=ClaimKind.EDUCATION,
    hint=_("A degree, a diploma or a program, finished or not."),
    icon="academic-cap",
    schema=EducationDetails,
    form=EducationForm,
    from_credential=from_credential,
    labels={"level": _("Level"), "field_of_study": _("Field of study"), "honors": _("Honors")},
    compared=("level",),
    ends_with_award=True,
)
