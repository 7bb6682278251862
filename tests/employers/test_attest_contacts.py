"""Who can be asked about a claim, and how sure it is that they speak for its organization."""

import pytest
from django.urls import reverse

from accounts.models import Organization, Role
from employers.actions.attesters import contacts
from employers.actions.refusals import NotAllowed
from employers.attesters.knowing import attester_for, refusal_of, standing_of
from employers.models import AttesterContact, Registrar, Standing
from tests.employers.attesting import make_acme, name_contact
from tests.employers.rows import make_claim
from tests.factories.accounts import (
    CredentialAddressFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("email", "standing", "level"),
    [
        ("pat@acme.example", Standing.PROVEN_DOMAIN, "high"),
        ("PAT@ACME.EXAMPLE", Standing.PROVEN_DOMAIN, "high"),
        ("registrar@acme.example", Standing.REGISTRAR, "high"),
        ("pat@acme-works.example", Standing.STATED_DOMAIN, "medium"),
        ("pat@mail.acme.example", Standing.OTHER_DOMAIN, "low"),
        ("pat@acme.example.org", Standing.OTHER_DOMAIN, "low"),
        ("pat@gmail.com", Standing.FREE_MAIL, "low"),
    ],
)
def test_how_an_address_belongs_to_the_organization(email, standing, level):
    acme = make_acme(website="https://www.acme-works.example/jobs")
    Registrar.objects.create(organization=acme, email="registrar@acme.example")
    claim = make_claim(UserFactory())
    assert standing_of(email, claim.current)[0] == standing
    assert standing.level == level


def test_an_address_at_another_organization_speaks_for_nobody_else():
    make_acme()
    claim = make_claim(UserFactory())
    claim.current.organization_name = "Ironwood"
    assert standing_of("pat@acme.example", claim.current) == (Standing.OTHER_DOMAIN, None)


def test_the_registrar_of_another_organization_is_none_here():
    make_acme()
    elsewhere = OrganizationFactory(name="Ironwood")
    Registrar.objects.create(organization=elsewhere, email="office@ironwood.example")
    claim = make_claim(UserFactory())
    assert standing_of("office@ironwood.example", claim.current) == (Standing.OTHER_DOMAIN, None)


@pytest.mark.parametrize("vetting", ["pending", "suspended", "rejected"])
def test_only_a_vetted_organization_gives_standing(vetting):
    make_acme(vetting=vetting, website="https://acme.example")
    claim = make_claim(UserFactory())
    assert standing_of("pat@acme.example", claim.current) == (Standing.OTHER_DOMAIN, None)


def test_two_organizations_of_one_name_are_not_confused():
    make_acme(website="https://acme.example", proven=False)
    OrganizationFactory(name="ACME", website="https://acme.example")
    claim = make_claim(UserFactory())
    assert standing_of("pat@acme.example", claim.current) == (Standing.OTHER_DOMAIN, None)


@pytest.mark.parametrize(
    "email",
    [
        "zoe@people.example",
        "ZOE@people.example",
        "zoe+boss@people.example",
        "old@college.example",
        "zoe.alvarez@gmail.com",
        "z.oealvarez+x@googlemail.com",
    ],
)
def test_the_holders_own_addresses_are_refused(email):
    holder = UserFactory(email="zoe@people.example")
    CredentialAddressFactory(user=holder, email="old@college.example", verified_at=None)
    CredentialAddressFactory(user=holder, email="zoealvarez@gmail.com")
    assert "belongs to the person" in refusal_of(email, holder)
    with pytest.raises(contacts.CannotBeAsked):
        contacts.name_contact(
            claim=make_claim(holder), by=holder, email=email, name="Me", role="Boss"
        )
    assert not AttesterContact.objects.exists()


def test_an_address_that_became_the_holders_is_asked_no_more(scene):
    name_contact(scene, email="pat@acme.example")
    assert attester_for(scene.claims[0], scene.holder) is not None
    CredentialAddressFactory(user=scene.holder, email="pat@acme.example")
    assert attester_for(scene.claims[0], scene.holder) is None


def test_the_registrar_is_preferred(scene):
    acme = make_acme()
    name_contact(scene, email="pat@gmail.com")
    Registrar.objects.create(organization=acme, email="registrar@acme.example")
    attester = attester_for(scene.claims[0], scene.holder)
    assert (attester.email, attester.inbox_of) == ("registrar@acme.example", acme)


def test_naming_on_the_page_says_what_it_is_worth(scene):
    url = reverse("attester_contact", args=[scene.claims[0].pk])
    data = {"name": "Pat", "role": "Boss", "email": "pat@gmail.com"}
    page = scene.as_holder.post(url, data, follow=True).content.decode()
    assert "a free-mail address, which anybody can have under any name" in page
    own = scene.as_holder.post(url, data | {"email": scene.holder.email})
    assert "belongs to the person whom it is about" in own.content.decode()
    scene.as_holder.post(reverse("attester_contact_remove", args=[scene.claims[0].pk]))
    assert not AttesterContact.objects.exists()


def test_nobody_names_for_somebody_else(scene):
    url = reverse("attester_contact", args=[scene.claims[0].pk])
    assert scene.as_recruiter.get(url).status_code == 404
    with pytest.raises(NotAllowed):
        contacts.name_contact(
            claim=scene.claims[0], by=scene.recruiter, email="a@b.example", name="A", role="B"
        )


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/requests/", "/admin/"])
def test_the_way_back_leads_nowhere_else(scene, wanted):
    url = reverse("attester_contact", args=[scene.claims[0].pk])
    data = {"name": "Pat", "role": "Boss", "email": "pat@x.example", "next": wanted}
    assert scene.as_holder.post(url, data).url == f"/claims/{scene.claims[0].pk}/"


class TestRegistrar:
    @pytest.fixture
    def owner(self, client):
        membership = MembershipFactory(role=Role.OWNER, organization=make_acme())
        client.force_login(membership.user)
        return membership

    def test_an_owner_names_an_address_at_a_proven_domain(self, client, owner):
        url = reverse("registrar", args=[owner.organization_id])
        refused = client.post(url, {"email": "registrar@gmail.com"})
        assert "has not proven the domain" in refused.content.decode()
        client.post(url, {"email": "registrar@acme.example"})
        assert Registrar.objects.get().email == "registrar@acme.example"
        client.post(url, {"deed": "remove"})
        assert not Registrar.objects.exists()

    def test_others_do_not(self, client, owner):
        url = reverse("registrar", args=[owner.organization_id])
        recruiter = MembershipFactory(role=Role.RECRUITER, organization=owner.organization)
        client.force_login(recruiter.user)
        assert client.post(url, {"email": "r@acme.example"}).status_code == 403
        with pytest.raises(NotAllowed):
            contacts.name_registrar(
                organization=owner.organization, email="r@acme.example", by=recruiter.user
            )
        Organization.objects.update(vetting="suspended")
        with pytest.raises(NotAllowed):
            contacts.name_registrar(
                organization=owner.organization, email="r@acme.example", by=owner.user
            )
        assert not Registrar.objects.exists()
