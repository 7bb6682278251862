"""Nothing personal and no secret comes into the logs, whatever people do."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from structlog.stdlib import ProcessorFormatter

from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

EMAIL = "canary.bird@example.org"
NAME = "Canary Bird"
PASSWORD = "canary password which nobody else has"
TOKEN = "canaryTOKEN0123456789abcdefghij"
JWT = "eyJhbGciOiJFZERTQSJ9.eyJjYW5hcnkiOnRydWV9.c2lnbmF0dXJlLWNhbmFyeQ"


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """What the handler that the settings configured writes while the test runs."""
    handlers = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, ProcessorFormatter)
    ]
    assert len(handlers) == 1
    stream = io.StringIO()
    before = handlers[0].setStream(stream)
    try:
        yield stream.getvalue
    finally:
        handlers[0].setStream(before)


def assert_no_canary(text: str) -> None:
    low = text.lower()
    for secret in (EMAIL, NAME, PASSWORD, TOKEN, JWT, "canary", "127.0.0.1"):
        assert secret.lower() not in low, f"{secret!r} is in the logs"


def test_lines_are_json_with_a_page_and_a_request_id(client, logged):
    client.get("/accounts/login/")
    lines = [json.loads(line) for line in logged().splitlines()]
    finished = [line for line in lines if line["event"] == "request_finished"]
    assert finished[0]["request"] == "GET accounts/login/"
    assert finished[0]["code"] == 200
    assert re.fullmatch(r"[0-9a-f-]{36}", finished[0]["request_id"])


def test_every_way_to_sign_in(client, logged):
    user = UserFactory(email=EMAIL, name=NAME, password=PASSWORD)
    login = reverse("account_login")
    client.post(login, {"login": EMAIL, "password": PASSWORD + " wrong"})
    client.post("/accounts/login/code/", {"email": EMAIL})
    code = re.search(r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{2,4}|\d{6})\s*$", mail.outbox[-1].body, re.M)[1]
    client.post(reverse("account_confirm_login_code"), {"code": "WRONG-CODE"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    client.post(login, {"login": EMAIL, "password": PASSWORD})
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    client.post(reverse("account_signup"), {"email": "new." + EMAIL, "name": NAME, "age": "18"})
    assert User.objects.filter(pk=user.pk).exists()
    text = logged()
    assert text.count("request_finished") >= 7
    assert code not in text
    assert_no_canary(text)


@pytest.mark.parametrize(
    "address", [f"/s/{TOKEN}/", f"/shares/{TOKEN}", f"/?token={TOKEN}&email={EMAIL}", f"/{JWT}"]
)
def test_addresses_with_tokens(client, logged, address):
    client.get(address)
    client.post(address, {"password": PASSWORD})
    text = logged()
    assert "request_finished" in text
    assert_no_canary(text)


def test_an_upload_and_pasted_text(client, logged):
    client.force_login(
        UserFactory(email=EMAIL, name=NAME),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    content = json.dumps({"name": NAME, "email": EMAIL, "jwt": JWT}).encode()
    for data in ({"files": SimpleUploadedFile(f"{NAME}.json", content)}, {"text": JWT}):
        client.post("/imports/new/", data)
    text = logged()
    assert "request_finished" in text
    assert_no_canary(text)


def test_hosts_and_forged_forms(client, logged):
    client.get("/", headers={"host": f"{TOKEN}.example"})
    client.handler.enforce_csrf_checks = True
    client.post(f"/s/{TOKEN}/", {"password": PASSWORD})
    text = logged()
    assert "request_finished" in text
    assert_no_canary(text)


def test_an_error_that_quotes_a_row(client, logged, monkeypatch):
    def fail(*args, **kwargs):
        raise IntegrityError(f"Key (email)=({EMAIL}) already exists.")

    monkeypatch.setattr("portal.views.landing.render", fail)
    client.raise_request_exception = False
    assert client.get("/").status_code == 500
    text = logged()
    assert '"error": "IntegrityError"' in text
    assert "landing.py" in text
    assert_no_canary(text)


def test_a_task_that_fails_with_what_it_was_given(logged):
    try:
        raise ValueError(EMAIL)
    except ValueError as error:
        logging.getLogger("celery.app.trace").exception(
            "Task %(name)s[%(id)s] %(description)s: %(exc)s",
            {
                "name": "portal.kernel.run",
                "id": "1",
                "description": "raised unexpected",
                "exc": repr(error),
                "args": f"('{TOKEN}',)",
                "kwargs": "{}",
            },
        )
    text = logged()
    assert "raised unexpected: ValueError" in text
    assert_no_canary(text)


def test_our_own_facts_are_kept(logged):
    logging.getLogger("portal.kernel.work").warning("sweep failed", extra={"error_code": "x1"})
    assert json.loads(logged())["error_code"] == "x1"
