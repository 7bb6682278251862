"""Somebody had signed alone who turns out to be under 18: an administrator corrected their age, or
they said so themselves.

Nothing is answered about them then (`answering._hold`), which nobody would notice. So the beat
tells both sides, and leads to the parent or guardian: by the rows, so that no way to a wrong age
and no two deeds at the same instant are left out.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import AgeBand
from employers.actions.answering import stop_asking
from employers.actions.answers.events import emit
from employers.actions.answers.telling import tell_requester
from employers.actions.consent.consenting import end
from employers.actions.consent.withdrawing import end_permission
from employers.actions.refusals import MoveLost
from employers.actions.reminding import first_reminder
from employers.models import (
    Answer,
    ConsentEnd,
    GuardianConsent,
    GuardianState,
    PortalInquiry,
    RequestState,
    SignedConsent,
    VerificationRequest,
    WebhookEvent,
)
from employers.models.requested_claim import SAID
from portal.kernel.audit import record
from portal.kernel.moves import move


def end_all(*, at_most: int = 500) -> int:
    """End the permissions in force that a minor gave without a guardian. Run by the beat.

    Where nothing was said yet and there is time, the request is open again, for the minor to sign
    anew and name a guardian. Else it ends, with what was said.

    Returns: how many permissions were ended by this call.
    """
    agreed = GuardianConsent.objects.filter(
        consent__request=OuterRef("pk"), consent__withdrawn_at=None, state=GuardianState.AGREED
    )
    signed = SignedConsent.objects.live().filter(request=OuterRef("pk"))
    found = VerificationRequest.objects.filter(
        Exists(signed), ~Exists(agreed), state=RequestState.AUTHORIZED
    ).filter(holder__age_band=AgeBand.MINOR)
    return sum(_end(pk) for pk in list(found.values_list("pk", flat=True)[:at_most]))


@transaction.atomic
def _end(pk: UUID) -> bool:
    now = timezone.now()
    # The row first, as every deed does: an answer at the same instant waits, or was there before.
    mine = VerificationRequest.objects.filter(pk=pk, state=RequestState.AUTHORIZED)
    if not mine.update(answers_changed_at=now):
        return False
    request = mine.select_related("organization", "holder", "requested_by").get()
    if request.holder is None or request.holder.age_band != AgeBand.MINOR:
        return False
    kind = "age_sign_anew"
    said = request.requested_claims.filter(included=True, answer__in=SAID).exists()
    if said or request.deadline <= now or not _open_again(request):
        try:
            end_permission(request=request, why=ConsentEnd.AGE, by=None)
        except MoveLost:
            return False
        kind = "age_permission_ended"
    notify(
        user=request.holder,
        kind=kind,
        params={"organization": request.organization.name},
        url=reverse("request_for_me", args=[request.pk]),
    )
    return True


def _open_again(request: VerificationRequest) -> bool:
    """False where the same person has another open request for the job, which takes its place."""
    now = timezone.now()
    try:
        with transaction.atomic():
            if not move(
                request,
                to=RequestState.VIEWED,
                only_from=(RequestState.AUTHORIZED,),
                decided_at=None,
                viewed_at=request.viewed_at or now,
                remind_at=first_reminder(sent_at=now, deadline=request.deadline),
            ):
                return False
    except IntegrityError:
        request.refresh_from_db()
        return False
    stop_asking(request=request)
    # A portal is asked once about each claim, and may be asked anew with a guardian's agreement.
    PortalInquiry.objects.filter(row__request=request).delete()
    consent = end(request=request, why=ConsentEnd.AGE)
    # What was left out is chosen anew, too.
    request.requested_claims.update(
        included=True,
        answer=Answer.PENDING,
        layer="",
        source_name="",
        basis={},
        asked_at=None,
        answered_at=None,
    )
    if consent is not None:
        codes = {"request": str(request.pk), "why": str(ConsentEnd.AGE)}
        record(by=None, obj=consent, deed="consent_ended", codes=codes)
    record(by=None, obj=request, deed="request_open_again")
    emit(request=request, event=WebhookEvent.REQUEST_VIEWED)
    tell_requester(request=request, kind="permission_anew")
    return True
