"""A document that is not kept, as its card and its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from passports.actions.credentials import what_it_says
from passports.models import Credential, Issuer, VerdictChoice, VerificationReport
from passports.sentences.card import credential_card
from passports.sentences.contents import rows_of
from passports.standards.types import Document, Report


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


def rows_of_document(document: Document) -> list[tuple[str, Any]]:
    """What the document says of itself, as rows of label and value."""
    return rows_of(_unsaved(document))


def _unsaved(document: Document) -> Credential:
    says = what_it_says(document, "")
    identifier = says.pop("issuer_identifier")
    issuer = Issuer(identifier=identifier) if identifier else None
    return Credential(issuer=issuer, **says)
