"""What a hiring system is answered, field by field: the description of employers/answers/content.py
and of employers/api/requests.py."""

from typing import Literal

from ninja import Field

from employers.models import Answer, Layer, RequestState
from passports.api.described import Closed
from passports.models import ClaimKind

_STATES = tuple(each for each in RequestState.values if each != RequestState.DRAFT)
_EMPTY_OR_TIME = "ISO 8601; empty if it has not happened."


class RequestBody(Closed):
    id: str
    state: Literal[_STATES]  # type: ignore[valid-type]
    person: str = Field(description="As your organization named the person.")
    email: str
    reference: str
    created_at: str = Field(description=_EMPTY_OR_TIME)
    decided_at: str = Field(description=_EMPTY_OR_TIME)
    completed_at: str = Field(description=_EMPTY_OR_TIME)
    kept_until: str = Field(description=_EMPTY_OR_TIME)


class RequestsBody(Closed):
    requests: list[RequestBody]
    next: str | None = Field(description="`after` of the next page; null at the end.")


class FieldOutcome(Closed):
    field: str
    outcome: str


class FieldValue(Closed):
    field: str
    value: str


class EvidenceBody(Closed):
    sentence: str
    issuer: str
    relation: str
    checked_at: str
    fields: list[FieldOutcome]
    says: list[FieldValue] = Field(description="With what it differs.")
    certainty: str
    said_by: str = Field(description="The organization whose word it is.")
    said_for: str = Field(description="The organization that the claim names, for which it speaks.")
    speaks_as: str = Field(description="For whom it may speak: itself, listed names or any.")
    says_who: str = Field(description="The registry that says so.")


class AttesterBody(Closed):
    organization: str
    role: str
    standing: str
    level: str


class NobodyBody(Closed):
    """No attester was asked."""


class CorrectionBody(Closed):
    at: str
    was: Literal[tuple(Answer.values)]  # type: ignore[valid-type]
    became: Literal[tuple(Answer.values)]  # type: ignore[valid-type]


class ClaimBody(Closed):
    id: str
    kind: Literal[tuple(ClaimKind.values)]  # type: ignore[valid-type]
    asked: str
    title: str
    organization: str
    answer: Literal[tuple(Answer.values)]  # type: ignore[valid-type]
    certainty: str = Field(description="`low` if nobody tied whoever says it to the organization.")
    note: str
    reason: str
    layer: Literal[("", *Layer.values)]  # type: ignore[valid-type]
    source: str
    answered_at: str = Field(description=_EMPTY_OR_TIME)
    disputed: bool
    evidence: list[EvidenceBody]
    attester: AttesterBody | NobodyBody
    documents: int
    corrections: list[CorrectionBody]


class AnsweredBody(RequestBody):
    purpose: str
    purpose_code: str
    deadline: str
    disputed: bool
    claims: list[ClaimBody]
