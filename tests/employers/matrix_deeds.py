"""The deeds of the matrix, as a browser does them: an address and the fields of its form."""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from employers.actions.asking import invitations
from employers.actions.attesters import attesting
from employers.actions.attesters.codes import CODE as ATTESTER_CODE
from employers.actions.consent import guardian_links
from employers.actions.consent.guardian_codes import CODE as GUARDIAN_CODE
from employers.consent.to_sign import to_sign
from employers.models import (
    AttesterContact,
    ClaimDocument,
    RequestQuestion,
    RequestState,
)
from employers.models.verification_request import OPEN_STATES
from tests.employers.matrix_guardians import PARENT
from tests.employers.matrix_worlds import CODE

PDF = b"%PDF-1.4 one page"
Fields = dict[str, Any]


class Deed(NamedTuple):
    """`address(scene)` and `fields(scene)`; `url_name` is which address of the portal it is.
    `prepare(scene)` makes what the deed is about, where the state alone does not."""

    url_name: str
    address: Callable[[SimpleNamespace], str]
    fields: Callable[[SimpleNamespace], Fields] = lambda scene: {}
    prepare: Callable[[SimpleNamespace], None] = lambda scene: None


def _of_request(url_name: str, fields: Any = lambda scene: {}, prepare: Any = None) -> Deed:
    def address(scene: SimpleNamespace) -> str:
        return reverse(url_name, args=[scene.request.pk])

    return Deed(url_name, address, fields, prepare or (lambda scene: None))


def _of_first_row(url_name: str, fields: Any = lambda scene: {}, prepare: Any = None) -> Deed:
    def address(scene: SimpleNamespace) -> str:
        return reverse(url_name, args=[scene.rows[0].pk])

    return Deed(url_name, address, fields, prepare or (lambda scene: None))


def _both(scene: SimpleNamespace) -> Fields:
    return {"claims": [str(row.pk) for row in scene.rows]}


def _one(scene: SimpleNamespace) -> Fields:
    return {"claims": [str(scene.rows[0].pk)]}


def _to_sign(scene: SimpleNamespace) -> Fields:
    return {**_both(scene), "digest": scene.digest}


def _shown(scene: SimpleNamespace) -> None:
    """The holder has read the disclosure and just given the password for it."""
    scene.digest = "0" * 64
    if scene.request.holder is None:
        return
    included = {row.pk for row in scene.rows}
    scene.digest = to_sign(request=scene.request, included=included).digest
    session = scene.clients["holder"].session
    session["guardians_named"] = {str(scene.request.pk): PARENT}
    session["proving_for"] = {"deed": f"sign.{scene.digest}", "at": time.time() - 1}
    session.save()


def _matched(scene: SimpleNamespace) -> Fields:
    return {
        f"claim_{row.pk}": str(claim.pk)
        for row, claim in zip(scene.rows, scene.claims, strict=True)
    }


def _ask_a_question(scene: SimpleNamespace) -> None:
    scene.question_id = uuid4()
    if scene.request.holder is not None:
        question = RequestQuestion.objects.create(request=scene.request, text="Why?")
        scene.question_id = question.pk


def _name_another(scene: SimpleNamespace) -> None:
    AttesterContact.objects.filter(holder=scene.holder).update(email="kim@other.example")


def _give_a_document(scene: SimpleNamespace) -> None:
    """Before somebody was asked, nobody was asked for documents."""
    scene.document_id = uuid4()
    if scene.request.state in (RequestState.DRAFT, *OPEN_STATES):
        return
    if scene.request.holder is None:
        return
    scene.document_id = ClaimDocument.objects.create(
        holder=scene.holder,
        row=scene.rows[0],
        filename="f.pdf",
        media_type="application/pdf",
        size_bytes=len(PDF),
        digest="d",
        content=PDF,
    ).pk


def _edited(scene: SimpleNamespace, **more: str) -> Fields:
    return {
        "name": "Nadia",
        "email": "nadia@people.example",
        "purpose": "hiring",
        "reference": "Ward 7",
        "deadline": "7",
        "kept": "90",
        "rows": "1",
        "kind_0": "employment",
        "what_0": "Job 0",
        **more,
    }


def _document(scene: SimpleNamespace) -> Fields:
    return {"file": SimpleUploadedFile("f.pdf", PDF, "application/pdf")}


def _adverse(scene: SimpleNamespace) -> Fields:
    today = timezone.localdate().isoformat()
    return {"given_on": today, "gave_copy": "on", "gave_time": "on"}


def _dispute_address(scene: SimpleNamespace) -> str:
    return reverse("request_dispute", args=[scene.request.pk, scene.rows[0].pk])


def _naming_address(scene: SimpleNamespace) -> str:
    """With the choice of claims in it, as the page before leads there."""
    chosen = "&".join(f"claims={row.pk}" for row in scene.rows)
    return f"{reverse('request_guardian', args=[scene.request.pk])}?{chosen}"


def _reply_address(scene: SimpleNamespace) -> str:
    return reverse("employer_request_reply", args=[scene.request.pk, scene.question_id])


