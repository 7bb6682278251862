"""What the API does with bodies that nobody should send, and with many credentials at once."""

import json
import time

import pytest
from django.test import Client

from passports.standards import SigningKey, issue, status_entry
from portal.kernel.outbound import OutboundError
from tests.passports.api.asking import Asker, codes, outcomes, plain
from tests.standards.making import NOW
from tests.standards.making import plain as made_plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return Asker()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (" ", "not_json"),
        ("{", "not_json"),
        ("[]", "not_an_object"),
        ('{"verifiableCredential": {"a": 1, "a": 2}}', "duplicate_key"),
        ('{"verifiableCredential": ' + "[" * 10_000 + "]" * 10_000 + "}", "too_deep"),
        ('{"verifiableCredential": NaN}', "bad_number"),
        ('{"verifiableCredential": ' + "9" * 5000 + "}", "bad_number"),
        ('{"verifiableCredential": "\\ud800"}', "bad_unicode"),
        (b'{"verifiableCredential": "\xff"}', "bad_unicode"),
        ('{"verifiableCredential": "\\u0000"}', "bad_unicode"),
    ],
)
@pytest.mark.parametrize("path", ["credentials/verify", "credentials/issue"])
def test_bad_json_is_told(asker, path, body, code):
    answer = asker.post(path, body)
    assert answer.status_code == 400
    assert codes(answer) == {code}


@pytest.mark.parametrize("value", ["", "text", "a.b.c", {}, {"type": "Other"}, 5, [], None])
def test_what_is_no_credential(asker, value):
    answer = asker.verify(value)
    assert answer.status_code == 400
    assert answer.json()["verified"] is False
    assert answer.json()["errors"]


def test_too_large_a_body_is_refused_before_it_is_read(asker, settings):
    settings.API_REQUEST_BYTES = 1000
    answer = asker.post("credentials/verify", json.dumps({"verifiableCredential": "x" * 2000}))
    assert answer.status_code == 413
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_only_json_is_read(asker, kind):
    answer = asker.post("credentials/verify", "{}", content_type=kind)
    assert answer.status_code == 415
    assert answer["Content-Type"] == "application/problem+json"


def test_only_posts_are_answered(asker):
    assert asker.client.get("/api/vc/credentials/issue").status_code == 405


def test_each_of_many_is_answered_as_it_finishes(asker, monkeypatch):
    def hangs(url, **limits):
        raise OutboundError("too_slow", transient=True)

    monkeypatch.setattr("passports.adapters.fetching.guarded_fetch", hangs)
    key = SigningKey.generate()
    good = asker.issued()
    tampered = {**good, "validFrom": "2020-01-01T00:00:00Z"}
    far = issue(made_plain("did:web:slow.example"), key=key, created=NOW)
    answer = asker.post(
        "credentials/verify-batch",
        {"verifiableCredentials": [far, good, "not one", tampered]},
    )
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    # The one for which a host must be asked comes last.
    assert [line["index"] for line in lines] == [1, 2, 3, 0]
    assert [line["verdict"] for line in lines] == [
        "verified",
        "not_a_credential",
        "not_verified",
        "inconclusive",
    ]


def test_a_request_waits_for_slow_hosts_together_no_longer_than_it_may(
    asker, settings, monkeypatch
):
    """Each list of a credential is on a slow host of its own: the web worker is free in time, and
    what was not read could not be checked."""
    asked = []

    def slow(url, *, limits):
        asked.append((url, limits.total_seconds))
        time.sleep(min(limits.total_seconds, 0.2))
        raise OutboundError("too_slow", transient=True)

    monkeypatch.setattr("passports.adapters.fetching.guarded_fetch", slow)
    settings.API_VERIFY_SECONDS = 0.3
    key = SigningKey.generate()
    entries = [
        status_entry(f"https://slow{number}.example/list", 5, purpose="revocation")
        for number in range(4)
    ]
    document = issue(made_plain(key.did, credentialStatus=entries), key=key, created=NOW)
    began = time.monotonic()
    answer = asker.verify(document)
    assert time.monotonic() - began < 2
    assert answer.status_code == 400
    assert answer.json()["verdict"] == "inconclusive"
    assert outcomes(answer)["status"] == "could_not_check"
    assert outcomes(answer)["proof"] == "passed"
    assert 0 < len(asked) < 4
    assert all(seconds <= 0.3 for _url, seconds in asked)


def test_many_wait_no_longer_than_they_may_together(asker, settings, monkeypatch):
    asked = []

    def slow(url, *, limits):
        asked.append(url)
        time.sleep(min(limits.total_seconds, 0.2))
        raise OutboundError("too_slow", transient=True)

    monkeypatch.setattr("passports.adapters.fetching.guarded_fetch", slow)
    settings.API_BATCH_SECONDS = 0.5
    key = SigningKey.generate()
    far = [
        issue(made_plain(f"did:web:slow{number}.example"), key=key, created=NOW)
        for number in range(10)
    ]
    began = time.monotonic()
    answer = asker.post("credentials/verify-batch", {"verifiableCredentials": far})
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert time.monotonic() - began < 3
    assert [line["verdict"] for line in lines] == ["inconclusive"] * 10
    assert 0 < len(asked) < 10


def test_too_many_at_once_are_refused(asker, settings):
    settings.API_BATCH_CREDENTIALS = 2
    answer = asker.post("credentials/verify-batch", {"verifiableCredentials": [plain()] * 3})
    assert answer.status_code == 400
    assert codes(answer) == {"too_many"}


def test_the_description_is_there_for_everybody():
    client = Client()
    schema = client.get("/api/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert "/api/vc/credentials/issue" in schema["paths"]
    answer = client.get("/api/docs/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "POST" in text
    assert "/api/vc/credentials/verify-batch" in text
    assert "//cdn" not in text


def test_no_answer_is_kept_by_a_cache(asker):
    assert asker.issue()["Cache-Control"] == "no-store"
    assert asker.verify("x")["Cache-Control"] == "no-store"
