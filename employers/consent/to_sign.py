"""The disclosure before the signature: who asks for what, word for word as the holder reads it.

The page shows this content and nothing else. Its digest travels with the form, so that what is
signed is what was shown; where anything has changed in between, it is shown anew.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from accounts.ages import needs_guardian
from employers.asking.purposes import legal_basis
from employers.consent.disclosure_text import current_wording
from employers.layers import LAYERS
from employers.models import Layer, RequestedClaim, VerificationRequest
from employers.models.signed_consent import digest_of

LASTS_DAYS = 90


@dataclass(frozen=True, slots=True)
class ToSign:
    content: dict[str, Any]
    digest: str


def to_sign(
    *, request: VerificationRequest, included: Collection[UUID], language: str = ""
) -> ToSign:
    """What the holder signs to have the chosen claims answered.

    Args:
        included: ids of `RequestedClaim` rows; those without a claim are left out.
        language: in which it is shown; that of the current page by default.
    """
    with translation.override(language or translation.get_language()):
        rows = request.requested_claims.select_related("claim__current__organization")
        chosen = [row for row in rows if row.id in included]
        content = _content(request, [row for row in chosen if row.claim and row.claim.current])
    return ToSign(content, digest_of(content))


def _content(request: VerificationRequest, rows: list[RequestedClaim]) -> dict[str, Any]:
    wording = current_wording()
    return {
        "text": {"key": wording.key, "version": wording.version, "language": wording.language},
        "language": translation.get_language(),
        "title": wording.title,
        "body": wording.body,
        "terms": [[name, value] for name, value in _terms(request) if value],
        "records": [_record(request, row) for row in rows],
        "statement": gettext(
            "I have read this. I authorize the organization named here to have these records "
            "verified for this purpose, and this portal to ask about them and to give it the "
            "answers."
        ),
    }


def _terms(request: VerificationRequest) -> list[tuple[str, str]]:
    organization = request.organization
    asker = request.requested_by.display_name if request.requested_by else ""
    return [
        (gettext("About"), request.holder.display_name if request.holder else ""),
        (gettext("Who asks"), f"{organization.name} ({organization.get_kind_display()})"),
        (gettext("At the organization"), asker),
        (gettext("What for"), request.purpose),
        (gettext("Job"), request.reference),
        (gettext("Legal basis"), str(legal_basis(request.purpose_code))),
        (
            gettext("Who receives the answers"),
            gettext("%(name)s, and there only its members who work with such requests.")
            % {"name": organization.name},
        ),
        (
            gettext("What they keep"),
            ngettext(
                "Each answer with its source and time, for %(days)d day after the last answer. "
                "Then it is removed.",
                "Each answer with its source and time, for %(days)d days after the last answer. "
                "Then it is removed.",
                request.kept_days,
            )
            % {"days": request.kept_days},
        ),
        (
            gettext("When this permission ends"),
            gettext(
                "With the last answer, or %(days)d days after you have signed, or when you "
                "withdraw it, whichever comes first."
            )
            % {"days": LASTS_DAYS},
        ),
        (
            gettext("How to withdraw it"),
            gettext(
                "At any time, with the button on the page of this request. From then on nothing "
                "is asked or disclosed. What was disclosed before stays with the organization for "
                "the time said here."
            ),
        ),
        (gettext("Who has to agree too"), _guardian(request)),
        (
            gettext("Sign by"),
            date_format(request.deadline, "j F Y"),
        ),
    ]


def _guardian(request: VerificationRequest) -> str:
    if request.holder is None or not needs_guardian(request.holder):
        return ""
    return gettext(
        "Your parent or guardian, because you are under 18. We write to them, and nothing is "
        "disclosed before they have agreed. They can withdraw it too."
    )


def _record(request: VerificationRequest, row: RequestedClaim) -> dict[str, Any]:
    claim = row.claim
    revision = claim.current if claim else None
    row.request = request
    return {
        "row": str(row.id),
        "revision": str(revision.id) if revision else "",
        "kind": str(row.get_kind_display()),
        "title": revision.title if revision else "",
        "organization": revision.organization_name if revision else "",
        "asked_as": row.description,
        "who": _who(row),
    }


def _who(row: RequestedClaim) -> list[str]:
    """Each way in which it may be answered, in the order in which they are tried."""
    found = []
    for layer in LAYERS:
        sentence = layer.foresee(row)
        if sentence:
            found.append(sentence)
            if layer.LAYER == Layer.HELD:
                break
    if found:
        return found
    return [gettext("We know nobody to ask, so it will be told as “could not be checked”.")]
