"""What a requester does with a verification request: send it, withdraw it.

Each move of a state is one conditional UPDATE, so of two deeds at the same instant one wins and
the other is told (`MoveLost`)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import Membership, Organization, Role, User
from employers.actions.answering import stop_asking
from employers.actions.protecting.undelivered import decline_later, is_blocked
from employers.actions.refusals import MoveLost, NotAllowed
from employers.actions.reminding import first_reminder
from employers.asking.purposes import PurposeCode
from employers.models import RequestedClaim, RequestState, VerificationRequest
from employers.models.verification_request import USUALLY_KEPT_DAYS
from passports.models import Claim, Share
from portal.kernel.audit import record
from portal.kernel.moves import move

MAY_ASK = (Role.OWNER, Role.RECRUITER)


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
    purpose_code: str = PurposeCode.HIRING,
    kept_days: int = USUALLY_KEPT_DAYS,
) -> VerificationRequest:
    """Ask the holder of a live share to have some of its claims verified.

    Args:
        share: a live share that `organization` was given; only its claims can be named.
        deadline: aware; the request expires then if the holder has not decided.
        kept_days: for how many days the organization keeps the answer.

    Raises:
        NotAllowed: the organization is not vetted, `by` may not ask for it, the share is not
            its own or not live, or a claim is not part of the share.
    """
    require_role(by=by, organization=organization)
    if share.organization_id != organization.id or not share.is_live:
        raise NotAllowed("share")
    named = list(claims)
    offered = set(
        share.shared_claims.filter(claim__hidden=False).values_list("claim_id", flat=True)
    )
    if not named or any(claim.id not in offered for claim in named):
        raise NotAllowed("claims")
    now = timezone.now()
    blocked = is_blocked(holder=share.holder, organization=organization)
    request = VerificationRequest.objects.create(
        organization=organization,
        requested_by=by,
        holder=share.holder,
        share=share,
        purpose_code=PurposeCode(purpose_code),
        purpose=purpose,
        reference=reference,
        message=message,
        deadline=deadline,
        kept_days=kept_days,
        sent_at=now,
        remind_at=first_reminder(sent_at=now, deadline=deadline),
        undelivered=blocked,
    )
    RequestedClaim.objects.bulk_create(
        RequestedClaim(request=request, claim=claim, kind=claim.kind, position=position)
        for position, claim in enumerate(named)
    )
    record(by=by, obj=request, deed="request_sent", codes={"claims": len(named)})
    if blocked:
        decline_later(request)
    else:
        notify(
            user=share.holder,
            kind="request_received",
            params={"organization": organization.name},
            url=reverse("request_for_me", args=[request.id]),
        )
    return request


@transaction.atomic
def withdraw(*, request: VerificationRequest, by: User) -> VerificationRequest:
    """The requester takes the request back; what was answered already stays answered.

    Raises:
        NotAllowed: `by` may not ask for this organization.
        MoveLost: completed, declined or expired in the meantime.
    """
    require_role(by=by, organization=request.organization)
    if not move(request, to=RequestState.WITHDRAWN, kept_until=request.term_from_now):
        raise MoveLost
    stop_asking(request=request)
    record(by=by, obj=request, deed="request_withdrawn")
    if request.holder and not request.undelivered:
        notify(
            user=request.holder,
            kind="request_withdrawn",
            params={"organization": request.organization.name},
            url=reverse("request_for_me", args=[request.id]),
        )
    return request


def require_role(*, by: User, organization: Organization) -> None:
    """Raises NotAllowed unless `by` may ask for this organization now."""
    allowed = Membership.objects.active().filter(
        user=by, organization=organization, role__in=MAY_ASK
    )
    if not allowed.exists():
        raise NotAllowed("role")
