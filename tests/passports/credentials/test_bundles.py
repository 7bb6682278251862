"""A bundle on its page: every credential inside it with its own verdict."""

import json

import pytest
from django.urls import reverse

from passports.actions import imports
from passports.models import Credential
from passports.sources import Found
from tests.factories.accounts import UserFactory
from tests.passports.working import work
from tests.standards.formats.presenting import clr, nested_badge
from tests.standards.making import badge, signed
from tests.standards.test_endorsements import given

pytestmark = pytest.mark.django_db


def test_each_credential_inside_is_shown_with_its_verdict(client):
    holder = UserFactory()
    client.force_login(holder)
    changed = nested_badge(2)
    changed["credentialSubject"]["achievement"]["name"] = "<b>Crane</b>"
    content = json.dumps(signed(clr(nested_badge(1), changed))).encode()
    found = [Found("bundle.json", content=content, size_bytes=len(content))]
    imports.start(holder=holder, source="upload", found=found, by=holder)
    work()
    credential = Credential.objects.get(holder=holder)
    assert credential.verdict == "not_verified"
    assert [each["verdict"] for each in credential.latest_report.nested] == [
        "verified",
        "not_verified",
    ]
    page = client.get(reverse("credential", args=[credential.id])).content.decode()
    assert "Credentials inside it" in page
    assert "Welding · Central Trade School" in page
    assert "&lt;b&gt;Crane&lt;/b&gt;" in page
    assert "<b>Crane" not in page
    assert "A credential inside it is not verified" in page


def test_a_credential_by_itself_has_no_list_of_others(client):
    holder = UserFactory()
    client.force_login(holder)
    content = json.dumps(nested_badge(1)).encode()
    found = [Found("one.json", content=content, size_bytes=len(content))]
    imports.start(holder=holder, source="upload", found=found, by=holder)
    work()
    credential = Credential.objects.get(holder=holder)
    page = client.get(reverse("credential", args=[credential.id])).content.decode()
    assert "Credentials inside it" not in page


def test_what_others_say_is_shown_beside_it(client):
    """Each endorsement has its own verdict; a changed one does not sink the badge."""
    holder = UserFactory()
    client.force_login(holder)
    changed = given()
    changed["credentialSubject"]["endorsementComment"] = "<i>Changed</i>"
    elsewhere = given("https://elsewhere.example/1")
    content = json.dumps(signed(badge(endorsement=[given(), changed, elsewhere]))).encode()
    found = [Found("badge.json", content=content, size_bytes=len(content))]
    imports.start(holder=holder, source="upload", found=found, by=holder)
    work()
    credential = Credential.objects.get(holder=holder)
    assert credential.verdict == "verified"
    stored = [each for each in credential.latest_report.nested if "endorses" in each]
    assert [each["verdict"] for each in stored] == ["verified", "not_verified", "verified"]
    address = reverse("credential", args=[credential.id])
    page = client.get(address).content.decode()
    assert "What others say about it" in page
    assert "We hire on it." in page
    assert "&lt;i&gt;Changed" in page
    assert "It is about this credential." in page
    assert "It is about something else, so it says nothing about this credential." in page
    assert "Credentials inside it" not in page
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "What others say about it" in fragment


def test_the_endorsement_of_a_credential_inside_names_it(client):
    holder = UserFactory()
    client.force_login(holder)
    inside = signed(badge(endorsement=[given()]))
    content = json.dumps(signed(clr(inside))).encode()
    found = [Found("bundle.json", content=content, size_bytes=len(content))]
    imports.start(holder=holder, source="upload", found=found, by=holder)
    work()
    credential = Credential.objects.get(holder=holder)
    page = client.get(reverse("credential", args=[credential.id])).content.decode()
    assert "In the credential “Welding”." in page
