"""What a holder does while an attester is asked: stop it, ask somebody else, give a document."""

import hashlib

from django.db import transaction

from accounts.models import User
from employers.actions import answering
from employers.actions.attesters.attesting import MOST_ASKED
from employers.actions.attesters.time_passing import end_without_answer
from employers.actions.refusals import MoveLost, NotAllowed
from employers.attesters.knowing import attester_for
from employers.layers import attester as layer
from employers.models import (
    Answer,
    AttestedClaim,
    ClaimDocument,
    Layer,
    RequestedClaim,
    RequestState,
    Said,
)
from portal.kernel.audit import record

MOST_DOCUMENTS = 5


class TooManyDocuments(Exception):
    """The claim has so many documents already."""


class NobodyToAsk(Exception):
    """Nobody new is named, who is named has answered or declined already, or so many were asked."""


@transaction.atomic
def stop_waiting(*, row: RequestedClaim, by: User) -> None:
    """Nobody is asked about this claim any more: it could not be checked, and the documents that
    the holder gave are shown for what they are.

    Raises NotAllowed, and MoveLost when it was answered in the meantime.
    """
    _require_waiting(row, by)
    layer.stop(row)
    if not end_without_answer(row=row, reason="holder_stopped"):
        raise MoveLost
    record(by=by, obj=row, deed="asking_stopped")


@transaction.atomic
def ask_somebody_else(*, row: RequestedClaim, by: User) -> None:
    """Stop asking, and ask who is named now. Raises NotAllowed, MoveLost, NobodyToAsk."""
    _require_waiting(row, by)
    asked = AttestedClaim.objects.filter(row=row)
    named = attester_for(row.claim, by) if row.claim else None
    still = asked.filter(said=Said.ASKED, attestation__email=named.email if named else "")
    if asked.count() >= MOST_ASKED or still.exists():
        raise NobodyToAsk
    layer.stop(row)
    reply = layer.begin(row)
    if reply is None:
        raise NobodyToAsk
    if not answering.ask_anew(row=row, reply=reply):
        raise MoveLost
    record(by=by, obj=row, deed="asked_somebody_else")


@transaction.atomic
def give_document(
    *, row: RequestedClaim, by: User, filename: str, media_type: str, content: bytes
) -> ClaimDocument:
    """Keep a document for a claim that nobody has confirmed yet.

    Args:
        media_type: what the bytes are, as the caller has found out.

    Raises NotAllowed, MoveLost when the claim is settled, TooManyDocuments.
    """
    _require_waiting(row, by)
    digest = hashlib.sha256(content).hexdigest()
    known = ClaimDocument.objects.filter(row=row, digest=digest).first()
    if known is not None:
        return known
    if ClaimDocument.objects.filter(row=row).count() >= MOST_DOCUMENTS:
        raise TooManyDocuments
    document = ClaimDocument.objects.create(
        holder=by,
        row=row,
        filename=filename,
        media_type=media_type,
        size_bytes=len(content),
        digest=digest,
        content=content,
    )
    record(by=by, obj=document, deed="document_given", codes={"row": str(row.pk)})
    return document


@transaction.atomic
def take_document_back(*, document: ClaimDocument, by: User) -> None:
    """Delete a document that nobody has seen yet. Raises NotAllowed and MoveLost."""
    _require_waiting(document.row, by)
    record(by=by, obj=document, deed="document_taken_back")
    document.delete()


def _require_waiting(row: RequestedClaim, by: User) -> None:
    if row.request.holder_id != by.pk:
        raise NotAllowed("holder")
    row.refresh_from_db(fields=["answer", "layer", "basis"])
    waiting = row.answer == Answer.ASKED and row.layer == Layer.ATTESTER
    if not waiting or row.request.state != RequestState.AUTHORIZED:
        raise MoveLost
