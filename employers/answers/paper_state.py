"""What the address on an answer's paper tells whoever holds it: whether it still holds."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from employers.models import Correction, RemovedAnswer, VerificationRequest
from employers.models.requested_claim import SAID
from passports.models import Dispute


class PaperState(models.TextChoices):
    CURRENT = "current", _("This answer is current")
    CORRECTED = "corrected", _("This answer was corrected")
    DISPUTED = "disputed", _("This answer is under dispute")
    REMOVED = "removed", _("This answer was removed")


@dataclass(frozen=True, slots=True)
class Paper:
    state: PaperState
    when: datetime | None
    # For members of the organization alone; None once it was removed.
    request: VerificationRequest | None = None


def paper_of(token: str) -> Paper | None:
    """What the paper with this token tells now; None for a token that nobody gave out."""
    if not 20 <= len(token) <= 32:
        return None
    request = VerificationRequest.objects.filter(paper_token=token).first()
    if request is not None:
        state, when = state_of(request)
        return Paper(state, when, request)
    removed = RemovedAnswer.objects.filter(paper_token=token).first()
    return Paper(PaperState.REMOVED, removed.removed_at) if removed else None


def state_of(request: VerificationRequest) -> tuple[PaperState, datetime | None]:
    """Of an answered request, and since when it is so."""
    rows = request.requested_claims.filter(answer__in=SAID)
    disputes = Dispute.objects.open().filter(claim__in=rows.values("claim"))
    disputed = disputes.order_by("created_at").first()
    if disputed is not None:
        return PaperState.DISPUTED, disputed.created_at
    corrections = Correction.objects.filter(requested_claim__request=request)
    corrected = corrections.aggregate(newest=Max("created_at"))["newest"]
    if corrected is not None:
        return PaperState.CORRECTED, corrected
    return PaperState.CURRENT, request.completed_at