OF_REQUESTS = {
    "read": _of_request("request_seen"),
    "authorize": _of_request("request_authorize", _both),
    "narrow": _of_request("request_authorize", _one),
    "sign": _of_request("request_consent", _to_sign, _shown),
    "name_guardian": Deed("request_guardian", _naming_address, lambda scene: {"email": PARENT}),
    "take_back_consent": _of_request("signed_consent_withdraw"),
    "decline": _of_request("request_decline"),
    "question": _of_request("request_question", lambda scene: {"text": "Why?"}),
    "block": _of_request("request_block"),
    "report": _of_request("request_report", lambda scene: {"reason": "unknown", "text": ""}),
    "match": _of_request("request_match", _matched),
    "take": _of_request("request_take"),
    "dispute": Deed("request_dispute", _dispute_address, lambda scene: {"what_is_wrong": "Not so"}),
    "stop_asking": _of_first_row("row_stop"),
    "ask_other": _of_first_row("row_ask_other", prepare=_name_another),
    "give_document": _of_first_row("row_document", _document),
    "take_back_document": Deed(
        "claim_document_remove",
        lambda scene: reverse("claim_document_remove", args=[scene.document_id]),
        prepare=_give_a_document,
    ),
    "open_invitation": Deed(
        "request_invitation",
        lambda scene: reverse("request_invitation", args=[invitations.token_of(scene.request)]),
    ),
    "withdraw": _of_request("employer_request_withdraw"),
    "reply": Deed(
        "employer_request_reply",
        _reply_address,
        lambda scene: {"text": "Because"},
        _ask_a_question,
    ),
    "adverse": _of_request("employer_request_adverse", _adverse),
    "edit": _of_request("employer_request_edit", lambda scene: _edited(scene, save="1")),
    "send": _of_request("employer_request_edit", _edited),
    "discard": _of_request("employer_request_discard"),
}


def _link(deed: str, **fields: str) -> Deed:
    return Deed(
        "attest",
        lambda scene: reverse("attest", args=[attesting.token_of(scene.row)]),
        lambda scene: {"deed": deed, **fields},
        _mail_code if deed == "open" else (lambda scene: None),
    )


def _mail_code(scene: SimpleNamespace) -> None:
    """Where nothing is open any more, none was sent."""
    if scene.row.state in ATTESTER_CODE.states:
        ATTESTER_CODE.keep(asked=scene.row, code=CODE)


def _inbox(deed: str) -> Deed:
    return Deed(
        "attestation",
        lambda scene: reverse("attestation", args=[scene.row.pk]),
        lambda scene: {"deed": deed, **ANSWER},
    )


ANSWER = {
    "said-0": "confirmed",
    "typed_name": "Pat Lee",
    "typed_role": "HR",
    "statement": "on",
}
COLLEAGUE = {"email": "kim@acme.example", "name": "Kim", "role": "Registrar"}
OF_ATTESTATIONS = {
    "send_code": _link("send_code"),
    "open": _link("open", code=CODE),
    "answer": _link("answer", **ANSWER),
    "decline": _link("decline"),
    "hand_over": Deed(
        "attest_hand_over",
        lambda scene: reverse("attest_hand_over", args=[attesting.token_of(scene.row)]),
        lambda scene: COLLEAGUE,
    ),
    "inbox_answer": _inbox("answer"),
    "inbox_decline": _inbox("decline"),
    "stop": _of_first_row("row_stop"),
}


def _close(to: str) -> Deed:
    return Deed(
        "admin:passports_dispute_deed",
        lambda scene: reverse("admin:passports_dispute_deed", args=[scene.row.pk, to]),
        lambda scene: {"reason": "Looked into"},
    )


OF_DISPUTES = {
    "withdraw": Deed(
        "dispute_withdraw", lambda scene: reverse("dispute_withdraw", args=[scene.row.pk])
    ),
    "open_again": Deed(
        "dispute_new",
        lambda scene: reverse("dispute_new", args=[scene.row.claim_id]),
        lambda scene: {"credential": str(scene.credential.pk), "what_is_wrong": "Not so"},
    ),
    "close_corrected": _close("corrected"),
    "close_stands": _close("stands"),
    "close_unresolved": _close("unresolved"),
}


def _guardians(deed: str, **fields: str) -> Deed:
    def prepare(scene: SimpleNamespace) -> None:
        """Where nothing is open any more, none was sent."""
        if deed == "open" and scene.row.state in GUARDIAN_CODE.states:
            GUARDIAN_CODE.keep(asked=scene.row, code=CODE)

    return Deed(
        "guardian",
        lambda scene: reverse("guardian", args=[guardian_links.token_of(scene.row)]),
        lambda scene: {"deed": deed, **fields},
        prepare,
    )


SIGNED = {"typed_name": "Sam Parent", "statement": "on"}
OF_GUARDIANS = {
    "send_code": _guardians("send_code"),
    "open": _guardians("open", code=CODE),
    "agree": _guardians("agree", **SIGNED),
    "refuse": _guardians("refuse", **SIGNED),
    "withdraw": _guardians("withdraw"),
}
DEEDS = {
    "request": OF_REQUESTS,
    "attestation": OF_ATTESTATIONS,
    "dispute": OF_DISPUTES,
    "guardian": OF_GUARDIANS,
}
