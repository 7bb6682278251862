"""Asking somebody by email address: drafts, sending, discarding.

To the requester it is the same whether the address belongs to an account or not: what depends on
that happens in the background (employers/actions/asking/invitations.py)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import unasked_mail
from accounts.models import Organization, User
from employers.actions.asking.invitations import MAIL_WORK, hashed, token_of
from employers.actions.refusals import AlreadyAsked, MoveLost, NotAllowed, TooMany
from employers.actions.reminding import first_reminder
from employers.actions.requests import require_role
from employers.asking.purposes import PurposeCode
from employers.models import RequestedClaim, RequestState, VerificationRequest
from employers.models.asked_items import Item, items_of
from employers.models.verification_request import OPEN_STATES, USUALLY_KEPT_DAYS
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue

# Open requests of one organization to one address.
MOST_OPEN_TO_ADDRESS = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """What a request says beside the claims. `deadline` is aware."""

    purpose: str
    deadline: dt.datetime
    purpose_code: str = PurposeCode.HIRING
    reference: str = ""
    message: str = ""
    kept_days: int = USUALLY_KEPT_DAYS


@transaction.atomic
def save_draft(
    *,
    organization: Organization,
    by: User,
    email: str,
    name: str,
    items: Sequence[Item],
    terms: Terms,
    draft: VerificationRequest | None = None,
) -> VerificationRequest:
    """Keep a request for later; nobody is told.

    Args:
        items: (kind, what the requester calls it), at least one.
        draft: the one to change, instead of a new one.

    Raises:
        NotAllowed: `by` may not ask for the organization.
        MoveLost: the draft was sent or discarded in the meantime.
        ValidationError: the items are none.
    """
    require_role(by=by, organization=organization)
    changes = {
        "requested_by": by,
        "invited_email": email.strip().lower(),
        "invited_name": name,
        "purpose_code": PurposeCode(terms.purpose_code),
        "purpose": terms.purpose,
        "reference": terms.reference,
        "message": terms.message,
        "deadline": terms.deadline,
        "kept_days": terms.kept_days,
    }
    wanted = items_of(list(items))
    if draft is None:
        request = VerificationRequest(
            organization=organization, state=RequestState.DRAFT, **changes
        )
        request.save(force_insert=True)
    else:
        request = _changed(draft, organization, changes)
        request.requested_claims.all().delete()
    RequestedClaim.objects.bulk_create(
        RequestedClaim(request=request, kind=kind, description=description, position=position)
        for position, (kind, description) in enumerate(wanted)
    )
    record(by=by, obj=request, deed="request_drafted", codes={"claims": len(wanted)})
    return request


@transaction.atomic
def send_draft(*, request: VerificationRequest, by: User) -> VerificationRequest:
    """Send a draft. The invitation goes out after the commit.

    Raises:
        NotAllowed: `by` may not ask for the organization.
        AlreadyAsked: this address has an open request for the same job.
        TooMany: this address has several open requests of this organization.
        MoveLost: sent or discarded in the meantime.
    """
    require_role(by=by, organization=request.organization)
    open_ones = VerificationRequest.objects.filter(
        organization=request.organization,
        invited_email=request.invited_email,
        state__in=OPEN_STATES,
    )
    if not request.invited_email:
        raise NotAllowed("address")
    if open_ones.count() >= MOST_OPEN_TO_ADDRESS:
        raise TooMany
    now = timezone.now()
    try:
        with transaction.atomic():
            moved = move(
                request,
                to=RequestState.SENT,
                only_from=[RequestState.DRAFT],
                requested_by=by,
                created_at=now,
                sent_at=now,
                remind_at=first_reminder(sent_at=now, deadline=request.deadline),
                token_hash=hashed(token_of(request)),
            )
    except IntegrityError as error:
        raise AlreadyAsked from error
    if not moved:
        raise MoveLost
    claims = request.requested_claims.count()
    record(by=by, obj=request, deed="request_sent", codes={"claims": claims})
    due_at = unasked_mail.due_at(to=request.invited_email, wish_of=request.organization_id)
    enqueue(MAIL_WORK, request.id, due_at=due_at)
    return request


@transaction.atomic
def ask(
    *,
    organization: Organization,
    by: User,
    email: str,
    name: str,
    items: Sequence[Item],
    terms: Terms,
    draft: VerificationRequest | None = None,
) -> VerificationRequest:
    """Ask somebody at an email address, at once. Raises what the two others raise."""
    request = save_draft(
        organization=organization,
        by=by,
        email=email,
        name=name,
        items=items,
        terms=terms,
        draft=draft,
    )
    return send_draft(request=request, by=by)


@transaction.atomic
def discard_draft(*, request: VerificationRequest, by: User) -> None:
    """Remove a draft for good: nobody was asked.

    Raises:
        NotAllowed: `by` may not ask for the organization.
        MoveLost: sent or discarded in the meantime.
    """
    require_role(by=by, organization=request.organization)
    drafts = VerificationRequest.objects.filter(pk=request.pk, state=RequestState.DRAFT)
    # Locked: who sends it at this instant waits, and is told; or this one is.
    found = drafts.select_for_update().first()
    if found is None:
        raise MoveLost
    record(by=by, obj=request, deed="request_draft_discarded")
    found.delete()


def _changed(
    draft: VerificationRequest, organization: Organization, changes: dict[str, object]
) -> VerificationRequest:
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.fold()
    changed = VerificationRequest.objects.filter(
        pk=draft.pk, organization=organization, state=RequestState.DRAFT
    ).update(**changes, search_folded=draft.search_folded)
    if not changed:
        raise MoveLost
    return draft
