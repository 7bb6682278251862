"""Answering another portal about somebody whose records are here.

A person is found by one thing only: an address that they have proven here, and that the other
portal says they have proven there. What is answered is what credentials prove that they hold here;
everything else is "could not be checked", also where nobody is found: the answer does not tell who
has an account.
"""

import json
from datetime import timedelta
from itertools import zip_longest
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.ages import needs_guardian
from accounts.models import CredentialAddress, User
from employers.models import Answer, InquiryRefusal, PassedOn, PortalPeer, ReceivedInquiry
from employers.portals.message import Message, NamedClaim, portal_name
from employers.portals.records import Record, record_of
from passports.actions import issuing
from passports.actions.turns import take_turn
from passports.claims import attested
from passports.standards.dates import format_date_time
from portal.kernel.audit import record

# The same question, asked again because the answer was lost, is given the same answer for so long.
ANSWER_KEPT_FOR = timedelta(days=1)


class OtherQuestion(Exception):
    """This id was used for another question, or for one whose answer is forgotten."""


def answer(*, peer: PortalPeer, message: Message) -> dict[str, Any]:
    """The answer to a message that this portal has signed; the same for the same message.

    Raises OtherQuestion.
    """
    try:
        with transaction.atomic():
            return _known(peer, message) or _answered_anew(peer, message)
    except IntegrityError:
        # The same message at the same instant: the other one has stored its answer.
        known = _known(peer, message)
        if known is None:
            raise
        return known


def forget_answers() -> int:
    """Forget the whole answers after a day; what the holder sees of them stays. By the beat."""
    old = ReceivedInquiry.objects.filter(
        answer__isnull=False, created_at__lt=timezone.now() - ANSWER_KEPT_FOR
    )
    return old.update(answer=None)


@transaction.atomic
def refuse(*, by: User, refuses: bool) -> None:
    """Whether other portals are told anything about this person from now on."""
    if refuses:
        found, created = InquiryRefusal.objects.get_or_create(holder=by)
        if created:
            record(by=by, obj=found, deed="portal_inquiries_refused")
        return
    for found in InquiryRefusal.objects.filter(holder=by):
        record(by=by, obj=found, deed="portal_inquiries_allowed")
        found.delete()


def holder_of(email: str) -> User | None:
    """The one person here who has proven exactly this address, in whatever case it is written."""
    by_sign_in = EmailAddress.objects.filter(email__iexact=email, verified=True)
    received = CredentialAddress.objects.filter(email__iexact=email, verified_at__isnull=False)
    found = {
        *by_sign_in.annotate(who=F("user_id")).values_list("who", flat=True),
        *received.values_list("user_id", flat=True),
    }
    return User.objects.filter(pk__in=found, is_active=True).first() if len(found) == 1 else None


def _known(peer: PortalPeer, message: Message) -> dict[str, Any] | None:
    row = ReceivedInquiry.objects.filter(peer=peer, asked_id=message.jti).first()
    if row is None:
        return None
    if row.digest != message.digest or row.answer is None:
        raise OtherQuestion
    return dict(row.answer)


def _answered_anew(peer: PortalPeer, message: Message) -> dict[str, Any]:
    holder = holder_of(message.person.email)
    row = ReceivedInquiry.objects.create(
        peer=peer, asked_id=message.jti, digest=message.digest, holder=holder
    )
    refuses = holder is None or not _may_be_told(holder, message)
    records = [] if refuses or holder is None else _records(holder, message)
    answers, kept = [], []
    for claim, proven in zip_longest(message.claims, records):
        said = _said(row, claim, proven, message.person.email)
        answers.append(said)
        kept.append(_kept(claim, said["answer"], proven))
    row.answer = {"inquiry": message.jti, "answers": answers}
    if holder is not None:
        row.requester = message.consent.requester
        row.purpose = message.consent.purpose
        row.consent_at = message.consent.given_at
        row.claims = kept
        _tell(row, holder)
    row.save()
    told = sum(each["answer"] != Answer.COULD_NOT_BE_CHECKED for each in answers)
    codes = {"peer": str(peer.pk), "asked": len(answers), "told": told}
    record(by=None, obj=row, deed="portal_inquiry_answered", codes=codes)
    return row.answer


def _records(holder: User, message: Message) -> list[Record | None]:
    """What proves each claim. A revocation at the same instant is seen, or follows what is told."""
    found = [record_of(holder, claim) for claim in message.claims]
    take_turn(each.credential.pk for each in found if each is not None)
    return [record_of(holder, claim) for claim in message.claims]


def _may_be_told(holder: User, message: Message) -> bool:
    """Not against the holder's refusal; and from 13 to 17 a parent or guardian agrees first, there
    as here."""
    if needs_guardian(holder) and not message.consent.signed.get("guardian_agreed_at"):
        return False
    return not InquiryRefusal.objects.filter(holder=holder).exists()


def _said(
    row: ReceivedInquiry, claim: NamedClaim, proven: Record | None, email: str
) -> dict[str, Any]:
    credential: dict[str, Any] | str | None = None
    if proven is not None:
        try:
            with transaction.atomic():
                credential = _issue(row, claim, proven, email)
        except issuing.CannotIssue:
            proven = None
    found = Answer.COULD_NOT_BE_CHECKED if proven is None else proven.answer
    return {"id": claim.id, "answer": str(found), "credential": credential}


def _issue(row: ReceivedInquiry, claim: NamedClaim, proven: Record, email: str) -> dict[str, Any]:
    until = proven.credential.valid_until
    issued = issuing.issue_attestation(
        organization=None,
        name=proven.values["title"],
        types=["OpenBadgeCredential", attested.type_iri()],
        contexts=[attested.CONTEXT],
        subject=attested.subject_of(claim.kind, proven.values, email=email.lower()),
        members={
            "issuer": {"type": ["Profile"], "name": portal_name()},
            "evidence": [attested.evidence_of(level=proven.level, narrative=proven.narrative)],
        },
        valid_until=format_date_time(until) if until else "",
        by=None,
    )
    PassedOn.objects.create(
        received=row,
        credential=proven.credential,
        issued=issued.row,
        organization_name=claim.organization_name,
    )
    # As it is kept and sent: with the same bytes each time.
    return json.loads(json.dumps(issued.credential))  # type: ignore[no-any-return]


def _kept(claim: NamedClaim, said: str, proven: Record | None) -> dict[str, Any]:
    told = said != Answer.COULD_NOT_BE_CHECKED and proven is not None
    return {
        "kind": str(claim.kind),
        "title": claim.title,
        "organization_name": claim.organization_name,
        "answer": said,
        "report": str(proven.credential.latest_report_id) if told and proven else None,
    }


def _tell(row: ReceivedInquiry, holder: User) -> None:
    """Once for what one portal asks for one requester on one day: a request has many claims."""
    today = timezone.now() - timedelta(days=1)
    earlier = ReceivedInquiry.objects.filter(
        peer=row.peer, holder=holder, requester=row.requester, created_at__gte=today
    ).exclude(pk=row.pk)
    if earlier.exists():
        return
    notify(
        user=holder,
        kind="portal_asked_about_you",
        params={"portal": row.peer.name},
        url=reverse("portal_inquiries"),
    )
