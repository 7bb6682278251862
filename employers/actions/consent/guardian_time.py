"""What time does to guardians' answers: they come too late, and their addresses are forgotten."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from employers.actions.consent.consenting import end
from employers.actions.consent.guardians import take_turn, tell_holder
from employers.actions.refusals import NotOpen
from employers.models import ConsentEnd, GuardianConsent, GuardianState, RequestState
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record
from portal.kernel.moves import move

FORGOTTEN_AFTER = dt.timedelta(days=30)


def expire_overdue(*, at_most: int = 500) -> int:
    """End the signatures whose guardian has not answered in time. Run by the beat.

    Returns: how many ended by this call.
    """
    due = GuardianConsent.objects.filter(
        state=GuardianState.ASKED, expires_at__lte=timezone.now()
    ).values_list("pk", flat=True)
    return sum(_expire(pk) for pk in list(due[:at_most]))


@transaction.atomic
def _expire(pk: UUID) -> bool:
    try:
        guardian = take_turn(pk=pk)
    except NotOpen:
        return False
    if not move(guardian, to=GuardianState.EXPIRED):
        return False
    record(by=None, obj=guardian, deed="guardian_expired")
    consent, request = guardian.consent, guardian.consent.request
    if consent.withdrawn_at is not None:
        # Withdrawn, declined, or signed anew: it is known.
        return True
    end(request=request, why=ConsentEnd.NOT_AGREED)
    if guardian.is_needed and request.state in (*OPEN_STATES, RequestState.EXPIRED):
        tell_holder(guardian, "guardian_silent")
    return True


def forget_addresses(*, at_most: int = 500) -> int:
    """Forget the addresses of guardians some time after there is nothing to withdraw. Run by the
    beat. Returns how many."""
    before = timezone.now() - FORGOTTEN_AFTER
    unfinished = (*OPEN_STATES, RequestState.AUTHORIZED)
    ended = GuardianConsent.objects.filter(created_at__lt=before, expires_at__lt=before)
    due = ended.exclude(email="").exclude(consent__request__state__in=unfinished)
    ids = list(due.values_list("pk", flat=True)[:at_most])
    return int(GuardianConsent.objects.filter(pk__in=ids).update(email=""))
