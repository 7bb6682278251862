"""While who asks is suspended, the time of those who are asked does not run.

Nobody can answer by file or program then, nobody is reminded, and nothing expires. When it ends,
the end of each question and its next reminder move by as long as it took. A question does not wait
for ever: with the permission, after 90 days, it is stopped.
"""

from django.db.models import F

from accounts.models import Vetting, VettingDecision
from employers.models import AttestationRequest, VerificationRequest
from employers.models.attestation_request import OPEN_ATTESTATIONS


def go_on(decision: VettingDecision) -> int:
    """Follows a decision about an organization, in its transaction.

    Args:
        decision: of any kind; only the end of a suspension changes something.

    Returns: how many questions got more time.
    """
    if (decision.from_state, decision.to_state) != (Vetting.SUSPENDED, Vetting.VETTED):
        return 0
    before = VettingDecision.objects.filter(
        organization=decision.organization_id, to_state=Vetting.SUSPENDED
    )
    began = before.order_by("-created_at").values_list("created_at", flat=True).first()
    if began is None:
        return 0
    pause = decision.created_at - began
    asked = VerificationRequest.objects.filter(organization=decision.organization_id)
    waiting = AttestationRequest.objects.filter(
        state__in=OPEN_ATTESTATIONS, request__in=asked.values("pk")
    )
    return waiting.update(
        expires_at=F("expires_at") + pause, next_reminder_at=F("next_reminder_at") + pause
    )
