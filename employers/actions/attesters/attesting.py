"""Asking somebody who knows: one request for each of them, reached by a link.

The token of a link is derived from the secret key, so that a worker can write the mail while the
database holds a hash only.
"""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import unasked_mail
from employers.attesters.knowing import Attester
from employers.models import (
    AttestationRequest,
    AttestationState,
    AttestedClaim,
    RequestedClaim,
    Said,
    VerificationRequest,
)
from employers.models.attestation_request import OPEN_ATTESTATIONS
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue

MAIL_WORK = "employers.mail_attestation"
VALID_DAYS = 21
# After so many days each; then the holder is asked for documents.
REMIND_AFTER_DAYS = (3, 7, 12)
# Of one claim in one request, however often its holder names somebody else or disputes: nobody's
# mailbox is filled.
MOST_ASKED = 6


@transaction.atomic
def ask(*, row: RequestedClaim, attester: Attester) -> AttestationRequest | None:
    """Ask an attester about one more claim of a request; their mail goes out after the commit.

    Claims of one request that go to the same address go out in one mail. None when this address
    has declined or answered this very request: nobody is asked twice.
    """
    request, claim = row.request, row.claim
    if claim is None or claim.current is None:
        return None
    mine = AttestationRequest.objects.filter(request=request, email__iexact=attester.email)
    if mine.exclude(state__in=(*OPEN_ATTESTATIONS, AttestationState.STOPPED)).exists():
        return None
    # An address may speak for the organization of one claim and not for that of another.
    attestation = mine.filter(
        state=AttestationState.WAITING,
        standing=attester.standing,
        signs_for=attester.signs_for,
        organization=attester.inbox_of,
    ).first()
    if attestation is None:
        attestation = create(request=request, attester=attester)
    position = attestation.claims.count()
    AttestedClaim.objects.create(
        attestation=attestation, row=row, revision=claim.current, position=position
    )
    return attestation


def create(
    *,
    request: VerificationRequest,
    attester: Attester,
    handed_from: AttestationRequest | None = None,
) -> AttestationRequest:
    """A new request to this address without claims yet, and the work that mails its link."""
    now = timezone.now()
    attestation = AttestationRequest(
        request=request,
        organization=attester.inbox_of,
        signs_for=attester.signs_for,
        standing=attester.standing,
        email=attester.email.strip().lower(),
        name=attester.name,
        role=attester.role,
        expires_at=now + timedelta(days=VALID_DAYS),
        next_reminder_at=now + timedelta(days=REMIND_AFTER_DAYS[0]),
        language=_language_of(attester),
        handed_from=handed_from,
        hand_overs=handed_from.hand_overs + 1 if handed_from else 0,
    )
    attestation.token_hash = _hashed(token_of(attestation))
    attestation.save(force_insert=True)
    codes = {"standing": str(attester.standing), "request": str(request.pk)}
    record(by=None, obj=attestation, deed="attester_asked", codes=codes)
    due_at = unasked_mail.due_at(to=attestation.email, wish_of=request.holder_id)
    enqueue(MAIL_WORK, attestation.id, due_at=due_at)
    return attestation


def note_language(*, attestation: AttestationRequest, language: str) -> None:
    """In which the attester reads us: they have just done something on a page in it."""
    if language and language != attestation.language:
        AttestationRequest.objects.filter(pk=attestation.pk).update(language=language)
        attestation.language = language


def _language_of(attester: Attester) -> str:
    """That of their last visit, else that of whoever named them."""
    before = AttestationRequest.objects.filter(
        email=attester.email.strip().lower(), opened_at__isnull=False
    ).exclude(language="")
    last = before.order_by("-opened_at").values_list("language", flat=True).first()
    return last or attester.language


def stop(*, row: RequestedClaim) -> None:
    """Nobody waits for what an attester would say of this claim. A request of which nothing is
    left is stopped; its link says so."""
    waiting = AttestedClaim.objects.filter(row=row, said=Said.ASKED).select_related("attestation")
    for each in waiting:
        if not move(each, to=Said.STOPPED, by_field="said"):
            continue
        attestation = each.attestation
        if attestation.claims.filter(said=Said.ASKED).exists():
            continue
        if move(attestation, to=AttestationState.STOPPED, ended_at=timezone.now()):
            record(by=None, obj=attestation, deed="attestation_stopped")


def take_turn(*, attestation: AttestationRequest) -> None:
    """Wait for whoever else changes the request. Every deed on an attestation begins with this, as
    those on the request do: two deeds that lock in two orders would wait for each other."""
    VerificationRequest.objects.filter(pk=attestation.request_id).update(
        answers_changed_at=F("answers_changed_at")
    )


def token_of(attestation: AttestationRequest) -> str:
    return salted_hmac("employers.attest", str(attestation.id), algorithm="sha256").hexdigest()


def find_by_token(token: str) -> AttestationRequest | None:
    """The request that a link leads to, in whatever state."""
    found = AttestationRequest.objects.filter(token_hash=_hashed(token))
    return found.select_related(
        "request__organization", "request__holder", "organization", "signs_for"
    ).first()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
