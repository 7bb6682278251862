"""What every answer carries, for those whom it is for."""

import pytest
from django.conf import settings
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client

from tests.portal.test_headers import assert_guarded
from tests.security.addresses import ADDRESSES, BY_TOKEN
from tests.security.world import rightful

pytestmark = pytest.mark.django_db
# Tokens in the address, and files that no browser may interpret, are guarded even more.
STRICTER = {
    "share_link",
    "answer_paper",
    "invitation",
    "recovery_cancel",
    "attest",
    "attest_hand_over",
    "guardian",
    "claim_document",
    "employer_document",
    "request_invitation",
    "credential_file",
    "credential_inside",
    "archived_document",
}


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_answer_has_every_header(world, method):
    for client in rightful(world).values():
        for address in ADDRESSES:
            url = address.url(world.table | {"token": world.links.get(address.name, "")})
            answer = getattr(client, method)(url)
            assert answer.status_code < 500 or address.name == "readyz", url
            if answer.streaming:
                b"".join(answer.streaming_content)
            if address.name not in STRICTER:
                assert_guarded(answer)
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["X-Frame-Options"] == "DENY"
            assert "default-src 'none'" in answer["Content-Security-Policy"]
            tells_its_address = answer.status_code not in (302, 405)
            if address.name in BY_TOKEN and tells_its_address:
                assert answer["Referrer-Policy"] == "no-referrer", url
            if answer["Content-Type"].startswith("text/html"):
                assert any(
                    word in answer.headers.get("Cache-Control", "")
                    for word in ("no-store", "no-cache")
                ), url


@pytest.mark.parametrize("name", sorted(BY_TOKEN))
def test_a_page_that_tells_no_referrer_takes_its_own_form(world, name):
    """Browsers send `Origin: null` with the form of such a page. The token of the form decides."""
    url = next(each for each in ADDRESSES if each.name == name).url(
        world.table | {"token": world.links[name]}
    )
    client = Client(enforce_csrf_checks=True)
    token = client.cookies[settings.CSRF_COOKIE_NAME] = "a" * CSRF_SECRET_LENGTH
    forged = client.post(url, {}, headers={"Origin": "null"})
    assert "This form was open for too long" in forged.content.decode()
    sent = {"csrfmiddlewaretoken": token}
    elsewhere = client.post(url, sent, headers={"Origin": "https://elsewhere.example"})
    assert "This form was open for too long" in elsewhere.content.decode()
    own = client.post(url, sent, headers={"Origin": "null"})
    assert "This form was open for too long" not in own.content.decode()


def test_every_fragment_varies_and_is_not_stored(world):
    for client in rightful(world).values():
        for address in ADDRESSES:
            url = address.url(world.table | {"token": world.links.get(address.name, "")})
            answer = client.get(url, headers={"HX-Request": "true"})
            if answer["Content-Type"].startswith("text/html"):
                assert "HX-Request" in answer["Vary"], url
            assert "no-store" in answer.headers["Cache-Control"], url


@pytest.mark.parametrize("name", ["share_link", "invitation", "attest", "attest_hand_over"])
def test_pages_behind_a_token_are_in_no_index(world, client, name):
    [address] = [address for address in ADDRESSES if address.name == name]
    for token in (world.links[name], "guess" * 8):
        answer = client.get(address.url({"token": token}))
        if answer.status_code == 200:
            assert "noindex" in answer["X-Robots-Tag"]
