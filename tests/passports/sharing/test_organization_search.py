"""Finding the one organization that may see a share."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import DomainProof, Organization, ProofState, Vetting
from passports.forms.organization_search import MOST_FOUND, find_organizations
from passports.models import Share
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.claims import make_claim
from tests.htmx import assert_swap_equals_reload

pytestmark = pytest.mark.django_db
NEW = "share_new"


@pytest.fixture
def holder(client):
    person = UserFactory()
    client.force_login(person)
    return person


def proven(organization, domain, state=ProofState.PROVEN):
    return DomainProof.objects.create(
        organization=organization, domain=domain, state=state, method="dns"
    )


def typed(claim, **more):
    return {
        "claims": [str(claim.pk)],
        "purpose": "A job",
        "audience": "organization",
        "days": "30",
        "step": "preview",
    } | more


def names(query, **more):
    return [each.name for each in find_organizations(query, **more).organizations]


def test_by_name_and_by_proven_domain_with_the_beginning_first():
    harbor = OrganizationFactory(name="Élan Harbor Health")
    OrganizationFactory(name="Harbor Elan")
    other = OrganizationFactory(name="Bay Works")
    proven(other, "harbor.example")
    proven(harbor, "later.example", ProofState.WAITING)
    assert names("elan") == ["Élan Harbor Health", "Harbor Elan"]
    assert names("HARBOR") == ["Harbor Elan", "Bay Works", "Élan Harbor Health"]
    assert names("harbor.ex") == ["Bay Works"]
    assert names("later.example") == []
    assert names("  ") == names("") == names("50%") == []


@pytest.mark.parametrize("vetting", [each for each in Vetting if each != Vetting.VETTED])
def test_only_vetted_ones_are_found_or_stay_chosen(vetting):
    organization = OrganizationFactory(name="Harbor", vetting=vetting)
    assert names("harbor") == []
    assert names("", chosen=str(organization.pk)) == []


def test_ten_of_three_thousand_in_as_many_queries(client, holder, django_assert_num_queries):
    Organization.objects.bulk_create(
        Organization(
            name=f"Works {n:04}", name_folded=f"works {n:04}", kind="employer", vetting="vetted"
        )
        for n in range(3000)
    )
    make_claim(holder)
    found = find_organizations("works")
    assert len(found.organizations) == MOST_FOUND
    assert found.there_are_more
    assert not find_organizations("works 0001").there_are_more
    with django_assert_num_queries(2):
        find_organizations("works")
    page = client.get(reverse(NEW), {"organization_q": "works"}).content.decode()
    assert page.count('name="organization"') == MOST_FOUND
    assert "There are more" in page
    assert client.get(reverse(NEW)).content.decode().count('name="organization"') == 0


def test_it_shows_domain_and_vetted_state(client, holder):
    make_claim(holder)
    day = timezone.datetime(2026, 5, 3, 12, tzinfo=timezone.get_current_timezone())
    harbor = OrganizationFactory(name="Harbor <b>Health", vetted_at=day)
    proven(harbor, "harbor.example")
    proven(harbor, "harborhealth.example")
    OrganizationFactory(name="Harbor Two", vetted_at=None)
    page = client.get(reverse(NEW), {"organization_q": "harbor"}).content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    facts = "harbor.example, harborhealth.example · vetted on 3 May 2026"
    assert f"Harbor &lt;b&gt;Health {facts}" in text
    assert "Harbor Two no domain proven · vetted" in text


def test_the_swap_equals_the_reload(client, holder):
    make_claim(holder)
    one, _other = OrganizationFactory(name="Harbor"), OrganizationFactory(name="Bay")
    for query in (
        "organization_q=harb",
        f"organization_q=bay&organization={one.pk}",
        "organization_q=nobody",
        "organization_q=",
        "organization_q=bay&organization=nonsense",
    ):
        answer = assert_swap_equals_reload(
            client, f"{reverse(NEW)}?{query}", fragment_id="organization-choice"
        )
    swapped = client.get(
        f"{reverse(NEW)}?organization_q=bay&organization={one.pk}", headers={"HX-Request": "true"}
    ).content.decode()
    assert "2 organizations are listed" in swapped
    assert re.search(rf'value="{one.pk}"[^>]* checked', swapped)
    assert 'id="status"' in answer.content.decode()


@pytest.mark.parametrize("step", ["find", "preview"])
def test_without_scripts_the_button_and_enter_find_and_keep_what_was_typed(client, holder, step):
    claim = make_claim(holder)
    harbor = OrganizationFactory(name="Harbor")
    data = typed(claim, organization_q="harb", purpose="Very special", step=step)
    page = client.post(reverse(NEW), data).content.decode()
    assert "Very special" in page
    assert str(harbor.pk) in page
    assert "error-summary" not in page
    assert re.search(r'id="id_organization"[^>]* autofocus', page)
    chosen = client.post(reverse(NEW), data | {"organization": str(harbor.pk), "step": "preview"})
    assert "Is this what you want to show?" in chosen.content.decode()
    again = client.post(reverse(NEW), typed(claim, organization=str(harbor.pk), step="change"))
    assert re.search(rf'value="{harbor.pk}"[^>]* checked', again.content.decode())
    done = typed(claim, organization=str(harbor.pk), step="confirm")
    client.post(reverse(NEW), done)
    assert Share.objects.get().organization == harbor


def test_who_looked_for_one_and_then_chose_another_audience_is_not_held_up(client, holder):
    data = typed(make_claim(holder), organization_q="harb", audience="anyone")
    assert "Is this what you want to show?" in client.post(reverse(NEW), data).content.decode()


def test_enter_shows_the_preview_and_does_not_search(client, holder):
    """The first button of the form, whatever is between it and the field, is the preview's."""
    make_claim(holder)
    page = client.get(reverse(NEW)).content.decode()
    form = page[page.index('data-guard="share"') :]
    assert re.findall(r'name="step" value="(\w+)"', form) == ["preview", "find", "preview"]


def test_nobody_looks_for_organizations_without_an_account(client):
    answer = client.get(reverse(NEW), {"organization_q": "a"}, headers={"HX-Request": "true"})
    assert answer.status_code == 302
