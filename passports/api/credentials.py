"""The VC API: issuing, verifying, and the status of what was issued."""

import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Router

from passports.actions import issuing, issuing_status
from passports.actions.issuing_keys import NotVetted
from passports.adapters.fetching import NeedsNetwork
from passports.api.problems import (
    MALFORMED,
    BadRequest,
    Problem,
    answer,
    error,
    errors_of_issuing,
)
from passports.api.reports import body_of, verify_json
from passports.api.requests import TokenAuth
from passports.api.schemas import (
    BatchRequest,
    IssueRequest,
    PresentationRequest,
    StatusRequest,
    VerifyRequest,
)
from passports.claims import attested
from passports.models import ApiScope, ApiToken, IssuedCredential, IssuedState
from passports.standards.formats.data_model import CONTEXT_2
from passports.standards.types import Verdict

router = Router(tags=["VC API"])
_STATES = {"revocation": IssuedState.REVOKED, "suspension": IssuedState.SUSPENDED}


@router.post("/credentials/issue", auth=TokenAuth(ApiScope.ISSUE), url_name="api_issue",
             summary="Issue a credential", response={201: dict, 400: dict})  # fmt: skip
def issue(request: HttpRequest, body: IssueRequest) -> HttpResponse:
    options = body.options
    proof = options.cryptosuite or issuing.usual_proof(body.credential)
    if options.mediaType == "application/vc+jwt":
        proof = issuing.JWT
    token = _token(request)
    types = body.credential.get("type")
    if attested.is_attestation(types if isinstance(types, list) else [types]):
        # Its level is the portal's word: it comes of an answer to a question, and only so.
        detail = "Attestations are made of answers: see /attestations/{id}/answer."
        raise BadRequest([error(MALFORMED, "attestation_refused", detail, path="type")])
    try:
        issued = issuing.issue_credential(
            organization=token.organization,
            credential=body.credential,
            proof=proof,
            purposes=list(dict.fromkeys(options.statusPurposes)),
            by=token.created_by,
            token_id=str(token.pk),
        )
    except issuing.CannotIssue as cannot:
        raise BadRequest(errors_of_issuing(cannot.problems)) from cannot
    except NotVetted as not_vetted:
        raise Problem(403, "This organization may not issue now") from not_vetted
    secured = issued.credential
    if isinstance(secured, str):
        secured = {
            "@context": CONTEXT_2,
            "id": f"data:application/vc+jwt,{secured}",
            "type": "EnvelopedVerifiableCredential",
        }
    return answer(201, {"verifiableCredential": secured})


@router.post("/credentials/verify", auth=TokenAuth(ApiScope.VERIFY), url_name="api_verify",
             summary="Verify a credential", response={200: dict, 400: dict})  # fmt: skip
def verify(request: HttpRequest, body: VerifyRequest) -> HttpResponse:
    purpose = body.options.expectedProofPurpose
    if purpose != "assertionMethod":
        raise BadRequest(
            [
                error(
                    MALFORMED,
                    "wrong_proof_purpose",
                    f"Credentials are not made for {purpose[:60]}.",
                )
            ]
        )
    report, document = verify_json(body.verifiableCredential)
    if document is not None and document.format == "verifiable_presentation":
        raise BadRequest([error(MALFORMED, "not_a_credential", "This is a presentation.")])
    return answer(200 if report.verdict is Verdict.VERIFIED else 400, body_of(report))


@router.post("/presentations/verify", auth=TokenAuth(ApiScope.VERIFY),
             url_name="api_verify_presentation", summary="Verify a presentation",
             response={200: dict, 400: dict})  # fmt: skip
def verify_presentation(request: HttpRequest, body: PresentationRequest) -> HttpResponse:
    report, document = verify_json(
        body.verifiablePresentation,
        challenge=body.options.challenge,
        domain=body.options.domain,
    )
    if document is not None and "presentation" not in document.format:
        raise BadRequest([error(MALFORMED, "not_a_presentation", "This is a credential.")])
    return answer(200 if report.verdict is Verdict.VERIFIED else 400, body_of(report))


