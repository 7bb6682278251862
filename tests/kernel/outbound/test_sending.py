"""A request that carries something of ours goes to one host, under the rules of every fetch."""

import pytest

from portal.kernel.outbound import Limits, OutboundError, guarded_send
from tests.internet import answer, redirect


def test_what_is_sent_and_what_comes_back(internet):
    internet.replies["/token"] = answer(b'{"error": "x"}', status="400 Bad Request")
    reply = guarded_send(
        "https://college.example/token",
        headers={"Authorization": "Bearer abc", "Content-Type": "text/plain"},
        body=b"code=1",
    )
    assert (reply.status, reply.body, reply.media_type) == (
        400,
        b'{"error": "x"}',
        "application/json",
    )
    (sent,) = internet.requests
    assert sent.startswith("POST /token HTTP/1.1")
    assert "Authorization: Bearer abc" in sent
    assert "Content-Length: 6" in sent


def test_a_redirect_is_not_followed_with_what_we_carry(internet):
    internet.replies["/token"] = redirect("https://other.example/steal")
    assert guarded_send("https://college.example/token", body=b"secret").status == 302
    assert len(internet.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://college.example/token",
        "https://127.0.0.1/token",
        "https://college.example:8443/token",
        "https://me@college.example/token",
        "https://inside.example/token",
        "file:///etc/passwd",
    ],
)
def test_no_other_address_hears_of_it(internet, url):
    internet.addresses["inside.example"] = ["10.0.0.1"]
    with pytest.raises(OutboundError) as refused:
        guarded_send(url, body=b"secret")
    assert refused.value.code == "refused"
    assert not internet.requests


def test_an_answer_has_bounds_too(internet):
    internet.replies["/"] = answer(b"x" * 2000)
    with pytest.raises(OutboundError) as refused:
        guarded_send("https://college.example/", limits=Limits(max_bytes=1000))
    assert refused.value.code == "too_large"
