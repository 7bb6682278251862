"""Every page carries every header, without exceptions."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
UNSAFE = ("unsafe-inline", "unsafe-eval", "nonce-", "data:", "blob:", "*", "http:", "https:")


def addresses_without_arguments() -> list[str]:
    """Every address of the portal that needs no id, made from the URLconf itself."""

    def walk(patterns: list, prefix: str) -> list[str]:
        found = []
        for pattern in patterns:
            route = prefix + str(pattern.pattern).lstrip("^").rstrip("$")
            if isinstance(pattern, URLResolver):
                found += walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and not set(route) & set("<(\\["):
                found.append("/" + route)
        return found

    return sorted(set(walk(get_resolver().url_patterns, "")))


def assert_guarded(response) -> None:
    for name, value in EXPECTED.items():
        assert response[name] == value, name
    policy = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")
    )
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert not any(word in response["Content-Security-Policy"] for word in UNSAFE)
    assert "camera=()" in response["Permissions-Policy"]
    assert "Content-Security-Policy-Report-Only" not in response
    if response["Content-Type"].startswith("text/html"):
        assert "HX-Request" in response["Vary"]


def test_the_list_of_addresses_is_not_empty():
    assert len(addresses_without_arguments()) > 30


@pytest.mark.parametrize("address", addresses_without_arguments())
def test_headers_for_anybody(client, address):
    assert_guarded(client.get(address))


@pytest.mark.parametrize("address", addresses_without_arguments())
def test_headers_for_somebody_signed_in(client, address):
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(address)
    assert response.status_code < 500 or address == "/readyz"
    assert_guarded(response)
    if response["Content-Type"].startswith("text/html"):
        assert "no-store" in response["Cache-Control"] or "no-cache" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "host", "status"), [("/no/such/page", "localhost", 404), ("/", "evil.example", 400)]
)
def test_headers_on_error_pages(client, address, host, status):
    response = client.get(address, headers={"host": host})
    assert response.status_code == status
    assert_guarded(response)


def test_a_fragment_is_never_stored_and_varies(client):
    response = client.get("/", headers={"HX-Request": "true"})
    assert "no-store" in response["Cache-Control"]
    assert "HX-Request" in response["Vary"]


def test_a_public_page_may_be_stored_by_nobody_else_than_its_reader(client):
    assert "Cookie" in client.get("/")["Vary"]
