"""The answer of an attester becomes a signed credential of the holder.

Signed first, and kept at once in the row of the claim, in one transaction with what issuing
writes; then checked like any other credential; then stored, tied and disclosed in the transaction
that finishes the work. A worker that dies anywhere between leaves one signature, which the next
one finds, and never a second.
"""

import json
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from accounts.models import Organization, User
from employers.actions.answering import ask_next, settle
from employers.actions.attesters.answering import tell_holder
from employers.actions.attesters.keeping import keep_answer
from employers.actions.disputes.settling_disputes import settle_dispute
from employers.attesters.words import PORTAL_NAME, asked_of, narrative
from employers.layers import Reply, held
from employers.models import (
    Answer,
    AttestationRequest,
    AttestationState,
    AttestedClaim,
    Layer,
    Said,
    Standing,
)
from employers.models.attested_claim import SIGNED
from passports.actions import issuing
from passports.adapters.verifying import verify_for
from passports.claims import attested
from passports.models import Credential, Evidence
from passports.standards import parse
from passports.standards.types import Document, Report
from portal.kernel.work import Effect

_ANSWERS = {Said.CONFIRMED: Answer.CONFIRMED, Said.DIFFERS: Answer.DIFFERS}
_REASONS = {Said.CANNOT_SAY: "attester_cannot_say", Said.REFUSED: "attester_refused"}


class _Checked(NamedTuple):
    claim_id: UUID
    document: Document
    report: Report


def sign(*, attestation_id: UUID) -> Effect | None:
    """Sign what an attester said, outside any longer transaction; returns what stores it.

    Run by the work that `attesting_answers.answer` leaves. Safe to run any number of times.
    """
    attestation = _answered(attestation_id)
    holder = attestation.request.holder if attestation else None
    if attestation is None or holder is None:
        return None
    checked = []
    for each in attestation.claims.filter(said__in=SIGNED, credential__isnull=True):
        content = _signed_once(each, attestation, holder)
        if content:
            document = parse(content)
            report = verify_for(document, holder=holder, online=False)
            checked.append(_Checked(each.pk, document, report))
    return partial(_store, attestation_id, checked)


def _answered(attestation_id: UUID) -> AttestationRequest | None:
    found = AttestationRequest.objects.filter(pk=attestation_id, state=AttestationState.ANSWERED)
    return found.select_related(
        "request__holder", "request__organization", "request__requested_by", "signs_for"
    ).first()


def _signed_once(each: AttestedClaim, attestation: AttestationRequest, holder: User) -> bytes:
    """The bytes of the one signed answer: those that are there, or new ones."""
    if each.signed is None:
        with transaction.atomic():
            issued = _issue(each, attestation, holder)
            content = json.dumps(issued.credential, ensure_ascii=False).encode()
            # Of two workers at once one wins; what the other has issued is rolled back.
            if not AttestedClaim.objects.filter(pk=each.pk, signed__isnull=True).update(
                signed=content, issued=issued.row
            ):
                transaction.set_rollback(True)
        each.refresh_from_db(fields=["signed"])
    return bytes(each.signed or b"")


def _issue(each: AttestedClaim, attestation: AttestationRequest, holder: User) -> issuing.Issued:
    organization, standing = _signer(attestation)
    kind = each.row.kind
    values = _values(each, kind)
    return issuing.issue_attestation(
        organization=organization,
        name=values["title"],
        types=["OpenBadgeCredential", attested.type_iri()],
        contexts=[attested.CONTEXT],
        subject=attested.subject_of(kind, values, email=_proven_address(holder)),
        members={
            "issuer": {
                "type": ["Profile"],
                "name": organization.name if organization else PORTAL_NAME,
            },
            "evidence": [
                attested.evidence_of(
                    level=standing.level, narrative=narrative(attestation, standing)
                )
            ],
        },
        by=attestation.answered_by,
    )


def _signer(attestation: AttestationRequest) -> tuple[Organization | None, Standing]:
    """In whose name: an organization that was suspended since it was asked signs nothing."""
    organization, standing = attestation.signs_for, Standing(attestation.standing)
    if organization is not None and organization.is_vetted:
        return organization, standing
    speaks = standing in (Standing.REGISTRAR, Standing.PROVEN_DOMAIN)
    return None, Standing.OTHER_DOMAIN if speaks else standing


def _values(each: AttestedClaim, kind: str) -> dict[str, Any]:
    values = attested.values_of(kind, each.revision)
    if each.said == Said.DIFFERS:
        right = dict(each.right)
        for name in ("start", "end"):
            right[name] = attested.date_of(right.get(name, ""))
        values = {"organization_name": "", "details": {}} | right
    return values


def _proven_address(holder: User) -> str:
    proven = [value for kind, value in holder.proven_identities() if kind == "email"]
    return holder.email if holder.email in proven or not proven else proven[0]


def _store(attestation_id: UUID, checked: Sequence[_Checked]) -> None:
    attestation = _answered(attestation_id)
    if attestation is None or attestation.request.holder is None:
        return
    ready = {one.claim_id: one for one in checked}
    rows = attestation.claims.select_related("row__request", "row__claim", "revision", "credential")
    news = bool(checked)
    for each in rows:
        if each.said in _REASONS:
            news |= ask_next(row=each.row, reason=_REASONS[Said(each.said)])
        elif each.credential is not None:
            # Kept before, and not disclosed then: the requester was suspended.
            settle(row=each.row, reply=_reply(each, attestation, each.credential))
        elif each.pk in ready:
            credential = keep_answer(
                holder=attestation.request.holder,
                claim=each.row.claim,
                document=ready[each.pk].document,
                report=ready[each.pk].report,
                codes={"said": each.said},
            )
            # From here on the document holds the bytes.
            AttestedClaim.objects.filter(pk=each.pk).update(credential=credential, signed=None)
            reply = _reply(each, attestation, credential)
            if each.dispute_id is not None:
                settle_dispute(asked=each, reply=reply)
            else:
                settle(row=each.row, reply=reply)
    if news:
        tell_holder(attestation=attestation, kind="attester_answered")


def _reply(each: AttestedClaim, attestation: AttestationRequest, credential: Credential) -> Reply:
    """What the requester is told: about the claim as it was when it was asked about."""
    tied = Evidence.objects.filter(credential=credential).select_related(
        "credential__latest_report"
    )
    attester = asked_of(attestation, each.revision.organization_name)
    return Reply(
        answer=_ANSWERS[Said(each.said)],
        layer=Layer.ATTESTER,
        basis={
            "revision": str(each.revision_id),
            "evidence": [held.shown_evidence(item) for item in tied],
            "attester": attester,
        },
        source_name=attester["organization"][:200] or credential.issuer_name[:200],
        report_ids=(str(credential.latest_report_id),),
    )
