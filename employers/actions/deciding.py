"""What a holder does with a verification request: read, narrow, authorize, decline."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import AgeBand, User
from employers.actions.answering import BEGIN_WORK
from employers.actions.answers.events import emit
from employers.actions.answers.telling import tell_requester
from employers.actions.consent.consenting import Changed, Signature, end, sign
from employers.actions.refusals import MoveLost, NotAllowed
from employers.consent.to_sign import to_sign
from employers.models import (
    Answer,
    ConsentEnd,
    RequestedClaim,
    RequestState,
    SignedConsent,
    VerificationRequest,
    WebhookEvent,
)
from employers.models.verification_request import OPEN_STATES
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue


@transaction.atomic
def see(*, request: VerificationRequest, by: User) -> None:
    """Note that the holder has read the request. Once; a later look changes nothing."""
    if request.state == RequestState.SENT and move(
        request, to=RequestState.VIEWED, viewed_at=timezone.now()
    ):
        record(by=by, obj=request, deed="request_viewed")
        emit(request=request, event=WebhookEvent.REQUEST_VIEWED)


@transaction.atomic
def authorize(
    *,
    request: VerificationRequest,
    by: User,
    included: Collection[UUID],
    signature: Signature,
) -> VerificationRequest:
    """The holder signs that the chosen claims are answered; the others count as declined.

    Args:
        included: ids of `RequestedClaim` rows to answer; at least one.
        signature: of exactly what `to_sign` says about this request and these claims now.

    Raises:
        NotAllowed: `by` is not the holder, is not known to be 18 or over, or nothing of the
            request is chosen.
        MoveLost: the request was decided, withdrawn or has expired in the meantime.
        Changed: what was shown is not what would be authorized; nothing is stored.
    """
    rows = _of_holder(request=request, by=by)
    chosen = [row for row in rows if row.id in included and row.claim_id is not None]
    if not chosen:
        raise NotAllowed("nothing chosen")
    if by.age_band != AgeBand.ADULT:
        raise NotAllowed("age")
    if request.deadline <= timezone.now():
        raise MoveLost
    if not move(request, to=RequestState.AUTHORIZED, decided_at=timezone.now()):
        raise MoveLost
    # After the move, so that nothing of the request can change under what is compared.
    consent = sign(request=request, by=by, included=included, signature=signature)
    _put_in_force(request, consent, by)
    return request


@transaction.atomic
def authorize_signed(*, consent: SignedConsent) -> None:
    """What a minor signed is authorized, because a guardian agreed.

    Raises:
        MoveLost: the request was decided, withdrawn or has expired in the meantime, or the
            signature is no longer in force.
        Changed: what was signed is not what would be authorized now.
    """
    request = consent.request
    if (
        consent.holder is None
        or not request.organization.is_vetted
        or request.deadline <= timezone.now()
    ):
        raise MoveLost
    if not move(request, to=RequestState.AUTHORIZED, decided_at=timezone.now()):
        raise MoveLost
    included = {UUID(row) for row in consent.included}
    shown = to_sign(request=request, included=included, language=consent.content["language"])
    if shown.digest != consent.digest:
        raise Changed
    # By the guardian, who has no account: that the minor signed was recorded before.
    _put_in_force(request, consent, None)


def _put_in_force(request: VerificationRequest, consent: SignedConsent, by: User | None) -> None:
    live = SignedConsent.objects.live().filter(pk=consent.pk)
    if not live.update(authorized_at=request.decided_at):
        raise MoveLost
    left_out = request.requested_claims.exclude(id__in=consent.included)
    left_out.update(included=False, answer=Answer.DECLINED, answered_at=timezone.now())
    record(
        by=by,
        obj=request,
        deed="request_authorized",
        codes={"included": len(consent.included), "of": request.requested_claims.count()},
        actor_kind="" if by else "link",
    )
    enqueue(BEGIN_WORK, request.id)
    emit(request=request, event=WebhookEvent.REQUEST_AUTHORIZED)


@transaction.atomic
def decline(
    *, request: VerificationRequest, by: User, by_guardian: bool = False
) -> VerificationRequest:
    """The holder answers nothing, or a guardian refuses for them. The requester learns that, and
    no reason.

    Raises:
        NotAllowed: `by` is not the holder.
        MoveLost: decided, withdrawn or expired in the meantime.
    """
    _of_holder(request=request, by=by)
    # From authorized, this would take a consent back: another deed.
    if not move(
        request,
        to=RequestState.DECLINED,
        only_from=OPEN_STATES,
        decided_at=timezone.now(),
        kept_until=request.term_from_now,
    ):
        raise MoveLost
    request.requested_claims.update(
        included=False, answer=Answer.DECLINED, answered_at=timezone.now()
    )
    end(request=request, why=ConsentEnd.DECLINED)
    if by_guardian:
        record(by=None, obj=request, deed="request_declined", actor_kind="link")
    else:
        record(by=by, obj=request, deed="request_declined")
    emit(request=request, event=WebhookEvent.REQUEST_DECLINED)
    tell_requester(request=request, kind="request_declined")
    return request


def _of_holder(*, request: VerificationRequest, by: User) -> list[RequestedClaim]:
    if request.holder_id != by.id or request.undelivered or not request.organization.is_vetted:
        raise NotAllowed("holder")
    return list(request.requested_claims.all())
