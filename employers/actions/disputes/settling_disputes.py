"""What an attester says when asked once more settles the dispute of their earlier answer."""

from django.db import transaction

from employers.actions.disputes.correcting import correct
from employers.layers.reply import Reply
from employers.models import AttestedClaim
from passports.actions import disputes, issuing_status, verification
from passports.actions.turns import take_turn
from passports.models import DisputeState, IssuedState


@transaction.atomic
def settle_dispute(*, asked: AttestedClaim, reply: Reply) -> None:
    """The attester has answered again: correct the old answer, or let it stand.

    A credential that turned out wrong is revoked, so that it answers nothing from then on.
    """
    dispute = asked.dispute
    if dispute is None or dispute.state != DisputeState.OPEN:
        return
    take_turn([dispute.credential_id])
    if correct(row=asked.row, reply=reply, dispute=dispute):
        _revoke_earlier(asked)
        disputes.close(dispute=dispute, to=DisputeState.CORRECTED, by=None)
    else:
        disputes.close(dispute=dispute, to=DisputeState.STANDS, by=None)


def _revoke_earlier(asked: AttestedClaim) -> None:
    earlier = AttestedClaim.objects.filter(
        row=asked.row, issued__isnull=False, issued__state=IssuedState.VALID
    ).exclude(pk=asked.pk)
    for each in earlier.select_related("issued", "credential"):
        if each.issued is None:
            continue
        issuing_status.set_state(
            credential=each.issued, to=IssuedState.REVOKED, reason="corrected", by=None
        )
        if each.credential is not None:
            verification.request(credential=each.credential, by=None)
