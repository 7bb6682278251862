"""A holder signs the disclosure of a request. The signature is what authorizes it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from employers.consent.to_sign import to_sign
from employers.models import ConsentEnd, SignedConsent, SignMethod, VerificationRequest
from portal.kernel.audit import record


class Changed(Exception):
    """What would be signed is no longer what was shown. It has to be shown anew."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What the holder saw, as its digest, in which language, and how they proved who they are."""

    digest: str
    method: SignMethod
    language: str = ""


@transaction.atomic
def sign(
    *,
    request: VerificationRequest,
    by: User,
    included: Collection[UUID],
    signature: Signature,
) -> SignedConsent:
    """Keep what was signed, word for word. An earlier signature for the request is replaced.

    Inside the caller's transaction, after an UPDATE of the request's row: so a change of what is
    asked waits for it, or is seen by it.

    Raises Changed when the content is not what the digest stands for.
    """
    shown = to_sign(request=request, included=included, language=signature.language)
    if shown.digest != signature.digest:
        raise Changed
    end(request=request, why=ConsentEnd.REPLACED)
    text = shown.content["text"]
    consent = SignedConsent.objects.create(
        request=request,
        holder=by,
        text_key=text["key"],
        text_version=text["version"],
        text_language=text["language"],
        content=shown.content,
        digest=shown.digest,
        method=SignMethod(signature.method),
        signed_at=timezone.now(),
    )
    record(
        by=by,
        obj=consent,
        deed="consent_signed",
        codes={
            "request": str(request.pk),
            "text": consent.text_key,
            "version": consent.text_version,
            "digest": consent.digest,
            "method": consent.method,
        },
    )
    return consent


def end(*, request: VerificationRequest, why: ConsentEnd) -> SignedConsent | None:
    """End the live signature of a request, inside the caller's transaction. None without one."""
    consent = SignedConsent.objects.live().filter(request=request).first()
    if consent is None:
        return None
    ended = SignedConsent.objects.live().filter(pk=consent.pk)
    if not ended.update(withdrawn_at=timezone.now(), ended_by=why):
        return None
    consent.refresh_from_db()
    return consent
