"""Deeds on verification requests. Each move of a state is one conditional UPDATE, so of two
deeds at the same instant one wins and the other is told (`MoveLost`)."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import Membership, Organization, Role, User
from employers.answers import answer_from_held
from employers.models import Answer, RequestedClaim, RequestState, VerificationRequest
from passports.models import Claim, Disclosure, Share, VerificationReport
from passports.shared_view import entries_of
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue

# How long an organization keeps an answer; said to the holder before authorizing.
KEPT_DAYS = 90
MAY_ASK = (Role.OWNER, Role.RECRUITER)


class MoveLost(Exception):
    """Somebody else has decided in the meantime; the request is no longer in a state for this."""


class NotAllowed(Exception):
    """The actor may not do this to this object."""


@transaction.atomic
def send(
    *,
    organization: Organization,
    by: User,
    share: Share,
    claims: Iterable[Claim],
    purpose: str,
    deadline: dt.datetime,
    reference: str = "",
    message: str = "",
) -> VerificationRequest:
    """Ask the holder of a live share to have some of its claims verified.

    Args:
        share: a live share that `organization` was given; only its claims can be named.
        deadline: aware; the request expires then if the holder has not decided.

    Raises:
        NotAllowed: the organization is not vetted, `by` may not ask for it, the share is not
            its own or not live, or a claim is not part of the share.
    """
    _require_role(by=by, organization=organization)
    if share.organization_id != organization.id or not share.is_live:
        raise NotAllowed("share")
    named = list(claims)
    offered = set(
        share.shared_claims.filter(claim__hidden=False).values_list("claim_id", flat=True)
    )
    if not named or any(claim.id not in offered for claim in named):
        raise NotAllowed("claims")
    request = VerificationRequest.objects.create(
        organization=organization,
        requested_by=by,
        holder=share.holder,
        share=share,
        purpose=purpose,
        reference=reference,
        message=message,
        deadline=deadline,
    )
    RequestedClaim.objects.bulk_create(
        RequestedClaim(request=request, claim=claim, kind=claim.kind, position=position)
        for position, claim in enumerate(named)
    )
    record(by=by, obj=request, deed="request_sent", codes={"claims": len(named)})
    notify(
        user=share.holder,
        kind="request_received",
        params={"organization": organization.name},
        url=reverse("request_for_me", args=[request.id]),
    )
    return request


@transaction.atomic
def see(*, request: VerificationRequest, by: User) -> None:
    """Note that the holder has read the request. Once; a later look changes nothing."""
    if request.state == RequestState.SENT and move(
        request, to=RequestState.VIEWED, viewed_at=timezone.now()
    ):
        record(by=by, obj=request, deed="request_viewed")


@transaction.atomic
def authorize(
    *, request: VerificationRequest, by: User, included: Collection[UUID]
) -> VerificationRequest:
    """The holder agrees that the chosen claims are answered; the others count as declined.

    Args:
        included: ids of `RequestedClaim` rows to answer; at least one.

    Raises:
        NotAllowed: `by` is not the holder, or nothing of the request is chosen.
        MoveLost: the request was decided, withdrawn or has expired in the meantime.
    """
    rows = _of_holder(request=request, by=by)
    chosen = [row for row in rows if row.id in included and row.claim_id is not None]
    if not chosen:
        raise NotAllowed("nothing chosen")
    if request.deadline <= timezone.now():
        raise MoveLost
    if not move(request, to=RequestState.AUTHORIZED, decided_at=timezone.now()):
        raise MoveLost
    left_out = request.requested_claims.exclude(id__in=[row.id for row in chosen])
    left_out.update(included=False, answer=Answer.DECLINED, answered_at=timezone.now())
    record(
        by=by,
        obj=request,
        deed="request_authorized",
        codes={"included": len(chosen), "of": len(rows)},
    )
    enqueue("employers.answer_request", request.id)
    return request


@transaction.atomic
def decline(*, request: VerificationRequest, by: User) -> VerificationRequest:
    """The holder answers nothing. The requester learns that, and no reason.

    Raises:
        NotAllowed: `by` is not the holder.
        MoveLost: decided, withdrawn or expired in the meantime.
    """
    _of_holder(request=request, by=by)
    if not move(request, to=RequestState.DECLINED, decided_at=timezone.now()):
        raise MoveLost
    request.requested_claims.update(
        included=False, answer=Answer.DECLINED, answered_at=timezone.now()
    )
    record(by=by, obj=request, deed="request_declined")
    _tell_requester(request, "request_declined")
    return request


@transaction.atomic
def withdraw(*, request: VerificationRequest, by: User) -> VerificationRequest:
    """The requester takes the request back; what was answered already stays answered.

    Raises:
        NotAllowed: `by` may not ask for this organization.
        MoveLost: completed, declined or expired in the meantime.
    """
    _require_role(by=by, organization=request.organization)
    if not move(request, to=RequestState.WITHDRAWN):
        raise MoveLost
    record(by=by, obj=request, deed="request_withdrawn")
    if request.holder:
        notify(
            user=request.holder,
            kind="request_withdrawn",
            params={"organization": request.organization.name},
            url=reverse("request_for_me", args=[request.id]),
        )
    return request


@transaction.atomic
def expire_overdue(*, at_most: int = 500) -> int:
    """Close the requests whose deadline has passed undecided. Run by the beat.

    Returns: how many were closed by this call.
    """
    closed = 0
    for request in VerificationRequest.objects.overdue()[:at_most]:
        if move(request, to=RequestState.EXPIRED):
            record(by=None, obj=request, deed="request_expired")
            _tell_requester(request, "request_expired")
            closed += 1
    return closed


@transaction.atomic
def forget_old(*, at_most: int = 500) -> int:
    """Remove answers that the organization may not keep any longer. Run by the beat.

    Returns: how many requests were removed.
    """
    old = VerificationRequest.objects.filter(
        completed_at__lt=timezone.now() - dt.timedelta(days=KEPT_DAYS)
    )[:at_most]
    for request in old:
        record(by=None, obj=request, deed="request_forgotten")
        request.delete()
    return len(old)


def answer(*, request: VerificationRequest) -> None:
    """Answer every included claim from the credentials held, and complete the request.

    Runs inside the finishing transaction of its work row; a request that was withdrawn in the
    meantime discloses nothing.
    """
    if not move(request, to=RequestState.COMPLETED, completed_at=timezone.now()):
        return
    holder = request.holder
    if holder is None:
        return
    rows = list(request.requested_claims.filter(included=True).select_related("claim__current"))
    disclosure = Disclosure.objects.create(
        holder=holder,
        organization=request.organization,
        viewer=request.requested_by,
        purpose=request.purpose,
        shown=entries_of(row.claim for row in rows if row.claim and not row.claim.removed_at),
    )
    for row in rows:
        if row.claim is None or row.claim.current is None or row.claim.removed_at is not None:
            _store(row, Answer.COULD_NOT_BE_CHECKED, {"evidence": [], "reason": "claim_removed"})
            continue
        held = answer_from_held(row.claim)
        _store(row, held.answer, held.basis)
        disclosure.revisions.add(row.claim.current)
        disclosure.reports.add(*VerificationReport.objects.filter(pk__in=held.report_ids))
    record(by=None, obj=request, deed="request_completed")
    _tell_requester(request, "request_answered")
    notify(
        user=holder,
        kind="request_disclosed",
        params={"organization": request.organization.name},
        url=reverse("request_for_me", args=[request.id]),
    )


def _store(row: RequestedClaim, outcome: Answer, basis: dict[str, object]) -> None:
    row.answer, row.basis, row.answered_at = outcome, basis, timezone.now()
    row.save(update_fields=["answer", "basis", "answered_at"])


def _of_holder(*, request: VerificationRequest, by: User) -> list[RequestedClaim]:
    if request.holder_id != by.id or not request.organization.is_vetted:
        raise NotAllowed("holder")
    return list(request.requested_claims.all())


def _require_role(*, by: User, organization: Organization) -> None:
    allowed = Membership.objects.active().filter(
        user=by, organization=organization, role__in=MAY_ASK
    )
    if not allowed.exists():
        raise NotAllowed("role")


def _tell_requester(request: VerificationRequest, kind: str) -> None:
    if request.requested_by is None:
        return
    still_there = Membership.objects.active().filter(
        user=request.requested_by, organization=request.organization
    )
    if still_there.exists():
        notify(
            user=request.requested_by,
            kind=kind,
            params={"reference": request.reference or request.purpose},
            url=reverse("employer_request", args=[request.id]),
        )
