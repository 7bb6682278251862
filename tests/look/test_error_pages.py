"""Error pages say what to do next, and stand without request, session or database."""

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import path

PAGES = ("400", "403", "403_csrf", "404", "429", "500", "503")


def broken(request):
    raise RuntimeError("for a test")


def not_allowed(request):
    from django.core.exceptions import PermissionDenied

    raise PermissionDenied


def suspicious(request):
    from django.core.exceptions import SuspiciousOperation

    raise SuspiciousOperation


urlpatterns = [
    path("broken", broken),
    path("not-allowed", not_allowed),
    path("suspicious", suspicious),
]


@pytest.mark.parametrize("name", PAGES)
def test_it_renders_with_nothing_at_all(name: str):
    page = get_template(f"{name}.html").render()
    assert page.count("<h1") == 1
    assert 'href="/"' in page


@pytest.mark.parametrize(
    ("address", "status"),
    [("/broken", 500), ("/not-allowed", 403), ("/suspicious", 400), ("/no", 404)],
)
def test_it_is_what_people_get(address: str, status: int, settings):
    settings.ROOT_URLCONF = __name__
    # No database mark: a query would raise.
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == status
    assert "site-header" in answer.content.decode()
