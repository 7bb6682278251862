"""Looking for the proofs of domains: when an owner asks, until they are found, and every week."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.actions.domain_proofs import CHECK_WORK, WARNING_DAYS, settle
from accounts.actions.owners import tell_owners
from accounts.domain_proofs import NotFound, machine_methods, method_of
from accounts.models import DomainProof, ProofState, User
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import Effect, enqueue, enqueue_many

# A record that is not seen yet is looked for again after these pauses, then daily.
_PAUSES = [timedelta(minutes=10), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6)]
# So many checks in vain, and the portal waits to be asked.
GIVE_UP_AFTER = 20
# So many failed checks in a row, one a day, and a proven domain is proven no longer.
LOST_AFTER = 4
BATCH = 500


@transaction.atomic
def check_now(*, proof: DomainProof, by: User) -> None:
    """Look for the proof as soon as a worker is free."""
    if proof.method not in machine_methods() or proof.state == ProofState.ENDED:
        return
    record(by=by, obj=proof, deed="domain_check_asked")
    enqueue(CHECK_WORK, proof.id)


def enqueue_due() -> int:
    """What the beat does: queue a check of every proof whose time has come. Returns how many."""
    now = timezone.now()
    due = DomainProof.objects.open().filter(next_check_at__lte=now).order_by("next_check_at")
    ids = list(due.values_list("id", flat=True)[:BATCH])
    enqueue_many(CHECK_WORK, ids)
    return len(ids)


def check(proof_id: UUID) -> Effect | None:
    """Look for one proof, outside any transaction. What was found is stored with the work row."""
    proof = DomainProof.objects.open().select_related("organization").filter(id=proof_id).first()
    if proof is None:
        return None
    method = method_of(proof.method)
    if method.check is None:
        return lambda: _age(proof, timedelta(days=method.valid_days or 0))
    try:
        method.check(proof)
    except NotFound as missing:
        code = missing.code
        return lambda: _missed(proof, code)

    def found() -> None:
        if not settle(proof=proof, by=None):
            _plan(proof, timezone.now() + timedelta(days=1))

    return found


def _missed(proof: DomainProof, code: str) -> None:
    now = timezone.now()
    proof.refresh_from_db()
    failures = proof.failures + 1
    note: dict[str, Any] = {"reason": code, "failures": failures, "checked_at": now}
    if proof.state == ProofState.PROVEN:
        note["next_check_at"] = now + timedelta(days=1)
        if failures >= LOST_AFTER and move(proof, to=ProofState.LOST, **note):
            _tell_of_loss(proof)
            return
    elif failures >= GIVE_UP_AFTER:
        note["next_check_at"] = None
    else:
        pauses = [*_PAUSES, timedelta(days=1)]
        note["next_check_at"] = now + pauses[min(failures - 1, len(_PAUSES))]
    DomainProof.objects.filter(pk=proof.pk, state=proof.state).update(**note)


def _age(proof: DomainProof, valid_for: timedelta) -> None:
    """A proof that a person brought counts for a while, and they are warned in time."""
    now = timezone.now()
    proof.refresh_from_db()
    if proof.state != ProofState.PROVEN or proof.proven_at is None:
        _plan(proof, None)
        return
    ends = proof.proven_at + valid_for
    if now >= ends:
        note: dict[str, Any] = {"reason": "too_old", "checked_at": now, "next_check_at": None}
        if move(proof, to=ProofState.LOST, **note):
            _tell_of_loss(proof)
    elif now >= ends - timedelta(days=WARNING_DAYS):
        _plan(proof, ends)
        tell_owners(
            organization=proof.organization,
            kind="domain_proof_ages",
            params={"domain": proof.domain},
        )
    else:
        _plan(proof, ends - timedelta(days=WARNING_DAYS))


def _plan(proof: DomainProof, at: datetime | None) -> None:
    DomainProof.objects.filter(pk=proof.pk, state=proof.state).update(next_check_at=at)


def _tell_of_loss(proof: DomainProof) -> None:
    record(by=None, obj=proof, deed="domain_lost", codes={"reason": proof.reason})
    tell_owners(
        organization=proof.organization, kind="domain_lost", params={"domain": proof.domain}
    )
