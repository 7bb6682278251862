"""What the beat runs for this app."""

from celery import shared_task

from employers.actions import answering, closing, reminding
from employers.actions.answers import delivering, signed_answers
from employers.actions.asking import batches, invitations
from employers.actions.attesters import time_passing as attester_time
from employers.actions.consent import guardian_time, signed_alone, withdrawing
from employers.actions.portals import answering as portal_answering
from employers.actions.portals import answers as portal_answers
from employers.actions.portals import glancing


@shared_task(name="employers.close_requests")
def close_requests() -> None:
    """Expire what is overdue, forget what may not be kept any longer."""
    closing.expire_overdue()
    withdrawing.end_lapsed()
    signed_alone.end_all()
    guardian_time.expire_overdue()
    guardian_time.forget_addresses()
    closing.forget_old()
    closing.forget_drafts()
    batches.remove_expired()
    delivering.forget_old()


@shared_task(name="employers.remind_of_requests")
def remind_of_requests() -> None:
    """Remind those who have not decided, and go on where a request was left."""
    invitations.resume()
    reminding.remind_due()
    answering.resume_waiting()
    signed_answers.sign_left()


@shared_task(name="employers.look_after_attesters")
def look_after_attesters() -> None:
    """Remind attesters, ask holders for documents instead, end what nobody answered."""
    attester_time.remind_due()
    attester_time.ask_for_documents()
    attester_time.expire_overdue()
    attester_time.resume_mailing()
    attester_time.resume_signing()
    attester_time.forget_contacts()


@shared_task(name="employers.look_after_portals")
def look_after_portals() -> None:
    """Wait no longer for portals that are silent, and forget what they were answered."""
    portal_answers.give_up_overdue()
    portal_answers.resume()
    portal_answering.forget_answers()


@shared_task(name="employers.glance_at_portals")
def glance_at_portals() -> None:
    """Whether other portals have taken back what they attested."""
    glancing.begin()
