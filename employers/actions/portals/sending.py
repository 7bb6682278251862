"""The work that sends an inquiry to another portal and takes its answer.

The question has one id, however often it is sent, and the other portal answers it once. A
credential that came is kept in the row before anything is done with it; so a worker that dies finds
it there, and asks nobody again.
"""

import json
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone

from employers.actions.portals.answers import end_without_answer, refusal_of, store
from employers.actions.portals.asking import address_for
from employers.models import Answer, InquiryState, Layer, PortalInquiry, RequestState
from employers.models.portal_inquiry import OPEN_INQUIRIES
from employers.portals.message import address_of, message_about
from passports.actions.issuing_keys import ensure_key
from passports.adapters import portal_messages
from passports.adapters.verifying import verify_for
from passports.models import IssuingKeyKind
from passports.standards import parse, strict_json
from passports.standards.types import Verdict
from portal.kernel.moves import move
from portal.kernel.outbound import Limits, OutboundError, guarded_send
from portal.kernel.work import Effect, Permanent, Transient

MEDIA_TYPE = "application/json"
LIMITS = Limits(total_seconds=10, connect_seconds=5, max_bytes=512 * 1024)
_TRY_LATER = (408, 425, 429)


def send(*, inquiry_id: UUID) -> Effect | None:
    """Ask, check what comes back, and return what stores it; None when nobody waits any longer.

    Raises Transient where trying again may help, and Permanent.
    """
    inquiry = _open(inquiry_id)
    if inquiry is None:
        return None
    if inquiry.received is None:
        content = _ask(inquiry)
        if content is None:
            return partial(end_without_answer, inquiry_id, InquiryState.ANSWERED, "could_not")
        kept = PortalInquiry.objects.filter(
            pk=inquiry.pk, state=InquiryState.SENT, received__isnull=True
        ).update(received=content)
        if not kept:
            return None
        inquiry.received = content
    document = parse(bytes(inquiry.received))
    report = verify_for(document, holder=inquiry.row.request.holder, online=True)
    if report.verdict is Verdict.INCONCLUSIVE:
        raise Transient("answer_inconclusive")
    reason = refusal_of(inquiry, document, report)
    if reason:
        return partial(end_without_answer, inquiry_id, InquiryState.FAILED, reason)
    return partial(store, inquiry_id, document, report)


def _open(inquiry_id: UUID) -> PortalInquiry | None:
    """The inquiry if its answer is waited for, by a requester that may have one."""
    found = (
        PortalInquiry.objects.filter(
            pk=inquiry_id,
            state__in=OPEN_INQUIRIES,
            row__answer=Answer.ASKED,
            row__layer=Layer.PORTAL,
            row__request__state=RequestState.AUTHORIZED,
            row__request__holder__isnull=False,
        )
        .select_related("peer", "revision", "row__request__organization", "row__request__holder")
        .first()
    )
    return found if found and found.row.request.organization.is_vetted else None


def _ask(inquiry: PortalInquiry) -> bytes | None:
    """The credential that the other portal answers with; None for "could not be checked"."""
    email = address_for(inquiry.row.request.holder, inquiry.domain)  # type: ignore[arg-type]
    if not email or inquiry.peer not in type(inquiry.peer).objects.in_use():
        raise Permanent("not_asked")
    if inquiry.state == InquiryState.WAITING and not move(
        inquiry, to=InquiryState.SENT, sent_at=timezone.now()
    ):
        raise Permanent("not_asked")
    key = ensure_key(organization=None, kind=IssuingKeyKind.ED25519, by=None)
    message = message_about(inquiry, email=email, now=timezone.now())
    body = _bytes({"request": portal_messages.signed(message, key=key)})
    try:
        reply = guarded_send(
            address_of(inquiry.peer.base_url),
            headers={"Content-Type": MEDIA_TYPE, "Accept": MEDIA_TYPE},
            body=body,
            limits=LIMITS,
        )
    except OutboundError as error:
        raise (Transient if error.transient else Permanent)(f"portal_{error.code}") from error
    if reply.status >= 500 or reply.status in _TRY_LATER:
        raise Transient("portal_busy")
    if reply.status != 200:
        raise Permanent("portal_redirects" if 300 <= reply.status < 400 else "portal_refuses")
    return _credential_in(reply.body, inquiry)


def _credential_in(body: bytes, inquiry: PortalInquiry) -> bytes | None:
    try:
        said = strict_json.loads(body)
    except strict_json.BadJson as bad:
        raise Permanent("bad_answer") from bad
    answers = said.get("answers") if isinstance(said, dict) else None
    mine = [
        each
        for each in (answers if isinstance(answers, list) else [])
        if isinstance(each, dict) and each.get("id") == str(inquiry.row_id)
    ]
    if len(mine) != 1:
        raise Permanent("bad_answer")
    if mine[0].get("answer") == Answer.COULD_NOT_BE_CHECKED:
        return None
    credential = mine[0].get("credential")
    if not isinstance(credential, dict):
        raise Permanent("bad_answer")
    return _bytes(credential)


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
