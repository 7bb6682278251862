"""Machines and paper are told what people read: with what it differs, and how sure it is."""

import html
import io
import json

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from employers.answers.content import claims_of
from employers.answers.paper import answer_pdf
from employers.models import SignedAnswer, WebhookDelivery, WebhookEndpoint
from passports.claims.matching import DIFFERENT
from tests.employers.attesting import (
    answers,
    authorize,
    link_of,
    make_acme,
    name_contact,
    opened_by,
    the_attestation,
    work_off,
)

pytestmark = pytest.mark.django_db(transaction=True)
UNSURE = "Confirmed, but we cannot tell by whom"
NOT_SURE = (
    "Confirmed in a credential that Career Passport issued. We cannot tell who answered: the "
    "answer came from an address that nobody has tied to the organization."
)
SURE = (
    "Confirmed in a credential that Acme issued. We are sure who answered: the answer came from an "
    "address that belongs to the organization."
)


def listens(asked):
    endpoint = WebhookEndpoint(
        organization=asked.organization, url="https://h.example/", events=["answer.added"]
    )
    endpoint.seal_secret(WebhookEndpoint.new_secret())
    endpoint.save()


def answered(asked, *said, email="pat@acme.example", **more):
    make_acme()
    name_contact(asked, email=email)
    authorize(asked)
    attestation = the_attestation()
    opened_by(attestation).post(link_of(attestation), answers(*said, **more))
    work_off()
    asked.request.refresh_from_db()
    return asked


def signed_claim(scene):
    content = json.loads(SignedAnswer.objects.get(superseded_at=None).content)
    return content["verifiableCredential"][0]["credentialSubject"]["claims"][0]


def paper_of(scene):
    pages = PdfReader(io.BytesIO(answer_pdf(scene.request))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def page_of(scene):
    return scene.as_recruiter.get(
        reverse("employer_request", args=[scene.request.pk])
    ).content.decode()


def test_what_differs_is_told_with_what_is_right(asked):
    scene = answered(asked, "differs", title_0="Cleaner", organization_name_0="Acme")
    [api, _left_out] = claims_of(scene.request)
    assert api["answer"] == "differs"
    [evidence] = api["evidence"]
    assert {"field": "title", "value": "Cleaner"} in evidence["says"]
    assert [each["field"] for each in evidence["says"]] == [
        each["field"] for each in evidence["fields"] if each["outcome"] == DIFFERENT
    ]
    assert signed_claim(scene)["evidence"][0]["says"] == evidence["says"]
    assert "Cleaner" in page_of(scene)
    assert "Cleaner" in paper_of(scene)


@pytest.mark.parametrize("email", ["pat@gmail.com", "pat@elsewhere.example"])
def test_who_cannot_be_tied_to_the_organization_is_called_unsure_everywhere(asked, email):
    listens(asked)
    scene = answered(asked, "confirmed", email=email)
    [api, _left_out] = claims_of(scene.request)
    assert (api["answer"], api["certainty"]) == ("confirmed", "low")
    assert api["note"] == f"{UNSURE}. {NOT_SURE}"
    signed = signed_claim(scene)
    assert (signed["certainty"], signed["note"]) == ("low", api["note"])
    assert api["evidence"][0]["sentence"] == signed["evidence"][0]["sentence"] == NOT_SURE
    for text in (html.unescape(page_of(scene)), paper_of(scene)):
        assert UNSURE in text
        assert NOT_SURE in text
        assert "Confirmed by" not in text, "no certainty that nobody has"
    told = [each.payload["data"] for each in WebhookDelivery.objects.filter(event="answer.added")]
    assert {each["claim"]: each.get("certainty") for each in told}[api["id"]] == "low"


def test_who_belongs_to_the_organization_is_not(asked):
    listens(asked)
    scene = answered(asked, "confirmed")
    [api, _left_out] = claims_of(scene.request)
    assert (api["answer"], api["certainty"], api["note"]) == ("confirmed", "", "")
    assert "note" not in signed_claim(scene)
    assert api["evidence"][0]["sentence"] == SURE
    for text in (html.unescape(page_of(scene)), paper_of(scene)):
        assert SURE in text
        assert UNSURE not in text
    assert all("certainty" not in each.payload["data"] for each in WebhookDelivery.objects.all())


def test_what_is_signed_is_the_same_in_every_language(asked):
    scene = answered(asked, "confirmed", email="pat@gmail.com")
    told = claims_of(scene.request)
    with translation.override("de"):
        assert claims_of(scene.request) == told
