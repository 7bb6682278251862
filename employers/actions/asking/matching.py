"""The holder says which of their claims is meant, where a request names a kind only."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from employers.actions.refusals import MoveLost, NotAllowed
from employers.models import VerificationRequest
from employers.models.verification_request import OPEN_STATES
from passports.models import Claim
from portal.kernel.audit import record


@transaction.atomic
def match(
    *, request: VerificationRequest, by: User, chosen: Mapping[UUID, Claim | None]
) -> VerificationRequest:
    """Keep which claim answers which item, until the holder authorizes. The requester does not
    see it before that.

    Args:
        chosen: the claim, or None, by the id of the `RequestedClaim`; of the same kind, of the
            holder, each claim once. Items that are not named here stay as they are.

    Raises:
        NotAllowed: `by` is not the holder, or an item or claim is not of this request or holder.
        MoveLost: the request is closed.
    """
    if request.holder_id != by.id or request.undelivered or not request.organization.is_vetted:
        raise NotAllowed("holder")
    # An UPDATE and not a look: an authorization at the same instant waits, and sees the new choice.
    still_open = VerificationRequest.objects.filter(pk=request.pk, state__in=OPEN_STATES)
    if not still_open.update(holder=by):
        raise MoveLost
    rows = {row.pk: row for row in request.requested_claims.exclude(description="")}
    if not rows:
        # The claims were named by the requester: there is nothing to say.
        return request
    mine = set(Claim.objects.of(by).values_list("pk", flat=True))
    for row_id, claim in chosen.items():
        row = rows.get(row_id)
        if row is None or (claim and (claim.pk not in mine or claim.kind != row.kind)):
            raise NotAllowed("claim")
    named = [claim.pk for claim in chosen.values() if claim]
    try:
        with transaction.atomic():
            # Emptied first: two items may change places.
            request.requested_claims.filter(pk__in=list(chosen)).update(claim=None)
            for row_id, claim in chosen.items():
                request.requested_claims.filter(pk=row_id).update(claim=claim)
    except IntegrityError as error:
        raise NotAllowed("claim twice") from error
    record(by=by, obj=request, deed="request_matched", codes={"claims": len(named)})
    return request
