"""What an attester does with a request: answer it, decline it, hand it to a colleague."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import User
from employers.actions.answering import ask_next
from employers.actions.attesters.attesting import create, take_turn
from employers.actions.refusals import NotOpen
from employers.attesters import knowing as attesters
from employers.models import AttestationRequest, AttestationState, AttestedClaim, Said
from employers.models.attestation_request import MOST_HAND_OVERS
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue

SIGN_WORK = "employers.sign_answer"
RECEIPT_WORK = "employers.mail_receipt"


class Changed(NotOpen, ValueError):
    """These are not the claims that are asked now."""


class TooManyHandOvers(Exception):
    """It went through so many hands already."""


class CannotBeAsked(Exception):
    """This address cannot be asked; the text says why."""


@dataclass(frozen=True, slots=True)
class OneAnswer:
    """What is said of one claim; `right` holds what is right where it differs, as texts."""

    claim: AttestedClaim
    said: Said
    right: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def answer(
    *,
    attestation: AttestationRequest,
    answers: Sequence[OneAnswer],
    name: str,
    role: str,
    by: User | None = None,
) -> None:
    """Take the answer; it is signed, stored and disclosed by a worker. Uses the link up.

    What somebody has written while who asks was suspended is kept: the person gets the credential,
    and who asks gets the answer if it may ask again.

    Args:
        answers: one for each claim that is still asked.
        name, role: as the attester typed them.
        by: the member who answers in the inbox of an organization; None for the link.

    Raises:
        NotOpen: answered, declined, handed over, stopped or expired in the meantime.
        Changed: an answer is missing, or for a claim that is not asked any more.
    """
    take_turn(attestation=attestation)
    waiting = set(attestation.claims.filter(said=Said.ASKED).values_list("pk", flat=True))
    if waiting != {each.claim.pk for each in answers}:
        if not waiting:
            raise NotOpen
        raise Changed("one answer for each claim that is asked")
    now = timezone.now()
    if not (attestation.is_open or attestation.is_paused) or not move(
        attestation,
        to=AttestationState.ANSWERED,
        ended_at=now,
        typed_name=name,
        typed_role=role,
        answered_by=by,
    ):
        raise NotOpen
    for each in answers:
        if not move(each.claim, to=each.said, by_field="said", right=dict(each.right)):
            raise NotOpen
    said = {f"said_{each}": sum(one.said == each for one in answers) for each in Said.values}
    record(
        by=by,
        obj=attestation,
        deed="attestation_answered",
        codes={name: number for name, number in said.items() if number},
        actor_kind="" if by else "link",
    )
    enqueue(SIGN_WORK, attestation.id)
    enqueue(RECEIPT_WORK, attestation.id)


@transaction.atomic
def decline(*, attestation: AttestationRequest, by: User | None = None) -> None:
    """Say nothing about any of it: it could not be checked, which says nothing against anybody.

    Raises NotOpen.
    """
    take_turn(attestation=attestation)
    if not attestation.is_open or not move(
        attestation, to=AttestationState.DECLINED, ended_at=timezone.now(), answered_by=by
    ):
        raise NotOpen
    record(by=by, obj=attestation, deed="attestation_declined", actor_kind="" if by else "link")
    give_up(attestation=attestation, reason="attester_declined")
    tell_holder(attestation=attestation, kind="attester_declined")


@transaction.atomic
def hand_over(
    *, attestation: AttestationRequest, email: str, name: str, role: str
) -> list[AttestationRequest]:
    """Pass the question to the right colleague: the old link is dead, the holder is told.

    The new address is judged like the first one. Raises NotOpen, TooManyHandOvers, CannotBeAsked.
    """
    holder = attestation.request.holder
    if not attestation.is_open or holder is None:
        raise NotOpen
    if attestation.hand_overs >= MOST_HAND_OVERS:
        raise TooManyHandOvers
    if refusal := attesters.refusal_of(email, holder):
        raise CannotBeAsked(refusal)
    take_turn(attestation=attestation)
    waiting = list(attestation.claims.filter(said=Said.ASKED).select_related("revision"))
    if not waiting or not move(
        attestation, to=AttestationState.HANDED_OVER, ended_at=timezone.now()
    ):
        raise NotOpen
    following: dict[attesters.Attester, AttestationRequest] = {}
    for each in waiting:
        move(each, to=Said.STOPPED, by_field="said")
        # An address may speak for the organization of one claim and not for that of another.
        # A colleague reads what the one who passes it on reads, as far as anybody knows.
        attester = attesters.attester_at(
            email, each.revision, name=name, role=role, language=attestation.language
        )
        if attester not in following:
            following[attester] = create(
                request=attestation.request, attester=attester, handed_from=attestation
            )
        AttestedClaim.objects.create(
            attestation=following[attester],
            row=each.row,
            revision=each.revision,
            position=each.position,
            dispute_id=each.dispute_id,
        )
    record(by=None, obj=attestation, deed="attestation_handed_over", actor_kind="link")
    tell_holder(attestation=attestation, kind="attester_handed_over")
    return list(following.values())


def give_up(*, attestation: AttestationRequest, reason: str) -> None:
    """Nothing comes from this attester any more: the next layer is tried for each claim."""
    for each in attestation.claims.filter(said=Said.ASKED).select_related("row__request"):
        move(each, to=Said.STOPPED, by_field="said")
        ask_next(row=each.row, reason=reason)


def tell_holder(*, attestation: AttestationRequest, kind: str) -> None:
    request = attestation.request
    if request.holder is None:
        return
    notify(
        user=request.holder,
        kind=kind,
        params={"organization": request.organization.name},
        url=reverse("request_for_me", args=[request.id]),
    )
