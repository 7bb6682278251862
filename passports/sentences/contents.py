"""What a document says of itself, as rows of label and value."""

from typing import Any

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _

from passports.models import Credential

FORMATS = {
    "open_badges_3": "Open Badges 3.0",
    "open_badges_2": "Open Badges 2.0",
    "verifiable_credential": "Verifiable Credential",
    "ler_rs": "HR Open LER-RS",
    "clr_2": "Comprehensive Learner Record 2.0",
    "verifiable_presentation": "Verifiable Presentation",
    "sd_jwt_vc": "SD-JWT VC",
}


def rows_of(credential: Credential) -> list[tuple[str, Any]]:
    """The rows that have something to say. Every value is untrusted text."""
    says = credential.summary
    achievement = says.get("achievement") or {}
    rows = [
        (_("Achievement"), achievement.get("name")),
        (_("Kind of achievement"), achievement.get("type")),
        (_("Description"), achievement.get("description") or credential.description),
        (_("What it took"), achievement.get("criteria")),
        (_("Issued to"), says.get("subject_name") or says.get("subject_id")),
        (_("Issued by"), credential.issuer_name),
        (_("Issuer's identifier"), says.get("issuer_id")),
        (_("In force from"), _date(credential.valid_from)),
        (_("In force until"), _date(credential.valid_until)),
        (_("Its own identifier"), credential.external_id),
        (_("Standard"), FORMATS.get(credential.format, credential.format)),
        (_("Signed with"), ", ".join(says.get("proof_types") or [])),
    ]
    return [(label, value) for label, value in rows if value]


def _date(moment: Any) -> str:
    return format_date(moment, "j F Y") if moment else ""
