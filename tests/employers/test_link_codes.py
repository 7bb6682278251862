"""The code that opens what a link leads to: the same for attesters and for guardians."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from employers.actions.attesters.codes import CODE as ATTESTERS
from employers.actions.consent.guardian_codes import CODE as GUARDIANS
from employers.actions.link_codes import MOST_ATTEMPTS, MOST_CODES_AN_HOUR, TooManyCodes
from employers.actions.refusals import NotOpen
from employers.models import AttestationState, GuardianState
from portal.kernel.models import AuditRow
from tests.employers.attesting import authorize, name_contact, the_attestation
from tests.employers.guarding import ask, the_guardian
from tests.employers.test_consent_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = {"attestation": ATTESTERS, "guardian": GUARDIANS}


@pytest.fixture(params=KINDS)
def asked_by_link(request, asked):
    """Somebody who was asked, and how their code is made."""
    if request.param == "attestation":
        name_contact(asked)
        authorize(asked)
        row = the_attestation()
    else:
        ask(request.getfixturevalue("minor"))
        row = the_guardian()
    mail.outbox.clear()
    return SimpleNamespace(row=row, code=KINDS[request.param], kind=request.param)


def sent(scene):
    scene.code.send(asked=scene.row)
    return re.search(r"^(\d{8})$", mail.outbox[-1].body, re.M)[1]


def wrong(code):
    return f"{(int(code) + 1) % 10**8:08}"


def test_it_goes_to_the_address_that_was_asked_and_is_not_kept(asked_by_link):
    code = sent(asked_by_link)
    assert mail.outbox[-1].to == [asked_by_link.row.email]
    asked_by_link.row.refresh_from_db()
    assert code not in asked_by_link.row.code_hash
    (audit,) = AuditRow.objects.filter(deed=f"{asked_by_link.kind}_code_sent")
    assert (audit.actor_kind, code in str(audit.codes)) == ("link", False)


def test_it_works_once_with_spaces_too(asked_by_link):
    code = sent(asked_by_link)
    typed = f" {code[:4]} {code[4:]} "
    assert asked_by_link.code.prove(asked=asked_by_link.row, code=typed)
    assert not asked_by_link.code.prove(asked=asked_by_link.row, code=code)


def test_five_attempts_and_the_right_one_comes_too_late(asked_by_link):
    code = sent(asked_by_link)
    for _attempt in range(MOST_ATTEMPTS):
        assert not asked_by_link.code.prove(asked=asked_by_link.row, code=wrong(code))
    assert not asked_by_link.code.prove(asked=asked_by_link.row, code=code)
    assert asked_by_link.code.prove(asked=asked_by_link.row, code=sent(asked_by_link))


def test_guesses_at_the_same_instant_count(asked_by_link):
    code = sent(asked_by_link)
    guess = asked_by_link.code.prove
    rows = [type(asked_by_link.row).objects.get() for _guess in range(8)]
    found = at_once(
        *(lambda row=row: guess(asked=row, code=wrong(code)) for row in rows),
    )
    assert found == [False] * 8
    asked_by_link.row.refresh_from_db()
    assert asked_by_link.row.code_attempts == MOST_ATTEMPTS


def test_of_two_who_enter_it_at_once_one_gets_in(asked_by_link):
    code = sent(asked_by_link)
    rows = [type(asked_by_link.row).objects.get() for _browser in range(4)]
    found = at_once(
        *(lambda row=row: asked_by_link.code.prove(asked=row, code=code) for row in rows)
    )
    assert sorted(found) == [False, False, False, True]


def test_after_a_quarter_of_an_hour_it_is_dead(asked_by_link):
    code = sent(asked_by_link)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=14)):
        assert not asked_by_link.code.prove(asked=asked_by_link.row, code=wrong(code))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=16)):
        assert not asked_by_link.code.prove(asked=asked_by_link.row, code=code)


def test_a_new_one_kills_the_one_before(asked_by_link):
    first = sent(asked_by_link)
    second = sent(asked_by_link)
    if first != second:
        assert not asked_by_link.code.prove(asked=asked_by_link.row, code=first)
    assert asked_by_link.code.prove(asked=asked_by_link.row, code=second)


def test_nothing_is_right_while_none_was_sent(asked_by_link):
    for code in ("", "00000000"):
        assert not asked_by_link.code.prove(asked=asked_by_link.row, code=code)


def test_a_mailbox_is_not_flooded(asked_by_link):
    for _code in range(MOST_CODES_AN_HOUR):
        sent(asked_by_link)
    with pytest.raises(TooManyCodes):
        sent(asked_by_link)
    assert len(mail.outbox) == MOST_CODES_AN_HOUR


def test_what_is_closed_takes_no_code_and_sends_none(asked_by_link):
    code = sent(asked_by_link)
    stale = type(asked_by_link.row).objects.get()
    closed = {
        "attestation": AttestationState.STOPPED,
        "guardian": GuardianState.REFUSED,
    }[asked_by_link.kind]
    type(asked_by_link.row).objects.update(state=closed)
    asked_by_link.row.refresh_from_db()
    with pytest.raises(NotOpen):
        sent(asked_by_link)
    with pytest.raises(NotOpen):
        asked_by_link.code.prove(asked=asked_by_link.row, code=code)
    # As somebody does who has read the row just before it was closed.
    with pytest.raises(NotOpen):
        asked_by_link.code.send(asked=stale)
    assert not asked_by_link.code.prove(asked=stale, code=code)
    assert len(mail.outbox) == 1


def test_a_code_opens_nothing_of_another_kind(asked_by_link):
    """Even where two rows had the same id."""
    asked_by_link.code.keep(asked=asked_by_link.row, code="12345678")
    (other,) = set(KINDS.values()) - {asked_by_link.code}
    row = asked_by_link.row
    row.refresh_from_db()
    assert asked_by_link.code._hash_of(row, "12345678") == row.code_hash
    assert other._hash_of(row, "12345678") != row.code_hash
