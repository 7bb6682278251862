"""Handing an organization over, leaving it, and keeping an owner, also when two leave at once."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.urls import reverse
from django.utils import timezone

from accounts.actions import erasure, organizations, ownership, people
from accounts.models import Membership, OwnershipTransfer, Role, User
from portal.kernel.models import AuditRow
from tests.factories.accounts import MembershipFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory(role=Role.OWNER)


@pytest.fixture
def member(owner):
    return MembershipFactory(organization=owner.organization, role=Role.VIEWER)


def offer(owner, member):
    return ownership.offer(membership=member, by=owner.user)


def roles(organization):
    return dict(organization.memberships.values_list("user", "role"))


def test_the_other_member_accepts(client, owner, member):
    client.force_login(owner.user)
    url = reverse("member_hand_over", args=[member.pk])
    assert client.get(url).status_code == 200
    assert not OwnershipTransfer.objects.exists()
    client.post(url)
    transfer = OwnershipTransfer.objects.get()
    assert roles(owner.organization)[member.user_id] == Role.VIEWER, "nothing changes before"
    page = reverse("ownership_transfer", args=[transfer.pk])
    client.post(page, {"answer": "accept"})
    assert roles(owner.organization)[member.user_id] == Role.VIEWER, "not by who offered"
    client.force_login(member.user)
    assert (
        "wants to hand"
        in client.get(reverse("organization", args=[owner.organization_id])).content.decode()
    )
    for _time in range(3):
        client.get(page)
    assert roles(owner.organization)[member.user_id] == Role.VIEWER
    client.post(page, {"answer": "accept"})
    assert roles(owner.organization) == {
        owner.user_id: Role.RECRUITER,
        member.user_id: Role.OWNER,
    }
    assert AuditRow.objects.filter(deed="ownership_accepted").count() == 1
    client.post(page, {"answer": "decline"})
    assert OwnershipTransfer.objects.get().state == "accepted"


def test_declined_withdrawn_and_old_offers_change_nothing(owner, member, later):
    for end, by in ((ownership.decline, member.user), (ownership.withdraw, owner.user)):
        transfer = offer(owner, member)
        end(transfer=transfer, by=by)
        with pytest.raises(ownership.NotOpen):
            ownership.accept(transfer=transfer, by=member.user)
    transfer = offer(owner, member)
    with pytest.raises(ownership.OfferedAlready):
        offer(owner, member)
    later(days=ownership.VALID_DAYS, seconds=1)
    with pytest.raises(ownership.NotOpen):
        ownership.accept(transfer=transfer, by=member.user)
    offer(owner, member)
    assert roles(owner.organization)[member.user_id] == Role.VIEWER


def test_who_is_no_longer_what_they_were(owner, member):
    transfer = offer(owner, member)
    second = MembershipFactory(organization=owner.organization, role=Role.OWNER)
    organizations.change_role(membership=owner, role=Role.VIEWER, by=second.user)
    with pytest.raises(ownership.NotPossible):
        ownership.accept(transfer=transfer, by=member.user)
    transfer = offer(second, member)
    organizations.remove_member(membership=member, by=second.user)
    with pytest.raises(ownership.NotPossible):
        ownership.accept(transfer=transfer, by=member.user)
    assert set(roles(owner.organization).values()) == {Role.OWNER, Role.VIEWER}


@pytest.mark.parametrize("role", [Role.VIEWER, Role.RECRUITER])
def test_only_an_owner_offers_and_only_to_an_active_member(client, owner, member, role):
    other = MembershipFactory(organization=owner.organization, role=role)
    client.force_login(other.user)
    assert client.post(reverse("member_hand_over", args=[member.pk])).status_code == 403
    with pytest.raises(ownership.NotPossible):
        ownership.offer(membership=member, by=other.user)
    with pytest.raises(ownership.NotPossible):
        offer(owner, owner)
    people.suspend(user=member.user, by=StaffFactory())
    with pytest.raises(ownership.NotPossible):
        offer(owner, member)
    assert not OwnershipTransfer.objects.exists()


def test_an_offer_is_the_two_peoples(client, owner, member):
    transfer = offer(owner, member)
    url = reverse("ownership_transfer", args=[transfer.pk])
    third = MembershipFactory(organization=owner.organization, role=Role.OWNER)
    for user in (third.user, MembershipFactory(role=Role.OWNER).user):
        client.force_login(user)
        assert client.post(url, {"answer": "accept"}).status_code == 404
    organizations.remove_member(membership=member, by=third.user)
    client.force_login(member.user)
    assert client.post(url, {"answer": "accept"}).status_code == 404


def test_a_suspended_owner_is_no_second_owner(owner):
    MembershipFactory(organization=owner.organization, role=Role.OWNER, user__is_active=False)
    with pytest.raises(erasure.HandOverFirst):
        erasure.erase(user=owner.user, by=owner.user)


# Two at once: on SQLite and on PostgreSQL


def at_once(*deeds):
    """Run the deeds at the same instant; what each raised, or None."""
    start, outcomes = threading.Barrier(len(deeds)), []

    def run(deed):
        close_old_connections()
        try:
            start.wait()
            deed()
            outcomes.append(None)
        except Exception as error:
            outcomes.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def two_owners():
    first = MembershipFactory(role=Role.OWNER)
    second = MembershipFactory(organization=first.organization, role=Role.OWNER)
    MembershipFactory(organization=first.organization, role=Role.VIEWER)
    return first, second


def owners_of(membership):
    return Membership.objects.filter(organization=membership.organization_id, role=Role.OWNER)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(5))
def test_two_owners_leave_at_the_same_instant(_time):
    first, second = two_owners()

    def leave(one):
        membership = Membership.objects.get(pk=one.pk)
        organizations.remove_member(membership=membership, by=User.objects.get(pk=one.user_id))

    outcomes = at_once(lambda: leave(first), lambda: leave(second))
    assert sorted(map(str, outcomes)) == sorted(map(str, [None, organizations.LastOwner]))
    assert owners_of(first).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_owners_demote_each_other_at_the_same_instant():
    first, second = two_owners()

    def demote(whom, by):
        organizations.change_role(
            membership=Membership.objects.get(pk=whom.pk),
            role=Role.VIEWER,
            by=User.objects.get(pk=by.user_id),
        )

    outcomes = at_once(lambda: demote(first, second), lambda: demote(second, first))
    assert outcomes.count(organizations.LastOwner) == 1
    assert owners_of(first).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_owners_delete_their_accounts_at_the_same_instant():
    first, second = two_owners()

    def erase(one):
        user = User.objects.get(pk=one.user_id)
        erasure.erase(user=user, by=user)

    outcomes = at_once(lambda: erase(first), lambda: erase(second))
    assert outcomes.count(erasure.HandOverFirst) == 1
    assert owners_of(first).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_offer_is_accepted_and_taken_back_at_the_same_instant():
    first, _second = two_owners()
    member = Membership.objects.get(organization=first.organization, role=Role.VIEWER)
    transfer = offer(first, member)

    def accept():
        ownership.accept(
            transfer=OwnershipTransfer.objects.get(pk=transfer.pk),
            by=User.objects.get(pk=member.user_id),
        )

    def withdraw():
        ownership.withdraw(
            transfer=OwnershipTransfer.objects.get(pk=transfer.pk),
            by=User.objects.get(pk=first.user_id),
        )

    outcomes = at_once(accept, withdraw)
    assert outcomes.count(ownership.NotOpen) == 1
    transfer.refresh_from_db()
    first.refresh_from_db()
    assert (transfer.state == "accepted") == (first.role == Role.RECRUITER)
    assert (
        AuditRow.objects.filter(deed__in=["ownership_accepted", "ownership_withdrawn"]).count() == 1
    )


def test_an_offer_that_is_too_old_is_told_so(client, owner, member):
    transfer = offer(owner, member)
    OwnershipTransfer.objects.update(expires_at=timezone.now() - timedelta(days=1))
    client.force_login(member.user)
    page = client.get(reverse("ownership_transfer", args=[transfer.pk])).content.decode()
    assert "no longer open" in page
