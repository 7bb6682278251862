"""What is said in words instead of codes."""

import pytest

from accounts.forms.account import _readable
from accounts.templatetags.devices import device


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/120 Safari/537 Edg/120", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537", "Chrome on Android"),
        ("curl/8", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_devices(user_agent, words):
    assert device(user_agent) == words


def test_kinds_of_notification():
    assert _readable("%(organization)s is vetted") == "An organization is vetted"
    assert _readable("A request has expired: %(what)s") == "A request has expired"
