"""Who asks, whether they may, and what they sent: before anything is done."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.parser import Parser
from ninja.security import HttpBearer

from passports.actions import api_tokens
from passports.api.problems import PARSING, BadRequest, Problem, error
from passports.models import ApiToken
from passports.standards import strict_json
from portal.kernel.rate_limit import client_address, count

_SECONDS = 60
_WRONG_TOKENS_PER_MINUTE = 60
JSON_TYPES = ("application/json", "application/ld+json", "application/vc", "application/vp")


class TokenAuth(HttpBearer):
    """An API token with the scope of the address. A session never counts here."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = api_tokens.find(token)
        if found is None:
            if (
                count("api-wrong-token", client_address(request), _SECONDS)
                > _WRONG_TOKENS_PER_MINUTE
            ):
                raise Problem(429, "Too many wrong tokens", "Wait a minute.", seconds=_SECONDS)
            return None
        if self.scope not in found.scopes:
            raise Problem(
                403,
                "This token may not do that",
                f"It needs the scope “{self.scope}”. An owner of the organization can make one.",
            )
        if count("api", str(found.pk), _SECONDS) > settings.API_REQUESTS_PER_MINUTE:
            detail = f"One token may ask {settings.API_REQUESTS_PER_MINUTE} times a minute."
            raise Problem(429, "Too many requests", detail, seconds=_SECONDS)
        if request.method != "GET":
            refuse_unread(request)
        return found


class StrictParser(Parser):
    """JSON as the standards read it: bounded, without duplicate keys, NaN and lone surrogates."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        parsed = read_json(request)
        if not isinstance(parsed, dict):
            raise BadRequest([error(PARSING, "not_an_object", "Send one JSON object.")])
        return parsed


def read_json(request: HttpRequest) -> Any:
    """The body of a request, read once and strictly. Raises BadRequest."""
    try:
        return strict_json.loads(request.body)
    except strict_json.BadJson as bad:
        raise BadRequest([error(PARSING, bad.code, bad.detail)]) from bad


def refuse_unread(request: HttpRequest) -> None:
    """What need not be read to be refused: another media type, or too much. Raises Problem."""
    if (request.content_type or "").lower() not in JSON_TYPES:
        raise Problem(415, "Not JSON", "Send the body as application/json.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > settings.API_REQUEST_BYTES:
        most = f"One request may have {settings.API_REQUEST_BYTES} bytes."
        raise Problem(413, "Too large", most)
