"""What a dispute means for the answers that organizations have: they learn of it at once, who said
it is asked again, and the correction reaches everybody who received the old answer."""

from django.db import transaction

from accounts.models import User
from employers.actions.answers.events import emit
from employers.actions.answers.signed_answers import sign_later
from employers.actions.answers.telling import tell_requester
from employers.actions.disputes.correcting import (
    answers_resting_on,
    correct,
    could_not_be_checked,
    derive_again,
    tell_readers_of_shares,
)
from employers.actions.portals import taking_back
from employers.actions.refusals import NotAllowed
from employers.layers import layer_named
from employers.models import (
    AttestedClaim,
    DisputedAnswer,
    Layer,
    RequestedClaim,
    WebhookEvent,
)
from employers.models.requested_claim import SAID
from passports.actions import disputes
from passports.models import Credential, Dispute, DisputeState


@transaction.atomic
def dispute_answer(
    *, row: RequestedClaim, what_is_wrong: str, what_is_right: str = "", by: User
) -> Dispute:
    """The holder objects to one answer of a request.

    Raises:
        NotAllowed: `by` is not the holder, or nothing was said of this claim.
        AlreadyDisputed: it is being looked into (`passports.actions.disputes`).
    """
    if row.request.holder_id != by.id or row.claim is None or row.answer not in SAID:
        raise NotAllowed("answer")
    dispute = disputes.open_dispute(
        claim=row.claim,
        credential=_said_by(row),
        what_is_wrong=what_is_wrong,
        what_is_right=what_is_right,
        by=by,
    )
    DisputedAnswer.objects.create(dispute=dispute, requested_claim=row)
    if dispute.credential is None:
        # Not found by its credential when the dispute was opened.
        _tell_and_ask_again(row, dispute)
    return dispute


def opened(dispute: Dispute) -> None:
    """Follows `open_dispute`, in its transaction."""
    for row in answers_resting_on(dispute):
        _tell_and_ask_again(row, dispute)
    _tell_other_portals(dispute)


def closed(dispute: Dispute) -> None:
    """Follows the closing of a dispute, in its transaction."""
    _stop_asking_again(dispute)
    _tell_other_portals(dispute)
    answers = answers_resting_on(dispute)
    for row in answers:
        # No longer under dispute.
        sign_later(row.request)
    if dispute.state == DisputeState.WITHDRAWN:
        return
    for row in answers:
        if dispute.state == DisputeState.CORRECTED:
            correct(row=row, reply=derive_again(row, reason="disputed"), dispute=dispute)
        elif dispute.state == DisputeState.UNRESOLVED:
            reply = could_not_be_checked(row, reason="dispute_unresolved")
            correct(row=row, reply=reply, dispute=dispute)
        else:
            tell_requester(request=row.request, kind="answer_stands")
    if dispute.state != DisputeState.STANDS:
        tell_readers_of_shares(dispute, kind="share_corrected")


def _tell_and_ask_again(row: RequestedClaim, dispute: Dispute) -> None:
    sign_later(row.request)
    emit(request=row.request, event=WebhookEvent.ANSWER_DISPUTED, rows=[row])
    tell_requester(request=row.request, kind="answer_disputed")
    if row.layer:
        layer_named(row.layer).again(row, dispute)


def _tell_other_portals(dispute: Dispute) -> None:
    """What they were told of the disputed credential is suspended, revoked or in force again."""
    if dispute.credential is not None:
        taking_back.follow(dispute.credential)


def _stop_asking_again(dispute: Dispute) -> None:
    """Whoever was asked once more and has not answered is not waited for."""
    for asked in AttestedClaim.objects.filter(dispute=dispute).select_related("row"):
        layer_named(Layer.ATTESTER).stop(asked.row)


def _said_by(row: RequestedClaim) -> Credential | None:
    """The credential on which the answer rests, while the holder has it."""
    reports = [each["report"] for each in row.basis.get("evidence", []) if each.get("report")]
    return Credential.objects.filter(reports__in=reports, holder=row.request.holder_id).first()
