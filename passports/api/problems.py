"""Errors of the API: problem+json (RFC 9457), and the errors of a VC API answer."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from passports.actions.issuing import IssuingProblem
from passports.standards.types import Check, Outcome, Report, Verdict

# https://www.w3.org/TR/vc-data-model-2.0/#problem-details, …/vc-bitstring-status-list/
# #processing-errors and …/vc-data-integrity/#processing-errors name these.
_DATA_MODEL = "https://www.w3.org/TR/vc-data-model#"
_STATUS = "https://www.w3.org/ns/credentials/status-list#"
_INTEGRITY = "https://w3id.org/security#"
_TYPES = {
    "structure": f"{_DATA_MODEL}MALFORMED_VALUE_ERROR",
    "proof": f"{_INTEGRITY}PROOF_VERIFICATION_ERROR",
    "issuer_key": f"{_DATA_MODEL}CRYPTOGRAPHIC_SECURITY_ERROR",
    "status_list_unreachable": f"{_STATUS}STATUS_RETRIEVAL_ERROR",
    "status_list_not_verified": f"{_STATUS}STATUS_VERIFICATION_ERROR",
    "status_list_too_short": f"{_STATUS}STATUS_LIST_LENGTH_ERROR",
    "status_index_out_of_range": f"{_DATA_MODEL}RANGE_ERROR",
    "bad_status_entry": f"{_DATA_MODEL}MALFORMED_VALUE_ERROR",
}
MALFORMED = f"{_DATA_MODEL}MALFORMED_VALUE_ERROR"
PARSING = f"{_DATA_MODEL}PARSING_ERROR"


class Problem(Exception):
    """An answer with problem+json. `title` says what is wrong, `detail` what to do next."""

    def __init__(self, status: int, title: str, detail: str = "", *, seconds: int = 0) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.seconds = status, title, detail, seconds


class BadRequest(Exception):
    """400 with `errors`, as the VC API answers what it cannot take."""

    def __init__(self, errors: Sequence[Mapping[str, Any]]) -> None:
        super().__init__("bad request")
        self.errors = list(errors)


def error(kind: str, title: str, detail: str = "", **more: Any) -> dict[str, Any]:
    """One entry of `errors`."""
    return {"type": kind, "title": title, "detail": detail} | more


def errors_of_issuing(problems: Iterable[IssuingProblem]) -> list[dict[str, Any]]:
    """Why a credential was not issued."""
    return [
        error(MALFORMED, problem.code, problem.detail, path=problem.path) for problem in problems
    ]


def errors_of_report(report: Report) -> list[dict[str, Any]]:
    """Why a document is not verified: each check that stands in the way."""
    if report.verdict is Verdict.VERIFIED:
        return []
    stands = (Outcome.FAILED, Outcome.COULD_NOT_CHECK)
    checks = [check for check in report.checks if check.outcome in stands]
    return [
        error(_type_of(check), check.code, check.detail, check=str(check.name))
        for check in checks
        if str(check.name) not in ("recipient", "issuer_recognized")
    ]


def _type_of(check: Check) -> str:
    return _TYPES.get(check.code) or _TYPES.get(str(check.name)) or "about:blank"


def answer(status: int, body: Mapping[str, Any], *, media_type: str = "application/json",
           seconds: int = 0) -> HttpResponse:  # fmt: skip
    """A JSON answer that no cache keeps."""
    content = json.dumps(body, ensure_ascii=False, default=str)
    response = HttpResponse(content, status=status, content_type=media_type)
    response["Cache-Control"] = "no-store"
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


def problem_answer(problem: Problem) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    response = answer(
        problem.status, body, media_type="application/problem+json", seconds=problem.seconds
    )
    if problem.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def install(api: NinjaAPI) -> None:
    """What each exception becomes."""

    @api.exception_handler(Problem)
    def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
        return problem_answer(problem)

    @api.exception_handler(BadRequest)
    def _bad(request: HttpRequest, bad: BadRequest) -> HttpResponse:
        return answer(400, {"verified": False, "errors": bad.errors})

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
        errors = [
            error(MALFORMED, "malformed_request", str(each.get("msg", "")),
                  path=".".join(str(part) for part in each.get("loc", ())[2:]))
            for each in invalid.errors[:20]
        ]  # fmt: skip
        return answer(400, {"verified": False, "errors": errors})

    @api.exception_handler(HttpError)
    def _unreadable(request: HttpRequest, unreadable: HttpError) -> HttpResponse:
        # The framework wraps what the parser of bodies raises.
        cause = unreadable.__cause__
        if isinstance(cause, BadRequest):
            return _bad(request, cause)
        return problem_answer(Problem(unreadable.status_code, unreadable.message))

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, unknown: AuthenticationError) -> HttpResponse:
        return problem_answer(
            Problem(401, "No valid token", "Send Authorization: Bearer and an API token.")
        )
