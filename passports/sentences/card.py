"""A credential as the card that stands for it everywhere."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from passports.models import Credential
from passports.sentences.report import checks_for_people, reason_of, registries_of


def credential_card(
    credential: Credential, *, as_link: bool = False, with_checks: bool = True
) -> dict[str, Any]:
    """What components/credential_card.html takes. Needs `latest_report` and `issuer`."""
    checks = credential.latest_report.checks if credential.latest_report else []
    card: dict[str, Any] = {
        "title": credential.title or _("Credential without a name"),
        "issuer": issuer_of(credential),
        "issuer_recognized_by": registries_of(checks),
        "awarded_on": credential.valid_from,
        "valid_until": credential.valid_until,
        "verdict": credential.verdict or None,
        "reason": _("not issued to you") if credential.not_yours else reason_of(checks),
        "superseded": credential.superseded_by_id is not None,
    }
    if as_link:
        card["url"] = reverse("credential", args=[credential.id])
    if with_checks:
        card["checks"] = checks_for_people(checks)
    return card


def issuer_of(credential: Credential) -> str:
    """The issuer as the document names it; what we call it only where the document does not."""
    if credential.issuer_name:
        return credential.issuer_name
    if credential.issuer is not None:
        return credential.issuer.name or credential.issuer.identifier
    return _("No issuer named")
