"""Requests to an email address, in any state, for tests that need one there already."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from accounts.models import Organization, User
from employers.actions import deciding
from employers.actions.asking.invitations import hashed, token_of
from employers.actions.consent.consenting import Signature
from employers.consent.to_sign import to_sign
from employers.models import (
    BatchRow,
    RequestBatch,
    RequestedClaim,
    RequestState,
    SignMethod,
    VerificationRequest,
)

ITEMS = (("education", "Degree in nursing at CSU Fresno"), ("license", "Registered nurse"))


def make_request(
    *,
    organization: Organization,
    by: User | None = None,
    email: str = "nadia@people.example",
    name: str = "Nadia Nurse",
    state: str = RequestState.SENT,
    holder: User | None = None,
    items: tuple[tuple[str, str], ...] = ITEMS,
    **fields: object,
) -> VerificationRequest:
    values = {
        "organization": organization,
        "requested_by": by,
        "invited_email": email,
        "invited_name": name,
        "state": state,
        "holder": holder,
        "purpose": "Hiring decision for a job",
        "deadline": timezone.now() + dt.timedelta(days=14),
        "sent_at": None if state == RequestState.DRAFT else timezone.now(),
    }
    request = VerificationRequest(**{**values, **fields})
    request.token_hash = hashed(token_of(request))
    request.save(force_insert=True)
    RequestedClaim.objects.bulk_create(
        RequestedClaim(request=request, kind=kind, description=description, position=position)
        for position, (kind, description) in enumerate(items)
    )
    return request


def make_batch(
    *,
    organization: Organization,
    by: User,
    email: str = "nadia@people.example",
    name: str = "Nadia",
) -> RequestBatch:
    batch = RequestBatch.objects.create(
        organization=organization,
        created_by=by,
        filename="people.csv",
        items=[list(item) for item in ITEMS],
        purpose="Hiring decision for a job",
        expires_at=timezone.now() + dt.timedelta(days=2),
    )
    BatchRow.objects.create(
        batch=batch, line=2, name=name, email=email, items=[list(item) for item in ITEMS]
    )
    return batch


def signature_of(
    request: VerificationRequest,
    included: Collection[UUID] | None = None,
    method: SignMethod = SignMethod.PASSWORD,
) -> Signature:
    """What the holder would sign now, signed."""
    if included is None:
        included = set(request.requested_claims.values_list("id", flat=True))
    return Signature(to_sign(request=request, included=included).digest, method)


def authorize(
    *, request: VerificationRequest, by: User, included: Collection[UUID] | None = None
) -> VerificationRequest:
    """The holder signs what is shown now; all of it unless told otherwise."""
    if included is None:
        included = set(request.requested_claims.values_list("id", flat=True))
    signature = signature_of(request, included)
    return deciding.authorize(request=request, by=by, included=included, signature=signature)
