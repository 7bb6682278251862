"""Which address is no guardian's: none of the minor's, none of those who ask."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AgeBand, CredentialAddress, Role
from employers.actions.refusals import NotAllowed
from employers.consent.guardian_address import refusal_of
from employers.models import GuardianConsent, Registrar, SignedConsent, VerificationRequest
from tests.employers.guarding import PARENT, answer, ask, link, name_guardian, opened
from tests.factories.accounts import (
    DomainProofFactory,
    EmailAddressFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
OWN = "This is your own address"
SENT_HERE = "The request was sent to this address"
ASKERS = "which asks you"


def refused(scene, email, because):
    """On the page, with what to do instead; and by the action."""
    page = name_guardian(scene, email).content.decode()
    assert because in page
    assert "your parent or guardian" in page
    assert "guardians_named" not in scene.as_holder.session
    with pytest.raises(NotAllowed):
        ask(scene, email)
    assert not GuardianConsent.objects.exists()
    assert not SignedConsent.objects.exists()


class TestOfTheMinor:
    @pytest.mark.parametrize("spelled", ["kid@{}", "KID@{}", "kid+mum@{}", "kid@{}."])
    @pytest.mark.parametrize("kind", ["main", "unverified", "verified", "credential"])
    def test_any_address_of_the_account(self, minor, kind, spelled):
        if kind == "main":
            minor.holder.email = "kid@people.example"
            minor.holder.save()
        elif kind == "credential":
            CredentialAddress.objects.create(user=minor.holder, email="kid@people.example")
        else:
            EmailAddressFactory(
                user=minor.holder, email="kid@people.example", verified=kind == "verified"
            )
        email = spelled.format("people.example")
        assert OWN in refusal_of(email=email, request=minor.request)

    @pytest.mark.parametrize(
        "email", ["kid@people.example", "Kid+mum@People.example", "k.i.d@gmail.com"]
    )
    def test_the_page_says_what_to_do(self, minor, email):
        for own in ("kid@people.example", "kid@googlemail.com"):
            EmailAddressFactory(user=minor.holder, email=own)
        refused(minor, email, OWN)

    @pytest.mark.parametrize("email", ["nadia@people.example", "Nadia+mum@people.example"])
    def test_where_the_request_was_sent_to(self, minor, email):
        VerificationRequest.objects.filter(pk=minor.request.pk).update(
            invited_email="nadia@people.example"
        )
        minor.request.refresh_from_db()
        refused(minor, email, SENT_HERE)

    def test_added_to_the_account_after_it_was_named(self, minor):
        """Named honestly, it would have been refused; so it is refused when it agrees."""
        ask(minor)
        client = opened()
        EmailAddressFactory(user=minor.holder, email=PARENT, verified=False)
        page = answer(client, "agree")
        assert "This address cannot agree" in page.content.decode()
        minor.request.refresh_from_db()
        assert minor.request.state == "sent"
        assert not SignedConsent.objects.in_force().exists()

    def test_added_between_naming_and_signing(self, minor):
        named = name_guardian(minor, PARENT)
        assert minor.as_holder.get(named.url).status_code == 200
        EmailAddressFactory(user=minor.holder, email=PARENT, verified=False)
        again = minor.as_holder.get(named.url)
        assert again.url.startswith(reverse("request_guardian", args=[minor.request.pk]))


class TestOfWhoAsks:
    def test_who_asked(self, minor):
        refused(minor, minor.recruiter.email.upper(), ASKERS)

    def test_who_asked_and_has_left_since(self, minor):
        minor.recruiter.memberships.all().delete()
        refused(minor, minor.recruiter.email, ASKERS)

    @pytest.mark.parametrize("role", Role.values)
    def test_any_member_with_any_address(self, minor, role):
        member = MembershipFactory(organization=minor.organization, role=role).user
        EmailAddressFactory(user=member, email="private@gmail.com", verified=False)
        refused(minor, "pri.vate+x@gmail.com", ASKERS)

    def test_a_proven_domain(self, minor):
        DomainProofFactory(organization=minor.organization, domain="yard.example")
        refused(minor, "anybody@yard.example", ASKERS)

    def test_the_domain_that_it_says_is_its_own(self, minor):
        minor.organization.email_domain = "Yard.example"
        minor.organization.save()
        refused(minor, "anybody@yard.example", ASKERS)

    def test_nobody_keeps_all_parents_out_by_naming_a_free_provider(self, minor):
        minor.organization.email_domain = "gmail.com"
        minor.organization.save()
        assert refusal_of(email=PARENT, request=minor.request) == ""

    def test_its_registrar(self, minor):
        Registrar.objects.create(organization=minor.organization, email="records@mail.example")
        refused(minor, "records@mail.example", ASKERS)

    def test_another_organization_is_nobody_here(self, minor):
        other = OrganizationFactory()
        DomainProofFactory(organization=other, domain="other.example")
        member = MembershipFactory(organization=other).user
        for email in ("mum@other.example", member.email, PARENT):
            assert refusal_of(email=email, request=minor.request) == ""


def test_no_domain(minor):
    page = name_guardian(minor, "mum@[10.0.0.1]").content.decode()
    assert "Enter an email address at a real domain" in page


def test_somebody_else_with_the_link_learns_no_address(minor):
    ask(minor)
    page = Client().get(link()).content.decode()
    assert PARENT not in page
    assert "p•••@gmail.com" in page


class TestOfAnotherMinor:
    """A friend of the same age is no guardian."""

    @pytest.fixture
    def friend(self, minor):
        friend = UserFactory(email=PARENT, age_band=AgeBand.MINOR)
        assert friend.emailaddress_set.filter(email=PARENT, verified=True).exists()
        return friend

    def agree(self, scene):
        ask(scene)
        page = answer(opened(), "agree")
        scene.request.refresh_from_db()
        return page

    @pytest.mark.parametrize("spelled", [PARENT, "p.arent@gmail.com", "parent+x@googlemail.com"])
    def test_cannot_agree_however_it_is_spelled(self, minor, friend, spelled):
        friend.emailaddress_set.update(email=spelled)
        page = self.agree(minor)
        assert "somebody under 18" in page.content.decode()
        assert minor.request.state == "sent"

    def test_naming_tells_nothing_of_them(self, minor, friend):
        named = name_guardian(minor)
        assert named.status_code == 302
        assert refusal_of(email=PARENT, request=minor.request) == ""

    def test_can_refuse(self, minor, friend):
        ask(minor)
        answer(opened(), "refuse")
        minor.request.refresh_from_db()
        assert minor.request.state == "declined"

    def test_an_adult_with_an_account_agrees(self, minor, friend):
        friend.age_band = AgeBand.ADULT
        friend.save()
        self.agree(minor)
        assert minor.request.state == "authorized"

    def test_nobody_keeps_a_parent_out_by_claiming_their_address(self, minor):
        other = UserFactory(age_band=AgeBand.MINOR)
        EmailAddressFactory(user=other, email=PARENT, verified=False)
        self.agree(minor)
        assert minor.request.state == "authorized"
