"""Sign-in by a provider and something else at the same instant."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from accounts.actions import sso_connections, sso_sign_in
from accounts.actions.organizations import remove_member
from accounts.models import Membership, Notification, OidcConnection, SsoIdentity, SsoLogout, User
from accounts.oidc import Person, SsoProblem
from portal.kernel.models import AuditRow
from tests.accounts.sso.conftest import DOMAIN, Trip
from tests.accounts.sso.test_logout import URL, is_in, token_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def at_once(*deeds):
    """What each returns or raises; all start together."""
    barrier = threading.Barrier(len(deeds))

    def thread(deed):
        try:
            barrier.wait(30)
            return deed()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(thread, deeds))


def jo(connection, subject="person-1", email=f"jo@{DOMAIN}"):
    return Person(connection.issuer, subject, email, True, "Jo Doe", "", int(time.time()))


def admit(connection, **changes):
    row = OidcConnection.objects.select_related("organization").get(pk=connection.pk)
    return lambda: sso_sign_in.admit(connection=row, person=jo(connection, **changes))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_the_same_new_person_in_several_browsers_is_one_person(connection, owner, _round):
    """Nobody is told to confirm an account that they have opened a moment ago themselves."""
    found = at_once(*[admit(connection)] * 4)
    user = User.objects.get(email=f"jo@{DOMAIN}")
    assert found == [user] * 4
    assert SsoIdentity.objects.get().user == user
    assert Membership.objects.filter(user=user).count() == 1
    assert AuditRow.objects.filter(deed="sso_joined").count() == 1
    assert Notification.objects.filter(user=owner.user, kind="sso_joined").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_subject_with_two_addresses_leaves_no_second_account(connection, _round):
    found = at_once(admit(connection), admit(connection, email=f"j.doe@{DOMAIN}"))
    user = SsoIdentity.objects.get().user
    assert found == [user, user]
    assert User.objects.filter(email__endswith=f"@{DOMAIN}").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_subjects_with_one_address_are_never_one_person(connection, _round):
    """An address alone leads to nobody's account: the second has to confirm."""
    found = at_once(admit(connection), admit(connection, subject="person-2"))
    assert [type(each) for each in found].count(sso_sign_in.ConfirmFirst) == 1
    assert SsoIdentity.objects.count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_accounts_confirm_the_same_person(connection, _round):
    """One is that person from then on; the other is told."""
    email = f"jo@{DOMAIN}"
    first, second = UserFactory(email=email), UserFactory()
    # As when an address goes from one account to the other between two browsers.
    row = OidcConnection.objects.select_related("organization").get(pk=connection.pk)
    second.emailaddress_set.update(email="other@people.example")

    def link(user):
        return lambda: sso_sign_in.link(connection=row, person=jo(connection), by=user)

    found = at_once(link(first), link(first), link(second))
    assert found[:2] == [None, None]
    assert isinstance(found[2], sso_sign_in.NotYours)
    assert SsoIdentity.objects.get().user == first
    assert Membership.objects.filter(user=first).count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_removed_while_they_sign_in(connection, owner, _round):
    user = admit(connection)()
    membership = Membership.objects.get(user=user)
    (signed_in, removed) = at_once(
        admit(connection), lambda: remove_member(membership=membership, by=owner.user)
    )
    assert removed is None
    assert signed_in == user or isinstance(signed_in, SsoProblem)
    assert not Membership.objects.filter(user=user).exists(), "nobody comes back by signing in"
    with pytest.raises(SsoProblem, match="removed"):
        admit(connection)()


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_switched_off_while_a_new_person_signs_in(connection, owner, _round):
    """Whoever came in at that instant is out with the next click."""
    (found, off) = at_once(
        admit(connection),
        lambda: sso_connections.switch_off(
            connection=OidcConnection.objects.get(pk=connection.pk), by=owner.user
        ),
    )
    assert not isinstance(off, Exception)
    assert isinstance(found, User | SsoProblem)
    with pytest.raises(SsoProblem, match="not_on"):
        admit(connection)()


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_signed_out_there_while_the_sign_in_comes_back(connection, provider, client_of, _round):
    """The provider made the ID token, then signs the person out: whichever of the two we hear of
    first, the session is over with its first click."""
    provider.claims = {"iat": int(time.time()) - 2}
    trip = Trip(client_of(), provider)
    trip.leave()
    told = {"logout_token": token_of(provider)}
    (back, said, again) = at_once(
        trip.come_back,
        lambda: client_of().post(URL, told),
        lambda: client_of().post(URL, told),
    )
    assert (back.status_code, said.status_code, again.status_code) == (302, 200, 200)
    User.objects.update(age_band="18", age_asked_at=timezone.now())
    assert not is_in(trip.client)
    assert trip.client.get(reverse("employer_home")).status_code == 302
    assert SsoLogout.objects.count() == 1, "said twice, it is one word"
    assert AuditRow.objects.filter(deed="sso_signed_out_there").count() == 1
