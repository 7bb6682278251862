"""Templates for common jobs that every organization starts with."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from employers.asking.purposes import PurposeCode
from employers.models.asked_items import Item
from passports.models import ClaimKind


@dataclass(frozen=True, slots=True)
class JobTemplate:
    key: str
    name: Promise
    purpose_code: str
    claims: tuple[tuple[str, Promise], ...]

    @property
    def asked_items(self) -> list[Item]:
        return [(str(kind), str(description)) for kind, description in self.claims]


_LAST_JOBS = (ClaimKind.EMPLOYMENT, _("Your last job in this work: where and from when to when"))

JOB_TEMPLATES: dict[str, JobTemplate] = {
    template.key: template
    for template in (
        JobTemplate(
            "nurse",
            _("Nurse"),
            PurposeCode.LICENSE,
            (
                (ClaimKind.LICENSE, _("License as a registered or vocational nurse")),
                (ClaimKind.EDUCATION, _("Degree or diploma in nursing")),
                (ClaimKind.CERTIFICATION, _("Basic life support")),
                _LAST_JOBS,
            ),
        ),
        JobTemplate(
            "welder",
            _("Welder"),
            PurposeCode.HIRING,
            (
                (ClaimKind.CERTIFICATION, _("Welding certificate, with process and position")),
                (ClaimKind.CERTIFICATION, _("Safety training of at least 10 hours")),
                _LAST_JOBS,
            ),
        ),
        JobTemplate(
            "driver",
            _("Truck or bus driver"),
            PurposeCode.LICENSE,
            (
                (ClaimKind.LICENSE, _("Commercial driver license, with class and endorsements")),
                (ClaimKind.EDUCATION, _("Training for drivers that began work recently")),
                _LAST_JOBS,
            ),
        ),
        JobTemplate(
            "teacher",
            _("Teacher"),
            PurposeCode.LICENSE,
            (
                (ClaimKind.LICENSE, _("Teaching credential, with subjects")),
                (ClaimKind.EDUCATION, _("Bachelor's degree, or the one that was required")),
                _LAST_JOBS,
            ),
        ),
        JobTemplate(
            "electrician",
            _("Electrician"),
            PurposeCode.LICENSE,
            (
                (ClaimKind.LICENSE, _("Certification as an electrician")),
                (ClaimKind.EDUCATION, _("Apprenticeship in the trade")),
                _LAST_JOBS,
            ),
        ),
        JobTemplate(
            "childcare",
            _("Childcare worker"),
            PurposeCode.HIRING,
            (
                (ClaimKind.EDUCATION, _("Courses in child development")),
                (ClaimKind.CERTIFICATION, _("First aid and CPR for children")),
                _LAST_JOBS,
            ),
        ),
        JobTemplate(
            "office",
            _("Office work"),
            PurposeCode.HIRING,
            (
                (ClaimKind.EDUCATION, _("Highest degree or diploma")),
                _LAST_JOBS,
            ),
        ),
    )
}
