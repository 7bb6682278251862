"""Background work of this app. The rows and their rules are the kernel's."""

from collections.abc import Callable
from uuid import UUID

from employers.actions import answering, reminding
from employers.actions.answers import delivering, events, signed_answers
from employers.actions.asking import batches, invitations
from employers.actions.attesters import answering as attesting_answers
from employers.actions.attesters import attesting, signing
from employers.actions.attesters import time_passing as attester_time
from employers.actions.consent import guardian_links
from employers.actions.portals import answers as portal_answers
from employers.actions.portals import asking as portal_asking
from employers.actions.portals import glancing as portal_glancing
from employers.actions.portals import sending as portal_sending
from employers.actions.protecting import undelivered
from employers.attesters import mail as attester_mail
from employers.models import BatchRow, InquiryState, VerificationRequest
from portal.kernel.work import Effect, Permanent, work_kind
from portal.kernel.work.kinds import SLOW_QUEUE


@work_kind("employers.answer_request")
def answer_request(subject_id: UUID) -> Callable[[], None]:
    """Begin to answer an authorized request."""
    request = (
        VerificationRequest.objects.select_related("organization", "holder", "requested_by")
        .filter(id=subject_id)
        .first()
    )
    if request is None:
        raise Permanent("request_gone")
    return lambda: answering.begin(request=request)


@work_kind(invitations.MAIL_WORK)
def mail_invitation(request_id: UUID) -> Effect | None:
    return invitations.deliver(request_id)


@work_kind(reminding.MAIL_WORK)
def mail_reminder(request_id: UUID) -> None:
    invitations.remind(request_id)


@work_kind(undelivered.DECLINE_WORK)
def decline_undelivered(request_id: UUID) -> Effect:
    return lambda: undelivered.decline_undelivered(request_id=request_id)


def _give_up(row_id: UUID, _reason: str) -> None:
    BatchRow.objects.filter(id=row_id, sent_at__isnull=True).update(refusal="failed")


def _try_again(row_id: UUID) -> None:
    BatchRow.objects.filter(id=row_id, refusal="failed").update(refusal="")


@work_kind(batches.SEND_WORK, on_failed=_give_up, on_sent_again=_try_again)
def send_batch_row(row_id: UUID) -> Effect:
    return lambda: batches.send_row(row_id=row_id)


@work_kind(attesting.MAIL_WORK)
def mail_attestation(attestation_id: UUID) -> Effect | None:
    return attester_mail.mail_request(attestation_id)


@work_kind(attester_time.REMIND_WORK)
def remind_attester(attestation_id: UUID) -> None:
    attester_mail.mail_reminder(attestation_id)


@work_kind(attesting_answers.RECEIPT_WORK)
def mail_receipt(attestation_id: UUID) -> None:
    attester_mail.mail_receipt(attestation_id)


@work_kind(attesting_answers.SIGN_WORK)
def sign_answer(attestation_id: UUID) -> Effect | None:
    return signing.sign(attestation_id=attestation_id)


def _portal_failed(inquiry_id: UUID, reason: str) -> None:
    portal_answers.end_without_answer(inquiry_id, InquiryState.FAILED, reason)


@work_kind(portal_asking.ASK_WORK, queue=SLOW_QUEUE, on_failed=_portal_failed)
def ask_portal(inquiry_id: UUID) -> Effect | None:
    return portal_sending.send(inquiry_id=inquiry_id)


@work_kind(portal_glancing.GLANCE_WORK, queue=SLOW_QUEUE)
def glance_at_portal(peer_id: UUID) -> Effect | None:
    return portal_glancing.look(peer_id=peer_id)


@work_kind(guardian_links.MAIL_WORK)
def mail_guardian(guardian_id: UUID) -> None:
    guardian_links.mail_link(guardian_id)


@work_kind(signed_answers.SIGN_WORK)
def sign_request_answers(request_id: UUID) -> Effect:
    return signed_answers.sign_answers(request_id)


@work_kind(events.DELIVER_WORK, queue=SLOW_QUEUE, on_failed=delivering.lost)
def deliver_webhook(delivery_id: UUID) -> Effect | None:
    return delivering.attempt(delivery_id)
