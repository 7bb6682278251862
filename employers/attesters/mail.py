"""The mails to attesters. Each has a Message-ID that stays: a second copy shows as the first."""

from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.mail import send
from employers.actions.attesters.attesting import token_of
from employers.models import AttestationRequest, AttestationState
from portal.kernel import languages
from portal.kernel.moves import move
from portal.kernel.work import Effect, Transient

RETRY_AFTER_SECONDS = 900


def mail_request(attestation_id: UUID) -> Effect | None:
    """Mail the link, unless it went out or is of no use any more."""
    attestation = _find(attestation_id)
    if attestation is None or attestation.state != AttestationState.WAITING:
        return None
    if not attestation.is_open:
        return None
    _mail_link(attestation, reminder=0)

    def effect() -> None:
        move(attestation, to=AttestationState.SENT, sent_at=timezone.now())

    return effect


def mail_reminder(attestation_id: UUID) -> None:
    """Mail the link once more, unless it was answered since."""
    attestation = _find(attestation_id)
    if attestation is not None and attestation.is_open:
        _mail_link(attestation, reminder=attestation.reminders)


def mail_receipt(attestation_id: UUID) -> None:
    """Tell the attester what they have answered."""
    attestation = _find(attestation_id)
    if attestation is None or attestation.state != AttestationState.ANSWERED:
        return
    with languages.reading(attestation.language):
        _send(
            to=attestation.email,
            subject=_("What you have answered"),
            template="employers/mail/attestation_receipt.txt",
            context=_context(attestation)
            | {"answered": attestation.claims.select_related("revision")},
            stable_id=f"attestation.{attestation.id}.receipt",
        )


def _mail_link(attestation: AttestationRequest, *, reminder: int) -> None:
    person = " ".join(attestation.person_name.split())
    with languages.reading(attestation.language):
        subject = _("Can you confirm something about %(person)s?")
        if reminder:
            subject = _("Reminder: can you confirm something about %(person)s?")
        _send(
            to=attestation.email,
            subject=subject % {"person": person},
            template="employers/mail/attestation.txt",
            context=_context(attestation)
            | {
                "reminder": reminder,
                "path": reverse("attest", args=[token_of(attestation)]),
                # Nobody has told us which one: the mail offers them all.
                "languages": [] if attestation.language else languages.offered(),
            },
            stable_id=f"attestation.{attestation.id}.{reminder}",
        )


def _context(attestation: AttestationRequest) -> dict[str, Any]:
    request = attestation.request
    return {
        "attestation": attestation,
        "asked": request,
        "person": attestation.person_name,
        "requester": request.organization,
        "disputed": attestation.claims.filter(dispute__isnull=False).exists(),
    }


def _find(attestation_id: UUID) -> AttestationRequest | None:
    found = AttestationRequest.objects.filter(pk=attestation_id, request__holder__isnull=False)
    # An address that was forgotten gets no mail.
    found = found.exclude(email="")
    return found.select_related("request__organization", "request__holder").first()


def _send(**mail: Any) -> None:
    """Send, or come back in a quarter of an hour: a mail server that is down is soon up again."""
    try:
        send(**mail)
    except (SMTPException, OSError) as error:
        raise Transient("mail_not_accepted", RETRY_AFTER_SECONDS) from error
