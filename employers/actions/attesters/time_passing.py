"""What time does to requests to attesters: reminders, documents instead, the end, forgetting."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User, Vetting
from employers.actions.answering import ask_next, settle
from employers.actions.attesters.answering import SIGN_WORK, tell_holder
from employers.actions.attesters.attesting import (
    MAIL_WORK,
    REMIND_AFTER_DAYS,
    VALID_DAYS,
    take_turn,
)
from employers.layers import Reply
from employers.models import (
    Answer,
    AttestationRequest,
    AttestationState,
    AttesterContact,
    Layer,
    RequestedClaim,
    RequestState,
    Said,
)
from employers.models.attestation_request import OPEN_ATTESTATIONS
from employers.models.attested_claim import AttestedClaim
from portal.kernel.audit import record
from portal.kernel.models import WorkRow, WorkState
from portal.kernel.moves import move
from portal.kernel.work import enqueue

REMIND_WORK = "employers.remind_attester"
DOCUMENTS_AFTER_DAYS = 15
# A third party's address is of use for a correction, and then no longer.
CONTACT_KEPT_DAYS = 90
UNUSED_CONTACT_DAYS = 180
BATCH = 500


def remind_due(*, at_most: int = BATCH) -> int:
    """Remind those whose time has come, each once however many beats run. Returns how many."""
    now = timezone.now()
    due = AttestationRequest.objects.open().filter(
        next_reminder_at__lte=now, reminders__lt=len(REMIND_AFTER_DAYS)
    )
    return sum(_remind(attestation) for attestation in due[:at_most])


@transaction.atomic
def _remind(attestation: AttestationRequest) -> bool:
    number = attestation.reminders + 1
    following = None
    if number < len(REMIND_AFTER_DAYS):
        # From the end, which moves where who asks was suspended for a while.
        asked_at = attestation.expires_at - timedelta(days=VALID_DAYS)
        following = asked_at + timedelta(days=REMIND_AFTER_DAYS[number])
        # After a time without a beat, reminders do not come in one heap.
        following = max(following, timezone.now() + timedelta(days=1))
    won = AttestationRequest.objects.filter(
        pk=attestation.pk, reminders=attestation.reminders, state__in=OPEN_ATTESTATIONS
    ).update(reminders=number, next_reminder_at=following)
    if won:
        record(by=None, obj=attestation, deed="attester_reminded", codes={"number": number})
        enqueue(REMIND_WORK, attestation.pk)
    return bool(won)


@transaction.atomic
def mail_again(*, attestation: AttestationRequest, by: User) -> None:
    """An administrator has the link mailed once more; it counts as no reminder."""
    record(by=by, obj=attestation, deed="attester_mailed_again")
    enqueue(REMIND_WORK, attestation.pk)


def ask_for_documents(*, at_most: int = BATCH) -> int:
    """Ask the holder for documents where three reminders had no answer. Returns how many."""
    silent = AttestationRequest.objects.open().filter(
        reminders__gte=len(REMIND_AFTER_DAYS),
        documents_asked_at__isnull=True,
        expires_at__lte=timezone.now() + timedelta(days=VALID_DAYS - DOCUMENTS_AFTER_DAYS),
    )
    return sum(
        _ask_for_documents(attestation)
        for attestation in silent.select_related("request__holder", "request__organization")[
            :at_most
        ]
    )


@transaction.atomic
def _ask_for_documents(attestation: AttestationRequest) -> bool:
    won = AttestationRequest.objects.filter(
        pk=attestation.pk, documents_asked_at__isnull=True, state__in=OPEN_ATTESTATIONS
    ).update(documents_asked_at=timezone.now())
    if won:
        record(by=None, obj=attestation, deed="documents_asked")
        tell_holder(attestation=attestation, kind="attester_silent")
    return bool(won)


def expire_overdue(*, at_most: int = BATCH) -> int:
    """End those whose time is over; their claims could not be checked. That of a suspended
    requester's does not run. Returns how many."""
    over = AttestationRequest.objects.filter(
        state__in=OPEN_ATTESTATIONS,
        expires_at__lte=timezone.now(),
        request__organization__vetting=Vetting.VETTED,
    ).select_related("request__holder", "request__organization")
    return sum(_expire(attestation) for attestation in over[:at_most])


