"""Pages of requests that take only so many tries: the last one that is allowed passes, the next is
answered 429 with the time to wait, and changes nothing."""

import time
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from employers.actions.link_codes import MOST_CODES_AN_HOUR
from employers.models import RequestQuestion
from portal.kernel.models import AuditRow
from portal.kernel.rate_limit import count
from tests.employers.attesting import authorize, link_of, make_acme, name_contact, the_attestation
from tests.employers.conftest import signed_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "ip:127.0.0.1"
HOUR, MINUTE = 3600, 60


@pytest.fixture(autouse=True)
def _one_window(time_machine):
    """The window does not end in the middle of a test."""
    time_machine.move_to(time.time() // HOUR * HOUR + 10, tick=False)


def page_of(name, asked):
    """The client, the address and what is posted to it (None: a GET)."""
    request_id = asked.request.pk
    if name == "code":
        make_acme()
        name_contact(asked)
        authorize(asked)
        return Client(), link_of(the_attestation()), {"deed": "send_code"}
    if name == "invitation":
        from employers.actions.asking.invitations import hashed, token_of

        asked.request.token_hash = hashed(token_of(asked.request))
        asked.request.save()
        path = reverse("request_invitation", args=[token_of(asked.request)])
        return Client(), path, None
    if name == "question":
        return asked.as_holder, reverse("request_question", args=[request_id]), {"text": "Why?"}
    if name == "reply":
        question = RequestQuestion.objects.create(request=asked.request, text="Why?")
        path = reverse("employer_request_reply", args=[request_id, question.pk])
        return asked.as_recruiter, path, {"text": "Because."}
    if name == "report":
        path = reverse("request_report", args=[request_id])
        return asked.as_holder, path, {"reason": "unknown", "text": "T"}
    if name == "block":
        return asked.as_holder, reverse("request_block", args=[request_id]), {}
    if name == "ask":
        return asked.as_recruiter, reverse("employer_request_ask"), {}
    return asked.as_recruiter, reverse("employer_request_batches"), {}


LIMITS = {
    # page: scope, how many, in how many seconds, counted for whom
    "code": ("attest", 60, MINUTE, "ip"),
    "invitation": ("request-invitation", 60, HOUR, "ip"),
    "question": ("request-question", 20, HOUR, "holder"),
    "reply": ("request-reply", 60, HOUR, "recruiter"),
    "report": ("request-report", 10, HOUR, "holder"),
    "block": ("request-block", 30, HOUR, "holder"),
    "ask": ("request-send", 60, HOUR, "recruiter"),
    "batches": ("request-batch", 20, HOUR, "recruiter"),
}


def use_up(asked, name, number):
    scope, _allowed, seconds, whose = LIMITS[name]
    who = HERE if whose == "ip" else f"user:{getattr(asked, whose).pk}"
    for _time in range(number):
        count(scope, who, seconds)


def go(client, path, data):
    return client.get(path) if data is None else client.post(path, data)


def written():
    return SimpleNamespace(rows=AuditRow.objects.count(), mails=len(mail.outbox))


@pytest.mark.parametrize("name", LIMITS)
def test_one_too_many_is_told_and_changes_nothing(asked, name):
    client, path, data = page_of(name, asked)
    use_up(asked, name, LIMITS[name][1])
    before = written()
    answer = go(client, path, data)
    assert answer.status_code == 429
    assert answer["Retry-After"] == str(LIMITS[name][2])
    assert "no-store" in answer["Cache-Control"]
    assert "Please wait a moment" in answer.content.decode()
    assert written() == before


@pytest.mark.parametrize("name", LIMITS)
def test_the_last_allowed_passes(asked, name):
    client, path, data = page_of(name, asked)
    use_up(asked, name, LIMITS[name][1] - 1)
    assert go(client, path, data).status_code != 429
    assert go(client, path, data).status_code == 429


@pytest.mark.parametrize("name", ["question", "report", "block"])
def test_one_person_does_not_use_up_what_another_has(asked, name):
    _client, path, data = page_of(name, asked)
    use_up(asked, name, LIMITS[name][1] + 1)
    assert go(signed_in(UserFactory()), path, data).status_code == 404, "theirs is not counted"


def test_so_many_codes_to_one_address(asked):
    """From however many places: the address is not flooded."""
    client, path, data = page_of("code", asked)
    for _time in range(MOST_CODES_AN_HOUR):
        assert client.post(path, data).status_code == 200
    before = written()
    answer = client.post(path, data)
    assert answer.status_code == 429
    assert answer["Retry-After"] == str(HOUR)
    assert "We have sent several codes already" in answer.content.decode()
    assert written() == before
