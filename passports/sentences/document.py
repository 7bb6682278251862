"""A document that is not kept, as its card and its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from passports.actions.credentials import what_it_says
from passports.actions.verification import checks_as_json
from passports.adapters import untrusted
from passports.models import Credential, Issuer, VerdictChoice, VerificationReport
from passports.sentences.card import credential_card
from passports.sentences.contents import rows_of
from passports.sentences.report import checks_for_people, reason_of, registries_of
from passports.standards.types import Document, Report, Summary


def card_of(
    document: Document, report: Report, checks: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What components/credential_card.html takes, from rows that are never saved."""
    credential = _unsaved(document)
    credential.verdict = VerdictChoice(report.verdict)
    credential.latest_report = VerificationReport(
        verdict=report.verdict, checks=list(checks), checked_at=report.checked_at
    )
    return credential_card(credential, with_checks=False)


def cards_inside(report: Report) -> list[dict[str, Any]]:
    """A card for each credential inside a bundle or a presentation, with its own checks."""
    return [_card_inside(nested) for nested in report.nested]


def _card_inside(report: Report) -> dict[str, Any]:
    checks = [each for each in checks_as_json(report) if each["code"] != "not_asked"]
    says = report.summary or Summary()
    achievement = says.achievement.name if says.achievement else ""
    return {
        "title": untrusted.text(achievement or says.name, 300) or _("Credential without a name"),
        "issuer": untrusted.text(says.issuer_name or says.issuer_id, 300) or _("No issuer named"),
        "issuer_recognized_by": registries_of(checks),
        "awarded_on": says.valid_from,
        "valid_until": says.valid_until,
        "verdict": str(report.verdict),
        "reason": reason_of(checks),
        "checks": checks_for_people(checks),
    }


def rows_of_document(document: Document) -> list[tuple[str, Any]]:
    """What the document says of itself, as rows of label and value."""
    return rows_of(_unsaved(document))


def _unsaved(document: Document) -> Credential:
    says = what_it_says(document, "")
    identifier = says.pop("issuer_identifier")
    issuer = Issuer(identifier=identifier) if identifier else None
    return Credential(issuer=issuer, **says)
