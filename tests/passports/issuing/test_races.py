"""Many issue at the same moment, each from a thread and a connection of its own: every credential
is there, under one bit that is nobody else's. On whichever database the run is on, so on both."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from accounts.models import Role
from passports.actions import issuing, issuing_keys, issuing_status
from passports.models import (
    IssuedCredential,
    IssuedState,
    IssuedStatusEntry,
    IssuedStatusList,
    IssuingKey,
    IssuingKeyKind,
    IssuingKeyState,
)
from portal.kernel.models import AuditRow
from tests.factories.accounts import MembershipFactory
from tests.passports.api.asking import plain

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8
EACH = 5


def at_once(work, number=THREADS):
    """What each of as many threads returns or raises; they start together."""
    barrier = threading.Barrier(number)

    def thread(place):
        try:
            connection.ensure_connection()
            barrier.wait(30)
            return work(place)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(thread, range(number)))


@pytest.fixture
def owner():
    return MembershipFactory(role=Role.OWNER)


def issue_some(owner, number=EACH):
    return [
        issuing.issue_credential(
            organization=owner.organization, credential=plain(), by=owner.user
        ).credential
        for _ in range(number)
    ]


def test_no_bit_is_given_twice_and_no_credential_is_lost(owner, monkeypatch):
    # Lists of so few bits that guesses meet all the time.
    monkeypatch.setattr(issuing, "STATUS_LIST_BITS", 128)
    monkeypatch.setattr(issuing, "MOST_ENTRIES", 64)
    answers = at_once(lambda _place: issue_some(owner))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    credentials = [credential for answer in answers for credential in answer]
    assert len({credential["id"] for credential in credentials}) == THREADS * EACH
    assert IssuedCredential.objects.count() == THREADS * EACH
    bits = Counter(
        (entry["statusListCredential"], entry["statusListIndex"])
        for credential in credentials
        for entry in credential["credentialStatus"]
    )
    assert set(bits.values()) == {1}
    assert sum(bits.values()) == IssuedStatusEntry.objects.count() == 2 * THREADS * EACH
    rows = IssuedStatusEntry.objects.values_list("status_list", "index")
    assert {(url.rsplit("/", 1)[1], int(index)) for url, index in bits} == {
        (str(status_list), index) for status_list, index in rows
    }
    for status_list in IssuedStatusList.objects.all():
        assert status_list.used == status_list.entries.count()
    assert AuditRow.objects.filter(deed="credential_issued").count() == THREADS * EACH
    # The first ones of all made one key together.
    assert IssuingKey.objects.filter(kind=IssuingKeyKind.ED25519).count() == 1


def test_keys_are_rotated_while_credentials_are_issued(owner):
    first = issuing_keys.ensure_key(
        organization=owner.organization, kind=IssuingKeyKind.ED25519, by=owner.user
    )

    def work(place):
        if place == 0:
            return issuing_keys.rotate(key=first, by=owner.user)
        return issue_some(owner, 3)

    answers = at_once(work)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert IssuedCredential.objects.count() == 3 * (THREADS - 1)
    keys = IssuingKey.objects.of(owner.organization).filter(kind=IssuingKeyKind.ED25519)
    assert sorted(keys.values_list("state", flat=True)) == [
        IssuingKeyState.ACTIVE,
        IssuingKeyState.RETIRED,
    ]
    used = {
        credential["proof"]["verificationMethod"].split("#")[1]
        for answer in answers[1:]
        for credential in answer
    }
    assert used <= set(keys.values_list("multibase", flat=True))


def test_of_many_rotations_one_wins(owner):
    key = issuing_keys.ensure_key(
        organization=owner.organization, kind=IssuingKeyKind.P256, by=owner.user
    )
    answers = at_once(lambda _place: issuing_keys.rotate(key=key, by=owner.user))
    made = [answer for answer in answers if isinstance(answer, IssuingKey)]
    lost = [answer for answer in answers if isinstance(answer, issuing_keys.MoveLost)]
    assert (len(made), len(lost)) == (1, THREADS - 1)


def test_of_many_revocations_one_wins_and_no_change_of_a_list_is_lost(owner):
    credentials = issue_some(owner, 4)
    rows = list(IssuedCredential.objects.all())
    assert len(rows) == len(credentials)

    def work(place):
        issuing_status.set_state(
            credential=rows[place % len(rows)], to=IssuedState.REVOKED, reason="", by=owner.user
        )
        return True

    answers = at_once(work)
    assert not [answer for answer in answers if isinstance(answer, OperationalError)]
    assert answers.count(True) == len(rows)
    assert IssuedStatusList.objects.get(purpose="revocation").version == len(rows)
