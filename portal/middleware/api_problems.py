"""Machines read what went wrong as JSON, also where no view of the API answered."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from passports.api.problems import Problem, problem_answer

PREFIX = "/api/"
_DETAILS = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address. /api/docs/ lists what there is.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Allow names the methods that this address takes.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Send less at once; /api/docs/ says how much.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "That is our fault. Try again; it has been recorded.",
}
_KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiProblemsMiddleware:
    """A page with an error becomes problem+json (RFC 9457): unknown addresses, wrong methods,
    bodies that are too large, and failures of our own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(PREFIX) or response.status_code < 400:
            return response
        if "json" in response.get("Content-Type", ""):
            return response
        status = response.status_code
        problem = Problem(status, HTTPStatus(status).phrase, _DETAILS.get(HTTPStatus(status), ""))
        answer = problem_answer(problem)
        for name in _KEPT_HEADERS:
            if name in response:
                answer[name] = response[name]
        return answer
