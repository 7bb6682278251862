"""Too many requests from one place are told to wait, and nobody else is."""

from types import SimpleNamespace
from unittest import mock

import pytest
import time_machine
from django.http import HttpResponse
from redis.exceptions import ConnectionError as RedisDown

from portal.kernel.rate_limit import client_address, limited


def view(request):
    return HttpResponse("ok")


def statuses(limited_view, requests):
    return [limited_view(request).status_code for request in requests]


@pytest.fixture
def get(rf):
    def make(address="192.0.2.1", user=None, method="get", **headers):
        request = getattr(rf, method)("/x", REMOTE_ADDR=address, **headers)
        request.user = SimpleNamespace(is_authenticated=user is not None, pk=user)
        return request

    return make


def test_each_address_has_its_own_count(get):
    three = limited("test", rate="3/m")(view)
    assert statuses(three, [get() for _ in range(5)]) == [200, 200, 200, 429, 429]
    assert statuses(three, [get("192.0.2.2")]) == [200]
    assert statuses(limited("other", rate="3/m")(view), [get()]) == [200]


def test_each_person_has_their_own_count(get):
    one = limited("test", rate="1/h", key="user")(view)
    requests = [get(user=1), get(user=2), get("192.0.2.9", user=1), get()]
    assert statuses(one, requests) == [200, 200, 429, 200]


def test_the_page_says_how_long_to_wait(get):
    one = limited("test", rate="1/h")(view)
    one(get())
    response = one(get())
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert response["Cache-Control"] == "no-store"
    assert "60 minutes" in response.content.decode()


def test_after_the_window_it_is_open_again(get):
    one = limited("test", rate="1/m")(view)
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as clock:
        assert statuses(one, [get(), get()]) == [200, 429]
        clock.shift(60)
        assert statuses(one, [get()]) == [200]


def test_only_the_named_methods_count(get):
    one = limited("test", rate="1/m", methods=("POST",))(view)
    assert statuses(one, [get(), get(), get(method="post"), get()]) == [200] * 4
    assert statuses(one, [get(method="post"), get()]) == [429, 200]


def test_a_forged_header_does_not_make_another_address(get):
    one = limited("test", rate="1/m")(view)
    requests = [get(HTTP_X_FORWARDED_FOR=f"198.51.100.{n}") for n in range(3)]
    assert statuses(one, requests) == [200, 429, 429]


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (2, "6.6.6.6, 198.51.100.7, 192.0.2.8", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, "", ""),
    ],
)
def test_forwarded_addresses_count_as_far_as_our_own_proxies_wrote_them(
    get, settings, proxies, header, expected
):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(get(HTTP_X_FORWARDED_FOR=header)) == expected


def test_a_home_with_ipv6_is_one_place(get):
    one = limited("test", rate="1/m")(view)
    assert statuses(one, [get("2001:db8::1"), get("2001:db8::2"), get("2001:db8:0:1::1")]) == [
        200,
        429,
        200,
    ]


def test_without_the_shared_cache_each_process_counts_for_itself(get):
    two = limited("without-cache", rate="2/m")(view)
    with mock.patch("portal.kernel.rate_limit.cache.add", side_effect=RedisDown):
        assert statuses(two, [get() for _ in range(3)]) == [200, 200, 429]


def test_no_address_is_stored_in_the_cache(get):
    from django.core.cache import cache

    with mock.patch("portal.kernel.rate_limit.cache.add", wraps=cache.add) as add:
        limited("test", rate="2/m")(view)(get())
    assert "192.0.2.1" not in str(add.call_args)
