"""One mailbox has many spellings; two mailboxes are never taken for one."""

import pytest

from accounts.mailboxes import is_one_of, mailbox_of


@pytest.mark.parametrize(
    "spelled",
    [
        "Kid.Doe@gmail.com",
        "kiddoe@googlemail.com",
        " k.i.d.d.o.e+mum@GMAIL.com ",
        "kiddoe@gmail.com.",
    ],
)
def test_gmail(spelled):
    assert mailbox_of(spelled) == "kiddoe@gmail.com"


def test_other_providers_say_so_too():
    assert mailbox_of("kid@me.com") == mailbox_of("KID+x@icloud.com") == mailbox_of("kid@mac.com")
    assert mailbox_of("k.i-d_@pm.me") == mailbox_of("kid@protonmail.com")


def test_a_domain_in_two_alphabets_is_one():
    assert mailbox_of("kid@münchen.example") == mailbox_of("kid@xn--mnchen-3ya.example")


@pytest.mark.parametrize(
    "other", ["kid.doe@school.example", "kiddoe@school.example.org", "kiddoes@school.example"]
)
def test_what_nobody_promises_stays_apart(other):
    """Dots count at most providers."""
    assert not is_one_of(other, {"kiddoe@school.example"})
