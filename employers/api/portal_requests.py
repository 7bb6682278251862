"""What another portal asks: authenticated by its signature alone, see docs/portal-to-portal.md."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema
from pydantic import ValidationError

from employers.actions.portals import answering as portal_answering
from employers.models import PortalPeer
from employers.portals.message import Message
from passports.adapters import portal_messages
from passports.adapters.portal_messages import NotSigned
from passports.api.problems import MALFORMED, BadRequest, Problem, answer, error
from passports.api.requests import refuse_unread
from portal.kernel.rate_limit import client_address, count

router = Router(tags=["Portal to portal"])
MOST_BYTES = 64 * 1024
_SECONDS = 60
_A_MINUTE_UNSIGNED = 120


class PortalRequest(Schema):
    request: str = Field(
        min_length=20,
        max_length=MOST_BYTES,
        description="A compact JWS of type portal-request+jwt, signed (EdDSA) with a key that the "
        "did:web document of the portal that asks lists for assertions.",
    )


def _bounded(request: HttpRequest) -> bool:
    """Before the body is read. Nobody holds a token here, so all are counted by their network."""
    refuse_unread(request)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Problem(413, "Too large", f"One message may have {MOST_BYTES} bytes.")
    if count("portal-request", client_address(request), _SECONDS) > _A_MINUTE_UNSIGNED:
        raise Problem(429, "Too many requests", "Wait a minute.", seconds=_SECONDS)
    return True


@router.post("", auth=_bounded, url_name="api_portal_requests",
             summary="Ask about a person's claims, portal to portal",
             response={200: dict, 400: dict})  # fmt: skip
def portal_requests(request: HttpRequest, body: PortalRequest) -> HttpResponse:
    """Answers each claim with an attestation credential or `could_not_be_checked`, in a time that
    does not tell whether anybody was found."""
    started = time.monotonic()
    peer, claims = _signed(body.request)
    if count("portal-request-of", str(peer.pk), _SECONDS) > settings.PORTAL_REQUESTS_PER_MINUTE:
        raise Problem(429, "Too many requests", "Wait a minute.", seconds=_SECONDS)
    message = _message(claims)
    problem = message.problem(now=timezone.now())
    if problem:
        raise BadRequest([error(MALFORMED, problem)])
    try:
        said = portal_answering.answer(peer=peer, message=message)
    except portal_answering.OtherQuestion as other:
        detail = "Use a new jti for a new question, and for one that is older than a day."
        raise Problem(409, "This jti was used before", detail) from other
    # Finding somebody, comparing and signing takes longer than finding nobody.
    time.sleep(max(0.0, settings.PORTAL_ANSWER_SECONDS - (time.monotonic() - started)))
    return answer(200, said)


def _signed(text: str) -> tuple[PortalPeer, Any]:
    """The portal that has signed this, and what. One answer for all whom we do not know."""
    try:
        token = portal_messages.opened(text)
        peer = PortalPeer.objects.in_use().filter(did=str(token.claims.get("iss"))).first()
        if peer is None:
            raise NotSigned("unknown_portal")
        portal_messages.require_signed(token, did=peer.did, now=timezone.now())
    except NotSigned as bad:
        if bad.transient:
            raise Problem(
                503, "Your keys cannot be fetched", "Ask again later.", seconds=30
            ) from bad
        detail = "Ask its administrators to add your portal, and sign with a key that it publishes."
        raise Problem(403, "This portal does not know yours", detail) from bad
    return peer, token.claims


def _message(claims: Any) -> Message:
    try:
        return Message.model_validate(claims)
    except ValidationError as invalid:
        places = {".".join(map(str, each["loc"])): each["type"] for each in invalid.errors()[:20]}
        problems = [error(MALFORMED, kind, path=path) for path, kind in places.items()]
        raise BadRequest(problems) from invalid
