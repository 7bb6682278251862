"""Each deed reaches what it is about, and nothing of somebody else's who stands beside it."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.utils import timezone

from accounts.actions import (
    consents,
    credential_addresses,
    domain_checks,
    erasure,
    invitations,
    ownership,
    people,
    recovery,
)
from accounts.actions.owners import tell_owners
from accounts.models import (
    Consent,
    ConsentText,
    Membership,
    Notification,
    RecoveryRequest,
    RemovedMember,
    Role,
)
from accounts.sign_in import has_factor
from portal.kernel.personal_data import erase_everything
from tests.factories.accounts import (
    ConsentTextFactory,
    DomainProofFactory,
    EmailAddressFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_the_end_of_one_wait_does_not_end_another():
    mine, theirs = (recovery.start(user=UserFactory()) for _each in range(2))
    over = timezone.now() - timedelta(seconds=1)
    RecoveryRequest.objects.filter(pk=theirs.pk).update(due_at=over)
    assert not recovery.finish(request=mine)
    assert recovery.finish(request=theirs)


def test_an_owner_elsewhere_gives_nothing_away_here():
    membership = MembershipFactory(role=Role.RECRUITER)
    elsewhere = MembershipFactory(role=Role.OWNER)
    MembershipFactory(
        organization=membership.organization, user=elsewhere.user, role=Role.RECRUITER
    )
    with pytest.raises(ownership.NotPossible):
        ownership.offer(membership=membership, by=elsewhere.user)


def test_an_address_that_is_only_claimed_makes_no_member():
    membership = MembershipFactory(role=Role.OWNER)
    claimed = MembershipFactory(organization=membership.organization).user
    EmailAddressFactory(user=claimed, email="new@people.example", verified=False)
    assert invitations.invite(
        organization=membership.organization,
        email="new@people.example",
        role=Role.VIEWER,
        by=membership.user,
    )


def test_who_joins_again_is_still_removed_elsewhere():
    owner, user = MembershipFactory(role=Role.OWNER), UserFactory()
    elsewhere = RemovedMember.objects.create(
        organization=MembershipFactory().organization, user=user
    )
    invitation = invitations.invite(
        organization=owner.organization, email=user.email, role=Role.VIEWER, by=owner.user
    )
    invitations.accept(invitation=invitation, by=user)
    assert RemovedMember.objects.get() == elsewhere


def test_an_address_is_proven_beside_people_with_others(
    django_capture_on_commit_callbacks, code_from
):
    UserFactory()
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        address = credential_addresses.add(user=user, email="old@college.example")
    credential_addresses.verify(address=address, code=code_from(), by=user)
    assert ("email", "old@college.example") in user.proven_identities()


def test_one_text_is_published_and_one_agreement_withdrawn():
    text, other = (ConsentTextFactory(published_at=None) for _each in range(2))
    consents.publish(text=text, by=None)
    assert list(ConsentText.objects.filter(published_at__isnull=True)) == [other]
    user = UserFactory()
    consents.publish(text=other, by=None)
    consents.agree(user=user, text_ids=[text.id, other.id])
    assert consents.withdraw(consent=Consent.objects.get(text=text), by=user)
    assert [each.text for each in Consent.objects.live()] == [other]


def test_a_proof_that_was_not_found_costs_no_other_anything():
    missed, found = (
        DomainProofFactory(method="dns_txt", next_check_at=timezone.now()) for _each in range(2)
    )
    before = found.next_check_at
    domain_checks._missed(missed, "no_record")
    domain_checks._plan(missed, timezone.now() + timedelta(days=9))
    found.refresh_from_db()
    assert (found.failures, found.next_check_at) == (0, before)


def test_a_factor_of_somebody_who_is_no_administrator_opens_no_administration():
    TOTP.activate(UserFactory(), generate_totp_secret())
    assert not people.administrator_with_factor_exists()


def test_what_others_were_told_of_a_namesake_thing_stays():
    """Notices name people under `person`; an organization may be called like one."""
    leaving = UserFactory(name="Jordan")
    reader = UserFactory()
    kept = Notification.objects.create(
        user=reader, kind="request_received", params={"person": "Jordan"}
    )
    erase_everything(leaving)
    assert Notification.objects.get(user=reader) == kept


def test_owners_elsewhere_are_told_nothing():
    mine, elsewhere = (MembershipFactory(role=Role.OWNER) for _each in range(2))
    MembershipFactory(organization=mine.organization, role=Role.RECRUITER)
    tell_owners(organization=mine.organization, kind="domain_lost", params={"domain": "a.example"})
    assert [each.user for each in Notification.objects.all()] == [mine.user]
    assert elsewhere.user.pk != mine.user.pk


def test_the_end_of_an_account_is_confirmed_to_its_own_address(django_capture_on_commit_callbacks):
    UserFactory()
    leaving = UserFactory()
    UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(user=leaving, by=leaving)
    assert [sent.to for sent in mail.outbox] == [[leaving.email]]


def test_a_factor_is_its_owners():
    one, other = UserFactory(), UserFactory()
    TOTP.activate(one, generate_totp_secret())
    assert has_factor(one)
    assert not has_factor(other)


def test_a_member_whose_account_is_closed_is_no_active_one():
    closed = MembershipFactory(user=UserFactory(is_active=False))
    active = MembershipFactory(organization=closed.organization)
    assert list(Membership.objects.active()) == [active]
