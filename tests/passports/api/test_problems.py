"""Whatever goes wrong under /api/, a machine reads it as problem+json."""

import pytest
from django.test import Client

from tests.passports.api.asking import Asker

pytestmark = pytest.mark.django_db


def assert_problem(answer, status):
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert b"<" not in answer.content


@pytest.mark.parametrize("path", ["/api/nowhere", "/api/nowhere/", "/api/vc/credentials/nowhere"])
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch"])
def test_an_unknown_address(path, method):
    assert_problem(getattr(Client(), method)(path), 404)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_a_method_that_an_address_does_not_take(method):
    answer = getattr(Client(), method)("/api/vc/credentials/verify")
    assert_problem(answer, 405)
    assert "POST" in answer["Allow"]


def test_a_body_that_no_address_takes(settings):
    settings.REQUEST_MAX_BYTES = 1000
    body = b"x" * 2000
    for path in ("/api/vc/credentials/verify", "/api/nowhere"):
        assert_problem(Client().post(path, body, content_type="application/json"), 413)
    # A person still gets a page.
    assert b"<html" in Client().post("/verify/", body, content_type="text/plain").content


def test_a_failure_of_our_own(monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError("a secret of the house")

    asker = Asker()
    asker.client.raise_request_exception = False
    monkeypatch.setattr("passports.api.credentials.verify_json", fails)
    answer = asker.verify({"a": "b"})
    assert_problem(answer, 500)
    assert b"secret of the house" not in answer.content


def test_pages_elsewhere_are_pages():
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def test_what_is_json_already_is_left_alone():
    asker = Asker()
    answer = asker.verify("no credential")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/json"
    assert Client().get("/api/openapi.json").status_code == 200
    assert Client().get("/api/docs/")["Content-Type"].startswith("text/html")
