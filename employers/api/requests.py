"""An organization's verification requests, for its hiring system: ask, list, read, withdraw."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from employers.actions import requests
from employers.actions.refusals import MoveLost, NotAllowed
from employers.answers.content import claims_of, is_disputed, iso
from employers.answers.files import as_file
from employers.answers.paper import answer_pdf
from employers.api.answers import AnsweredBody, RequestBody, RequestsBody
from employers.api.sending import SendRequest, no_member, sent_for
from employers.models import RemovedAnswer, RequestState, SignedAnswer, VerificationRequest
from employers.paging import page_of
from passports.api.described import ALWAYS, WITH_BODY, files, problems
from passports.api.problems import Problem, answer
from passports.api.requests import TokenAuth
from passports.models import ApiScope, ApiToken

router = Router(tags=["Verification requests"])
READ, SEND = TokenAuth(ApiScope.REQUESTS_READ), TokenAuth(ApiScope.REQUESTS_SEND)


class ListQuery(Schema):
    state: Literal[("", *RequestState.values)] = ""  # type: ignore[valid-type]
    after: str = Field("", max_length=100, description="`next` of the page before.")


@router.get("", auth=READ, url_name="api_requests",
            summary="List the organization's requests",
            response={200: RequestsBody, **problems(400, *ALWAYS)})  # fmt: skip
def list_requests(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    rows = _requests(request).exclude(state=RequestState.DRAFT).order_by("-created_at", "-id")
    if query.state:
        rows = rows.filter(state=query.state)
    page = page_of(rows, query.after)
    body = {"requests": [_short(row) for row in page.rows], "next": page.after or None}
    return answer(200, body)


@router.post("", auth=SEND, url_name="api_requests_send",
             summary="Ask somebody",
             response={201: RequestBody, **problems(400, 404, 409, *WITH_BODY)})  # fmt: skip
def send_request(request: HttpRequest, body: SendRequest) -> HttpResponse:
    return answer(201, _short(sent_for(_token(request), body)))


@router.get("/{uuid:request_id}", auth=READ, url_name="api_request",
            summary="One request with its answers",
            response={200: AnsweredBody, **problems(404, 410, *ALWAYS)})  # fmt: skip
def one_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    found = _found(request, request_id)
    claims = claims_of(found)
    body = {
        **_short(found),
        "purpose": found.purpose,
        "purpose_code": found.purpose_code,
        "deadline": iso(found.deadline),
        "disputed": is_disputed(claims),
        "claims": claims,
    }
    return answer(200, body)


@router.get("/{uuid:request_id}/signed", auth=READ, url_name="api_request_signed",
            summary="The answers as a signed presentation",
            response=problems(404, 409, 410, *ALWAYS),
            openapi_extra=files("application/vp"))  # fmt: skip
def signed_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    found = _answered(request, request_id)
    signed = SignedAnswer.objects.filter(request=found, superseded_at=None).first()
    if signed is None:
        raise _being_signed()
    return as_file(signed.content.encode(), "application/vp", f"answer-{found.pk}.json")


@router.get("/{uuid:request_id}/pdf", auth=READ, url_name="api_request_pdf",
            summary="The answers as a PDF",
            response=problems(400, 404, 409, 410, *ALWAYS),
            openapi_extra=files("application/pdf"))  # fmt: skip
def request_pdf(
    request: HttpRequest, request_id: UUID, paper: Literal["a4", "us-letter"] = "a4"
) -> HttpResponse:
    found = _answered(request, request_id)
    if not found.paper_token:
        raise _being_signed()
    return as_file(answer_pdf(found, paper=paper), "application/pdf", f"answer-{found.pk}.pdf")


@router.post("/{uuid:request_id}/withdraw", auth=SEND, url_name="api_request_withdraw",
             summary="Take a request back",
             response={200: RequestBody, **problems(404, 409, 410, *WITH_BODY)})  # fmt: skip
def withdraw_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    found = _found(request, request_id)
    try:
        requests.withdraw(request=found, by=_token(request).created_by)
    except MoveLost as lost:
        raise Problem(409, "Decided in the meantime", "It cannot be withdrawn.") from lost
    except NotAllowed as refused:
        raise no_member() from refused
    return answer(200, _short(found))


def _requests(request: HttpRequest) -> Any:
    rows = VerificationRequest.objects.filter(organization=_token(request).organization)
    return rows.select_related("organization", "holder")


def _found(request: HttpRequest, request_id: UUID) -> VerificationRequest:
    """Raises Problem: 410 for an answer whose term has ended, 404 for what never was theirs."""
    rows = _requests(request).exclude(state=RequestState.DRAFT)
    found: VerificationRequest | None = rows.filter(pk=request_id).first()
    if found is not None:
        return found
    removed = RemovedAnswer.objects.filter(
        organization=_token(request).organization, request_id=request_id
    ).first()
    if removed is not None:
        detail = f"It was removed on {removed.removed_at:%Y-%m-%d}, as the person was told."
        raise Problem(410, "Removed", detail)
    raise Problem(404, "No such request", "Your organization has none with this id.")


def _answered(request: HttpRequest, request_id: UUID) -> VerificationRequest:
    found = _found(request, request_id)
    if found.state != RequestState.COMPLETED:
        raise Problem(409, "Not answered yet", f"It is {found.state}.")
    return found


def _being_signed() -> Problem:
    return Problem(409, "Being signed", "It takes seconds. Ask again.", seconds=1)


def _short(row: VerificationRequest) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "state": str(row.state),
        "person": row.person_name,
        "email": row.invited_email,
        "reference": row.reference,
        "created_at": iso(row.created_at),
        "decided_at": iso(row.decided_at),
        "completed_at": iso(row.completed_at),
        "kept_until": iso(row.kept_until),
    }


def _token(request: HttpRequest) -> ApiToken:
    return request.auth  # type: ignore[attr-defined,no-any-return]
