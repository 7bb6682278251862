"""Mail that nobody at an address asked for: a few a day, however the address is spelled."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.unasked_mail import MOST_A_DAY, due_at


def test_more_than_a_few_go_out_on_later_days(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    now = timezone.now()
    due = [due_at(to="jo@mail.example", wish_of="a") for _each in range(MOST_A_DAY * 2 + 1)]
    assert due[:MOST_A_DAY] == [None] * MOST_A_DAY
    assert due[MOST_A_DAY:-1] == [now + timedelta(days=1)] * MOST_A_DAY
    assert due[-1] == now + timedelta(days=2)


@pytest.mark.parametrize("other", ["JO@mail.example", "jo+2@mail.example", " jo@mail.example "])
def test_another_spelling_is_the_same_mailbox(other):
    for _each in range(MOST_A_DAY):
        due_at(to="jo@mail.example", wish_of="a")
    assert due_at(to=other, wish_of="a") is not None


def test_nobody_learns_of_the_wishes_of_others():
    for _each in range(MOST_A_DAY + 1):
        due_at(to="jo@mail.example", wish_of="a")
    assert due_at(to="jo@mail.example", wish_of="b") is None
    assert due_at(to="lee@mail.example", wish_of="a") is None