@transaction.atomic
def _expire(attestation: AttestationRequest) -> bool:
    take_turn(attestation=attestation)
    if not move(attestation, to=AttestationState.EXPIRED, ended_at=timezone.now()):
        return False
    record(by=None, obj=attestation, deed="attestation_expired")
    for each in attestation.claims.filter(said=Said.ASKED).select_related("row__request"):
        move(each, to=Said.STOPPED, by_field="said")
        end_without_answer(row=each.row, reason="attester_silent")
    tell_holder(attestation=attestation, kind="attester_expired")
    return True


def end_without_answer(*, row: RequestedClaim, reason: str) -> bool:
    """Nobody has confirmed the claim: what the holder gave is shown for what it is, or the next
    layer is tried. Inside the caller's transaction. False when nobody waits any longer."""
    given = list(row.documents.values("id", "filename", "media_type", "size_bytes"))
    if not given:
        return ask_next(row=row, reason=reason)
    basis = {
        "revision": row.basis.get("revision"),
        "evidence": [],
        "attester": row.basis.get("attester"),
        "reason": reason,
        "documents": [{**each, "id": str(each["id"])} for each in given],
    }
    return settle(row=row, reply=Reply(Answer.COULD_NOT_BE_CHECKED, Layer.ATTESTER, basis))


def resume_mailing(*, at_most: int = BATCH) -> int:
    """Mail the links that were of no use when their turn came: the requester was suspended for a
    while. Work that is unfinished or has failed is somebody else's to go on with. Returns how many
    get another piece of work."""
    elsewhere = WorkRow.objects.filter(kind=MAIL_WORK, subject_id=OuterRef("pk")).exclude(
        state=WorkState.DONE
    )
    left = AttestationRequest.objects.open().filter(
        ~Exists(elsewhere),
        state=AttestationState.WAITING,
        created_at__lte=timezone.now() - timedelta(minutes=10),
    )
    found = list(left.values_list("pk", flat=True)[:at_most])
    for pk in found:
        enqueue(MAIL_WORK, pk)
    return len(found)


def resume_signing(*, at_most: int = BATCH) -> int:
    """Go on where an answer was taken and not disclosed: the requester was suspended for a while,
    or the work failed. Returns how many get another piece of work."""
    left = AttestationRequest.objects.filter(
        state=AttestationState.ANSWERED,
        ended_at__lte=timezone.now() - timedelta(minutes=10),
        request__state=RequestState.AUTHORIZED,
        request__organization__vetting=Vetting.VETTED,
        claims__row__answer=Answer.ASKED,
        claims__said__in=[Said.CONFIRMED, Said.DIFFERS, Said.CANNOT_SAY, Said.REFUSED],
    ).distinct()
    found = list(left.values_list("pk", flat=True)[:at_most])
    for pk in found:
        enqueue(SIGN_WORK, pk)
    return len(found)


@transaction.atomic
def forget_contacts(*, at_most: int = BATCH) -> int:
    """Remove the addresses of third parties that are of no use any more. Returns how many."""
    now = timezone.now()
    over = AttestationRequest.objects.exclude(state__in=OPEN_ATTESTATIONS).exclude(email="")
    old = over.filter(ended_at__lte=now - timedelta(days=CONTACT_KEPT_DAYS))
    ids = list(old.values_list("pk", flat=True)[:at_most])
    forgotten = AttestationRequest.objects.filter(pk__in=ids).update(
        email="", name="", role="", language=""
    )
    waiting = AttestedClaim.objects.filter(said=Said.ASKED).values("row__claim")
    unused = AttesterContact.objects.filter(
        Q(created_at__lte=now - timedelta(days=UNUSED_CONTACT_DAYS))
    ).exclude(claim__in=waiting)
    removed, _details = unused.delete()
    return forgotten + removed