@router.post("/credentials/status", auth=TokenAuth(ApiScope.STATUS), url_name="api_status",
             summary="Revoke, suspend or reinstate a credential",
             response={200: dict, 400: dict})  # fmt: skip
def status(request: HttpRequest, body: StatusRequest) -> HttpResponse:
    token = _token(request)
    wanted = body.credentialStatus
    found = IssuedCredential.objects.filter(
        organization=token.organization, credential_id=body.credentialId
    )
    credential = found.order_by("-created_at").first()
    if credential is None:
        raise Problem(404, "No such credential", "This organization issued none with that id.")
    every = wanted if isinstance(wanted, list) else [wanted]
    decided = [(each.statusPurpose, _is_on(each.status, body.status)) for each in every]
    with transaction.atomic():
        for purpose, on in decided:
            _set(credential, purpose, on, body.reason, token)
    return answer(200, {"credentialId": credential.credential_id, "state": credential.state})


@router.post("/credentials/verify-batch", auth=TokenAuth(ApiScope.VERIFY),
             url_name="api_verify_batch", summary="Verify many credentials, one answer a line",
             response={200: dict, 400: dict})  # fmt: skip
def verify_batch(request: HttpRequest, body: BatchRequest) -> StreamingHttpResponse:
    most = settings.API_BATCH_CREDENTIALS
    if len(body.verifiableCredentials) > most:
        raise BadRequest([error(MALFORMED, "too_many", f"At most {most} credentials at once.")])
    lines = _lines(body.verifiableCredentials)
    response = StreamingHttpResponse(lines, content_type="application/x-ndjson")
    response["Cache-Control"] = "no-store"
    return response


def _lines(values: list[dict[str, Any] | str]) -> Iterator[bytes]:
    """One line for each, by its place in the request. Those for which a host must be asked come
    last, so that a slow one delays nobody, and hosts are asked for API_BATCH_SECONDS in all."""
    later = []
    for index, value in enumerate(values):
        try:
            report, _document = verify_json(value, online=False)
        except NeedsNetwork:
            later.append(index)
            continue
        yield answer(200, body_of(report, index=index)).content + b"\n"
    end = time.monotonic() + settings.API_BATCH_SECONDS
    for index in later:
        seconds = min(settings.API_VERIFY_SECONDS, max(0, end - time.monotonic()))
        report, _document = verify_json(values[index], seconds=seconds)
        yield answer(200, body_of(report, index=index)).content + b"\n"


def _is_on(inside: bool | str | None, beside: bool | str | None) -> bool:
    """`status` stands beside `credentialStatus` in the newer VC API, in it in the older."""
    values = {value in (True, "1") for value in (inside, beside) if value is not None}
    if len(values) > 1:
        detail = "status says true and false."
        raise BadRequest([error(MALFORMED, "conflicting_status", detail)])
    return values != {False}


def _set(credential: IssuedCredential, purpose: str, on: bool, reason: str,
         token: ApiToken) -> None:  # fmt: skip
    to = _STATES[purpose] if on else IssuedState.VALID
    if credential.state == to:
        return
    try:
        if not on and credential.state != _STATES[purpose]:
            return
        issuing_status.set_state(
            credential=credential,
            to=to,
            reason=reason,
            by=token.created_by,
            token_id=str(token.pk),
        )
    except issuing_status.NoSuchEntry as missing:
        detail = f"It was issued without a status for {purpose}."
        raise BadRequest([error(MALFORMED, "no_status_entry", detail)]) from missing
    except issuing_status.MoveLost as lost:
        detail = f"It is {credential.state}. A revocation is final."
        raise BadRequest([error(MALFORMED, "wrong_state", detail)]) from lost


def _token(request: HttpRequest) -> ApiToken:
    return request.auth  # type: ignore[attr-defined,no-any-return]
