"""Rules that live on the models of people and organizations."""

import pytest

from accounts.models import Membership, Organization
from tests.factories.accounts import (
    CredentialAddressFactory,
    EmailAddressFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_proven_identities_are_the_verified_addresses_of_both_kinds():
    user = UserFactory(email="Me@Example.org")
    EmailAddressFactory(user=user, email="not-yet@example.org", verified=False)
    CredentialAddressFactory(user=user, email="Old@College.example")
    CredentialAddressFactory(user=user, email="unproven@college.example", verified_at=None)
    CredentialAddressFactory()

    assert user.proven_identities() == [
        ("email", "me@example.org"),
        ("email", "old@college.example"),
    ]


def test_organizations_are_found_whatever_the_accents_and_case():
    wanted = OrganizationFactory(name="Éire  Steel")
    OrganizationFactory(name="Other")
    assert list(Organization.objects.search("eIRE st")) == [wanted]


def test_only_members_see_an_organization():
    membership = MembershipFactory()
    stranger = MembershipFactory().user
    assert list(Organization.objects.visible_to(membership.user)) == [membership.organization]
    assert membership.organization not in Organization.objects.visible_to(stranger)
    assert membership not in Membership.objects.visible_to(stranger)


@pytest.mark.parametrize(
    ("vetting", "is_active", "counts"),
    [("vetted", True, 1), ("vetted", False, 0), ("pending", True, 0), ("suspended", True, 0)],
)
def test_memberships_open_something_only_in_vetted_organizations(vetting, is_active, counts):
    MembershipFactory(organization__vetting=vetting, user__is_active=is_active)
    assert Membership.objects.active().count() == counts
