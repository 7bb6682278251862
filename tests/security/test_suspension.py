"""An administrator suspends an organization: everything stops with the next click or call, and
goes on where it was when the suspension ends."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import invitations, sso_sign_in, vetting
from accounts.models import OidcConnection, Organization, Role
from accounts.oidc import Person, SsoProblem
from employers.actions import requests
from employers.actions.refusals import NotAllowed
from employers.models import AttestationRequest, VerificationRequest
from passports.actions import api_tokens, issuing
from passports.actions.sharing import CannotShare, create
from passports.models import ApiScope, Disclosure
from tests.factories.accounts import StaffFactory
from tests.security.addresses import ADDRESSES
from tests.security.world import SECRET, everything_stored, rightful, signed_in_by_provider

pytestmark = pytest.mark.django_db
MEMBERS = ("owner", "recruiter")
# The organization's own page says why, and what is the person's own goes on.
STILL_THERE = {
    "organization",
    "organization_choose",
    "domains",
    "domain",
    "domain_check",
    "domain_code",
    "domain_end",
    "sso_settings",
    "sso_test",
    "sso_switch",
    "sso_remove",
    "api_tokens",
    "api_token_revoke",
    "webhook",
    "webhook_remove",
    "webhooks",
    "invitation_withdraw",
    "organization_invite",
    "member_role",
    "member_remove",
    "member_hand_over",
    "ownership_transfer",
}


def decide(world, to, reason="Complaints"):
    organization = Organization.objects.get(pk=world.organization.pk)
    vetting.decide(organization=organization, to=to, reason=reason, by=StaffFactory())


@pytest.fixture
def suspended(world):
    world.clients = rightful(world)
    world.api_token, world.api_text = api_tokens.create(
        organization=world.organization,
        name="ours",
        scopes=ApiScope.values,
        expires_at=None,
        by=world.owner,
    )
    decide(world, "suspended")
    world.organization.refresh_from_db()
    return world


@pytest.mark.parametrize("who", MEMBERS)
def test_members_see_nothing_of_what_was_shared_or_asked(suspended, who):
    client = suspended.clients[who]
    shown = []
    for address in ADDRESSES:
        if address.name in STILL_THERE:
            continue
        url = address.url(suspended.table | {"token": "guess" * 8})
        page = client.get(url)
        if page.streaming:
            shown.append(address.name)
            continue
        text = page.content.decode()
        # The names of the members and of the organization itself are no secret to its members.
        for known in ("owner", "recruiter", "hospital"):
            text = text.replace(f"{SECRET} {known}", "")
        if SECRET in text:
            shown.append(address.name)
    assert not shown


def test_the_organizations_page_says_why(suspended):
    url = reverse("organization", args=[suspended.organization.pk])
    assert "Complaints" in suspended.clients["owner"].get(url).content.decode()


def test_what_is_shared_is_closed_and_open_again_after_the_suspension(suspended):
    client = suspended.clients["recruiter"]
    share = suspended.table["share_id"]
    before = Disclosure.objects.count()
    assert client.get(reverse("employer_home")).status_code == 403
    assert client.post(reverse("employer_share_open", args=[share])).status_code == 403
    assert client.post(reverse("share_received", args=[share])).status_code == 404
    opened = reverse("share_opened", args=[suspended.table["disclosure_id"]])
    assert client.get(opened).status_code == 404
    link = reverse("share_link", args=[suspended.links["share_link"]])
    client.post(link)
    assert Disclosure.objects.count() == before
    decide(suspended, "vetted", "Settled")
    assert client.get(reverse("employer_share", args=[share])).status_code == 200


def test_nobody_shares_anything_new_with_it(suspended):
    with pytest.raises(CannotShare):
        create(
            holder=suspended.holder,
            claims=[suspended.holder.claims.first()],
            purpose="other",
            audience="organization",
            organization=suspended.organization,
            expires_at=timezone.now() + timezone.timedelta(days=3),
            by=suspended.holder,
        )


def test_it_asks_nobody_and_nobody_answers_it(suspended):
    asked = VerificationRequest.objects.filter(organization=suspended.organization).first()
    with pytest.raises(NotAllowed):
        requests.require_role(by=suspended.recruiter, organization=suspended.organization)
    state = asked.state
    suspended.clients["holder"].post(
        reverse("request_authorize", args=[asked.pk]), {"claims": [suspended.table["claim_id"]]}
    )
    asked.refresh_from_db()
    assert asked.state == state
    assert not VerificationRequest.objects.visible_to(suspended.recruiter).exists()


def test_its_inbox_of_attestations_is_closed(suspended):
    assert not AttestationRequest.objects.visible_to(suspended.recruiter).exists()
    assert not AttestationRequest.objects.open().filter(
        request__organization=suspended.organization
    )


def test_its_api_tokens_open_nothing(suspended, client):
    def call():
        return client.post(
            reverse("api:api_verify"),
            json.dumps({"verifiableCredential": {}}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {suspended.api_text}"},
        ).status_code

    assert call() == 401
    decide(suspended, "vetted", "Settled")
    assert call() != 401


def test_it_issues_nothing_and_gets_no_token(suspended):
    with pytest.raises(issuing.NotVetted):
        issuing.issue_attestation(
            organization=suspended.organization,
            subject={"id": "did:example:subject"},
            name="An attestation",
            by=suspended.owner,
        )
    with pytest.raises(api_tokens.NotVetted):
        api_tokens.create(
            organization=suspended.organization,
            name="another",
            scopes=ApiScope.values,
            expires_at=None,
            by=suspended.owner,
        )


def test_its_provider_lets_nobody_in_and_who_is_in_is_out(suspended):
    connection = OidcConnection.objects.get(organization=suspended.organization)
    person = Person(connection.issuer, "1", "jo@kestrel-4711.example", True, "Jo")
    with pytest.raises(SsoProblem) as refused:
        sso_sign_in.admit(connection=connection, person=person)
    assert refused.value.code == "not_on"
    client = signed_in_by_provider(suspended.recruiter, suspended.organization)
    assert client.get(reverse("employer_home")).url == reverse("sso_ended")


def test_it_invites_nobody(suspended):
    with pytest.raises(invitations.NotVetted):
        invitations.invite(
            organization=suspended.organization,
            email="new@example.org",
            role=Role.VIEWER,
            by=suspended.owner,
        )


def test_reading_its_pages_changes_nothing(suspended):
    before = everything_stored()
    for who in MEMBERS:
        for address in ADDRESSES:
            suspended.clients[who].get(address.url(suspended.table | {"token": "guess" * 8}))
    assert everything_stored() == before
