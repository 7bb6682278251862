"""What a hiring system sends to ask somebody, and the request that comes of it."""

from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from ninja import Field, Schema

from employers.actions import requests
from employers.actions.asking import asking
from employers.actions.refusals import AlreadyAsked, MoveLost, NotAllowed, TooMany
from employers.asking.purposes import PurposeCode
from employers.models import VerificationRequest
from employers.models.verification_request import MOST_KEPT_DAYS, USUALLY_KEPT_DAYS
from passports.api.problems import MALFORMED, BadRequest, Problem, error
from passports.models import ApiToken, ClaimKind, Disclosure, Share
from portal.kernel.text import clean_text


class Asked(Schema):
    kind: Literal[tuple(ClaimKind.values)]  # type: ignore[valid-type]
    description: str = Field(min_length=1, max_length=200)


class SendRequest(Schema):
    email: str = Field("", max_length=254, description="Either this, or `share`.")
    name: str = Field("", max_length=200)
    items: list[Asked] = Field([], max_length=10, description="What is asked, with `email`.")
    share: UUID | None = None
    claims: list[UUID] = Field([], max_length=100, description="Claims of the share.")
    purpose_code: Literal[tuple(PurposeCode.values)] = "hiring"  # type: ignore[valid-type]
    purpose: str = Field(min_length=1, max_length=300)
    reference: str = Field("", max_length=100)
    message: str = Field("", max_length=1000)
    deadline_days: int = Field(14, ge=1, le=90)
    kept_days: int = Field(USUALLY_KEPT_DAYS, ge=1, le=MOST_KEPT_DAYS)


def sent_for(token: ApiToken, body: SendRequest) -> VerificationRequest:
    """Ask in the name of whoever made the token. Raises Problem and BadRequest."""
    try:
        return _to_share(token, body) if body.share else _to_address(token, body)
    except (AlreadyAsked, TooMany) as refused:
        detail = "This person has open requests of yours already."
        raise Problem(409, "Already asked", detail) from refused
    except (MoveLost, NotAllowed) as refused:
        raise no_member() from refused


def no_member() -> Problem:
    return Problem(
        403,
        "Nobody to ask in whose name",
        "Whoever made this token may not ask for the organization any longer. An owner makes one.",
    )


def _to_share(token: ApiToken, body: SendRequest) -> VerificationRequest:
    shares = Share.objects.addressed_to(token.organization).live()
    share = shares.filter(pk=body.share).first()
    seen = Disclosure.objects.filter(share=share, organization=token.organization)
    if share is None or not seen.exists():
        raise Problem(404, "No such share", "No member of your organization has opened it.")
    offered = {
        each.claim_id: each.claim
        for each in share.shared_claims.filter(claim__hidden=False).select_related("claim")
    }
    if not body.claims or not set(body.claims) <= set(offered):
        raise _bad("claims", "Name claims of the share.")
    return requests.send(
        organization=token.organization,
        by=_by(token),
        share=share,
        claims=[offered[each] for each in dict.fromkeys(body.claims)],
        purpose=_text("purpose", body.purpose),
        reference=_text("reference", body.reference),
        message=_text("message", body.message, multiline=True),
        purpose_code=body.purpose_code,
        deadline=_deadline(body),
        kept_days=body.kept_days,
    )


def _to_address(token: ApiToken, body: SendRequest) -> VerificationRequest:
    email = body.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise _bad("email", "Give an email address, or a share.") from wrong
    if not body.items:
        raise _bad("items", "Say what is asked.")
    return asking.ask(
        organization=token.organization,
        by=_by(token),
        email=email,
        name=_text("name", body.name),
        items=[(each.kind, _text("items", each.description)) for each in body.items],
        terms=asking.Terms(
            purpose=_text("purpose", body.purpose),
            deadline=_deadline(body),
            purpose_code=body.purpose_code,
            reference=_text("reference", body.reference),
            message=_text("message", body.message, multiline=True),
            kept_days=body.kept_days,
        ),
    )


def _by(token: ApiToken) -> object:
    if token.created_by is None:
        raise no_member()
    return token.created_by


def _deadline(body: SendRequest) -> object:
    return timezone.now() + timedelta(days=body.deadline_days)


def _text(name: str, value: str, *, multiline: bool = False) -> str:
    """As the forms take it: without control characters and marks that turn text around."""
    try:
        return clean_text(value, multiline=multiline)
    except ValidationError as wrong:
        raise _bad(name, "; ".join(wrong.messages)) from wrong


def _bad(path: str, detail: str) -> BadRequest:
    return BadRequest([error(MALFORMED, "bad_request", detail, path=path)])
