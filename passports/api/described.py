"""What the description of the API says of answers: their fields, and no others.

Views answer by themselves (problems.answer); tests/employers/test_requests_described.py holds both
together.
"""

from typing import Any, Literal

from ninja import NinjaAPI, Schema
from pydantic import ConfigDict


class Closed(Schema):
    """An object with these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class ProblemBody(Closed):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


class ErrorBody(Closed):
    type: str
    title: str
    detail: str
    path: str | None = None


class BadRequestBody(Closed):
    """As the VC API answers what it cannot take."""

    verified: Literal[False]
    errors: list[ErrorBody]


# What every address with a token may answer, and what those with a body may besides.
ALWAYS = (401, 403, 429)
WITH_BODY = (*ALWAYS, 413, 415)
_RETRY_AFTER = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
_MAY_RETRY = ("429", "409")


def problems(*statuses: int) -> dict[Any, Any]:
    """These statuses, as `response` of an operation: 400 with its errors, others as a problem."""
    return {status: BadRequestBody if status == 400 else ProblemBody for status in sorted(statuses)}


def files(*media_types: str) -> dict[str, Any]:
    """`openapi_extra` of an operation that answers 200 with a file."""
    content = {each: {"schema": {"type": "string"}} for each in media_types}
    return {"responses": {200: {"description": "OK", "content": content}}}


class DescribedAPI(NinjaAPI):
    """Its description knows that a problem has a media type of its own, and says when to come
    back."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, response in operation["responses"].items():
                    _correct(str(status), response)
        return schema


def _correct(status: str, response: dict[str, Any]) -> None:
    content = response.get("content", {})
    described = content.get("application/json", {}).get("schema", {})
    if not described.get("$ref", "").endswith("/ProblemBody"):
        return
    response["content"] = {"application/problem+json": content["application/json"]}
    if status in _MAY_RETRY:
        required = {"required": True} if status == "429" else {}
        response["headers"] = {"Retry-After": _RETRY_AFTER | required}
