"""What another portal answered: judged by our own engine, kept as the holder's credential, told.

An answer counts only if that portal, or an organization that it gives identity to, has signed it, a
trust registry here knows the signer, it is about this very claim, and it names an address that the
holder has proven here. Anything else is no answer, and the next who may know is asked.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import Vetting
from employers.actions.answering import ask_anew, ask_next, settle
from employers.actions.attesters.keeping import keep_answer
from employers.actions.portals.asking import move_if_open
from employers.layers import Reply, held
from employers.layers import portal as layer
from employers.models import (
    Answer,
    InquiryState,
    Layer,
    PeerState,
    PortalInquiry,
    RequestedClaim,
    RequestState,
)
from employers.models.portal_inquiry import OPEN_INQUIRIES
from passports.actions.verification import checks_as_json
from passports.claims import attested
from passports.claims.matching import CONFIRMED, Said, compare
from passports.comparing import said_by
from passports.models import Credential, Evidence, Relation
from passports.reliance import unvouched_check
from passports.standards.types import Document, Report, Verdict
from passports.voices import voice_in
from portal.kernel.audit import record

# What the requester reads where nobody else knows either (employers/shown.py).
SILENT, COULD_NOT, NOT_BELIEVED = "portal_silent", "portal_could_not", "portal_not_believed"
_UNVOUCHED = {"issuer_recognized": "answer_not_recognized", "recipient": "answer_for_another"}


def refusal_of(inquiry: PortalInquiry, document: Document, report: Report) -> str:
    """Why this answer does not count, as a code; empty if it does."""
    if inquiry.peer.state != PeerState.ON:
        return "answer_of_nobody"
    if report.verdict is not Verdict.VERIFIED:
        return "answer_not_verified"
    if not inquiry.peer.vouches_for(document.summary.issuer_id):
        return "answer_by_another"
    if not attested.is_attestation(document.summary.types):
        return "answer_no_attestation"
    unvouched = unvouched_check(checks_as_json(report))
    if unvouched:
        return _UNVOUCHED[unvouched]
    if not _may_speak(inquiry, document, report):
        return "answer_for_another_institution"
    return "" if _is_about(inquiry, document.data) else "answer_about_another"


def _may_speak(inquiry: PortalInquiry, document: Document, report: Report) -> bool:
    found = voice_in(
        checks_as_json(report),
        organization=inquiry.revision.organization_name,
        issuer_name=document.summary.issuer_name,
    )
    return found.counts


def _is_about(inquiry: PortalInquiry, data: Mapping[str, Any]) -> bool:
    found = attested.from_attestation(data)
    if found is None or found[0] != inquiry.row.kind:
        return False
    kind, values = found
    said = Said(str(kind), (values["title"],), (values["organization_name"],), values)
    fields = compare(inquiry.row.kind, inquiry.revision, said).fields
    return fields["title"] == CONFIRMED and fields.get("organization", CONFIRMED) == CONFIRMED


def store(inquiry_id: UUID, document: Document, report: Report) -> None:
    """Keep a good answer as the holder's credential and tell it. Inside the finishing transaction
    of the work; nothing happens when it is not waited for any longer."""
    inquiry = _with_all(inquiry_id)
    holder = inquiry.row.request.holder if inquiry else None
    if inquiry is None or holder is None:
        return
    if not move_if_open(inquiry, InquiryState.ANSWERED):
        return
    row = inquiry.row
    codes = {"peer": str(inquiry.peer_id)}
    credential = keep_answer(
        holder=holder, claim=row.claim, document=document, report=report, codes=codes
    )
    PortalInquiry.objects.filter(pk=inquiry.pk).update(credential=credential)
    record(by=None, obj=inquiry, deed="portal_answered", codes=codes)
    notify(
        user=holder,
        kind="portal_answered",
        params={"portal": inquiry.peer.name},
        url=reverse("request_for_me", args=[row.request_id]),
    )
    settle(row=row, reply=_reply(inquiry, credential))


def end_without_answer(inquiry_id: UUID, to: InquiryState, reason: str) -> None:
    """This portal has nothing that counts: ask the next who may know. Inside the transaction that
    finishes, or fails, the work."""
    inquiry = _with_all(inquiry_id)
    if inquiry is None or not move_if_open(inquiry, to, reason[:60]):
        return
    codes = {"peer": str(inquiry.peer_id), "reason": reason[:60]}
    record(by=None, obj=inquiry, deed="portal_gave_no_answer", codes=codes)
    _next(inquiry)


def _next(inquiry: PortalInquiry) -> None:
    """Another portal with the same records, or the layer after this one."""
    row = inquiry.row
    with transaction.atomic():
        reply = layer.begin(row)
        if reply is not None and ask_anew(row=row, reply=reply):
            return
        transaction.set_rollback(True)
    ask_next(row=row, reason=_told(inquiry))


def give_up_overdue(*, at_most: int = 500) -> int:
    """Wait no longer for portals that have not answered in time. Run by the beat."""
    overdue = PortalInquiry.objects.filter(state__in=OPEN_INQUIRIES, expires_at__lte=timezone.now())
    ids = list(overdue.values_list("id", flat=True)[:at_most])
    for inquiry_id in ids:
        with transaction.atomic():
            end_without_answer(inquiry_id, InquiryState.FAILED, "too_late")
    return len(ids)


def resume(*, at_most: int = 500) -> int:
    """Go on where a claim waits for portals of which none is left to answer: the requester was
    suspended when the last one did. Run by the beat. Returns: how many."""
    still_open = PortalInquiry.objects.filter(row=OuterRef("pk"), state__in=OPEN_INQUIRIES)
    rows = RequestedClaim.objects.filter(
        ~Exists(still_open),
        answer=Answer.ASKED,
        layer=Layer.PORTAL,
        request__state=RequestState.AUTHORIZED,
        request__organization__vetting=Vetting.VETTED,
    )
    ids = list(rows.values_list("pk", flat=True)[:at_most])
    for row_id in ids:
        found = PortalInquiry.objects.filter(row=row_id).order_by("-credential", "-created_at")
        last = found.exclude(state=InquiryState.STOPPED).first()
        inquiry = _with_all(last.pk) if last else None
        if inquiry is None:
            continue
        with transaction.atomic():
            if inquiry.credential is not None:
                settle(row=inquiry.row, reply=_reply(inquiry, inquiry.credential))
            else:
                _next(inquiry)
    return len(ids)


def _with_all(inquiry_id: UUID) -> PortalInquiry | None:
    return (
        PortalInquiry.objects.filter(pk=inquiry_id)
        .select_related(
            "peer",
            "revision",
            "credential__latest_report",
            "row__claim__current",
            "row__request__organization",
            "row__request__holder",
            "row__request__requested_by",
        )
        .first()
    )


def _told(inquiry: PortalInquiry) -> str:
    if inquiry.reason == "could_not":
        return COULD_NOT
    return NOT_BELIEVED if inquiry.reason.startswith("answer_") else SILENT


def _reply(inquiry: PortalInquiry, credential: Credential) -> Reply:
    """What the requester is told: about the claim as it was when it was asked about."""
    found = compare(inquiry.row.kind, inquiry.revision, said_by(credential))
    tied = Evidence.objects.filter(credential=credential).select_related(
        "credential__latest_report"
    )
    return Reply(
        answer=Answer.CONFIRMED if found.relation == Relation.SUPPORTS else Answer.DIFFERS,
        layer=Layer.PORTAL,
        basis={
            "revision": str(inquiry.revision_id),
            "evidence": [
                # Their own words say how sure it is, not those about an attester's address.
                held.shown_evidence(item) | {"attestation": ""}
                for item in tied
            ],
            "portal": {
                "name": inquiry.peer.name,
                "institution": inquiry.institution,
                "level": credential.summary.get("attestation", {}).get("level", attested.LOW),
            },
        },
        source_name=inquiry.peer.name[:200],
        report_ids=(str(credential.latest_report_id),),
    )
