"""Addresses that prove identity and let nobody in."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.actions import credential_addresses as actions
from accounts.models import CredentialAddress
from tests.factories.accounts import CredentialAddressFactory, EmailAddressFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def added(django_capture_on_commit_callbacks, code_from):
    """An address just added, and the code that went to it."""
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        address = actions.add(user=user, email="Old@College.example")
    return address, code_from()


def test_the_code_proves_the_address(added):
    address, code = added
    assert mail.outbox[0].to == ["old@college.example"]
    assert "Nobody can sign in with it" in mail.outbox[0].body
    assert code not in CredentialAddress.objects.get().code_hash
    actions.verify(address=address, code=f" {code[:3]} {code[3:]} ", by=address.user)
    assert ("email", "old@college.example") in address.user.proven_identities()


def test_a_code_works_once(added):
    address, code = added
    actions.verify(address=address, code=code, by=address.user)
    with pytest.raises(actions.CodeExpired):
        actions.verify(address=address, code=code, by=address.user)


def test_five_wrong_tries_kill_the_code(added):
    address, code = added
    for _attempt in range(actions.CODE_ATTEMPTS):
        with pytest.raises(actions.CodeWrong):
            actions.verify(address=address, code="000000x", by=address.user)
    with pytest.raises(actions.CodeExpired):
        actions.verify(address=address, code=code, by=address.user)


def test_an_old_code_is_dead(added, later):
    address, code = added
    later(minutes=actions.CODE_MINUTES, seconds=1)
    with pytest.raises(actions.CodeExpired):
        actions.verify(address=address, code=code, by=address.user)


def test_a_new_code_replaces_the_old_one_but_not_at_once(
    added, later, django_capture_on_commit_callbacks, code_from
):
    address, old = added
    with pytest.raises(actions.TooSoon):
        actions.send_code_again(address=address, by=address.user)
    later(seconds=actions.PAUSE_SECONDS + 1)
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_code_again(address=address, by=address.user)
    new = code_from()
    if new != old:
        with pytest.raises(actions.CodeWrong):
            actions.verify(address=address, code=old, by=address.user)
    actions.verify(address=address, code=new, by=address.user)


def test_nobody_proves_what_somebody_else_has_proven(added):
    address, code = added
    CredentialAddressFactory(email="OLD@college.example")
    with pytest.raises(actions.BelongsToAnother):
        actions.verify(address=address, code=code, by=address.user)


def test_nobody_proves_an_address_that_somebody_signs_in_with(added):
    address, code = added
    EmailAddressFactory(email=address.email)
    with pytest.raises(actions.BelongsToAnother):
        actions.verify(address=address, code=code, by=address.user)


def test_twice_the_same_and_too_many_are_refused(added):
    address, _code = added
    with pytest.raises(actions.AddedAlready):
        actions.add(user=address.user, email="OLD@college.example")
    with pytest.raises(actions.AddedAlready):
        actions.add(user=address.user, email=address.user.email)
    CredentialAddressFactory.create_batch(actions.MOST_ADDRESSES - 1, user=address.user)
    with pytest.raises(actions.TooManyAddresses):
        actions.add(user=address.user, email="more@college.example")


def test_the_pages_lead_from_adding_to_proven(
    client, django_capture_on_commit_callbacks, code_from
):
    user = UserFactory()
    client.force_login(user)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("email_addresses"), {"email": "old@college.example"})
    assert client.post(response.url, {"code": "1"}).status_code == 200
    client.post(response.url, {"code": code_from()})
    page = client.get(reverse("email_addresses")).content.decode()
    assert f"Proven on {timezone.now():%-d %B %Y}" in page
    address = user.credential_addresses.get()
    client.post(reverse("credential_address_remove", args=[address.id]))
    assert not user.credential_addresses.exists()


def test_adding_many_addresses_is_limited(client):
    client.force_login(UserFactory())
    statuses = [
        client.post(reverse("email_addresses"), {"email": f"a{n}@example.org"}).status_code
        for n in range(12)
    ]
    assert statuses[-1] == 429
