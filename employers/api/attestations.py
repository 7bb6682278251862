"""What others ask an organization, for its own systems: list what waits, answer it."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from pydantic import AfterValidator

from employers.actions.attesters import answering_many, inbox
from employers.attesters.replies import asked_values
from employers.models import AttestationRequest, AttestedClaim, Said
from passports.api.problems import MALFORMED, BadRequest, Problem, answer, error
from passports.api.requests import TokenAuth
from passports.claims import attested
from passports.claims.dates import PartialDate
from passports.models import ApiScope, ApiToken
from portal.kernel.text import clean_text

router = Router(tags=["Questions to an organization"])
MOST = 200


class ListQuery(Schema):
    state: Literal["waiting", "answered", "ended", "all"] = "waiting"
    search: str = Field("", max_length=100, description="Part of a person's name.")
    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=1_000_000)


class ClaimAnswer(Schema):
    id: UUID
    said: Literal["confirmed", "differs", "cannot_say", "refused"]
    right: dict[str, str] = Field(
        default_factory=dict,
        description="Where it differs: what is right, by the names of `asked`. "
        "Dates are 2019, 2019-03 or 2019-03-01.",
    )


def _plain(text: str) -> str:
    """As in the form on the page: it stands in the answer, in a mail and in the credential."""
    try:
        return clean_text(text)
    except ValidationError as refused:
        raise ValueError(refused.messages[0]) from refused


PlainText = Annotated[str, AfterValidator(_plain)]


class AnswerRequest(Schema):
    name: PlainText = Field(min_length=1, max_length=200, description="Who answers.")
    role: PlainText = Field(min_length=1, max_length=200)
    claims: list[ClaimAnswer] = Field(max_length=100)


@router.get("", auth=TokenAuth(ApiScope.ATTEST), url_name="api_attestations",
            summary="List what the organization is asked", response={200: dict})  # fmt: skip
def list_attestations(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    rows = inbox.searched(_inbox(request), state=query.state, search=query.search)
    rows = rows.select_related("request__organization", "request__holder", "signs_for")
    rows = rows.prefetch_related("claims__revision", "claims__row")
    page = rows.order_by("-created_at", "pk")[query.offset : query.offset + query.limit]
    return answer(200, {"count": rows.count(), "attestations": [_shown(row) for row in page]})


@router.post("/{uuid:attestation_id}/answer", auth=TokenAuth(ApiScope.ATTEST),
             url_name="api_attestation_answer", summary="Answer about one person",
             response={200: dict, 400: dict})  # fmt: skip
def answer_attestation(
    request: HttpRequest, attestation_id: UUID, body: AnswerRequest
) -> HttpResponse:
    token = _token(request)
    found = (
        _inbox(request).select_related("request__organization").filter(pk=attestation_id).first()
    )
    if found is None:
        raise Problem(404, "No such question", "Your organization was not asked this.")
    lines = [
        answering_many.Line(place, str(each.id), each.said, each.right)
        for place, each in enumerate(body.claims)
    ]
    if not found.is_open:
        if found.is_paused:
            raise Problem(409, "Paused", "Who asks may not ask at the moment. Try again later.")
        raise Problem(409, "Not open any more", f"It is {found.state}.")
    checked = answering_many.check(
        organization=token.organization, by=token.created_by, lines=lines
    )
    others = set(checked.answers) - {found.pk}
    if others or not checked.answers.get(found.pk) or checked.errors:
        problems = [
            error(MALFORMED, "bad_answer", each.message, path=f"claims.{each.line}")
            for each in (*checked.errors, *checked.past)
        ] or [
            error(MALFORMED, "bad_answer", "Answer the claims of this question, and all of them.")
        ]
        raise BadRequest(problems)
    done = answering_many.answer_one(
        attestation=found,
        answers=checked.answers[found.pk],
        name=body.name,
        role=body.role,
        by=token.created_by,
    )
    if not done:
        raise Problem(409, "Not open any more", "It was closed in the meantime.")
    return answer(200, {"id": str(found.pk), "state": found.state})


def _inbox(request: HttpRequest) -> Any:
    token = _token(request)
    return inbox.inbox_of(token.organization, by=token.created_by)


def _shown(row: AttestationRequest) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "person": row.person_name,
        "asked_by": row.request.organization.name,
        "purpose": row.request.purpose,
        "state": row.state,
        "asked_at": row.created_at.isoformat(),
        "open_until": row.expires_at.isoformat(),
        "claims": [_claim(each) for each in row.claims.all() if each.said != Said.STOPPED],
    }


def _claim(each: AttestedClaim) -> dict[str, Any]:
    return {
        "id": str(each.pk),
        "kind": each.row.kind,
        "asked": {
            name: attested.iso(value) if isinstance(value, PartialDate) else value
            for name, value in asked_values(each).items()
        },
        "said": each.said,
    }


def _token(request: HttpRequest) -> ApiToken:
    return request.auth  # type: ignore[attr-defined,no-any-return]
