"""The pages of an organization: domains, sign-in by its provider, handing over. Each in its states,
narrow and wide, for axe."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import ownership
from accounts.models import ConnectionState, Role
from tests.browser.test_every_page import TOO_WIDE
from tests.factories.accounts import (
    DomainProofFactory,
    MembershipFactory,
    OidcConnectionFactory,
    OrganizationFactory,
)
from tests.security.world import remember_provider

WIDTHS = (320, 390, 1280)
NOW = timezone.now()


@pytest.fixture
def look(axe):
    """`look(page, path)` opens a page and finds nothing to mend on it."""

    def open_and_look(page, path):
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(TOO_WIDE) <= 0, f"{path} is too wide at {width} px"
        axe(page)

    return open_and_look


@pytest.fixture
def owner():
    organization = OrganizationFactory(name="Harbor Health Network of the Northern Counties")
    return MembershipFactory(organization=organization, role=Role.OWNER, user__name="Ana Reyes")


def by_provider(page, live_portal, membership):
    client = Client()
    client.force_login(
        membership.user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.session
    remember_provider(session, membership.organization)
    session.save()
    cookie = {"name": "sessionid", "value": session.session_key, "url": live_portal.url}
    page.context.add_cookies([cookie])


def test_the_owner_proves_domains(page, sign_in, look, owner):
    sign_in(owner.user)
    url = reverse("domains", args=[owner.organization_id])
    look(page, url)
    page.get_by_role("textbox", name="Domain").fill("gmail.com")
    page.get_by_role("button", name="Add the domain").click()
    page.get_by_text("Anybody can get an address at this domain").first.wait_for()
    page.get_by_role("textbox", name="Domain").fill("health-of-the-northern-counties.example")
    page.get_by_role("button", name="Add the domain").click()
    page.get_by_text("_career-passport.health").wait_for()
    waits = DomainProofFactory(
        organization=owner.organization,
        domain="a.example",
        state="waiting",
        reason="dns_no_such_name",
        proven_at=None,
        next_check_at=NOW + timedelta(hours=2),
    )
    lost = DomainProofFactory(
        organization=owner.organization, domain="b.example", state="lost", reason="dns_other_value"
    )
    mailed = DomainProofFactory(
        organization=owner.organization,
        domain="c.example",
        state="waiting",
        method="email",
        mailbox="postmaster",
        code_hash="x",
    )
    proven = DomainProofFactory(
        organization=owner.organization, domain="d.example", method="well_known"
    )
    for proof in (waits, lost, mailed, proven):
        look(page, reverse("domain", args=[proof.pk]))
    look(page, reverse("domain_end", args=[proven.pk]))
    look(page, url)


def test_the_owner_sets_up_the_provider(page, sign_in, look, owner):
    sign_in(owner.user)
    url = reverse("sso_settings", args=[owner.organization_id])
    look(page, url)
    DomainProofFactory(organization=owner.organization, domain="harbor.example")
    page.goto(url)
    page.get_by_label("Address of the provider").fill("http://10.0.0.1")
    page.get_by_label("Client id").fill("career-passport")
    page.get_by_label("Client secret").fill("secret")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("It starts with https://").first.wait_for()
    page.get_by_label("Address of the provider").fill("https://login.harbor.example")
    page.get_by_label("Client secret").fill("secret")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Test the sign-in").wait_for()
    look(page, url)
    connection = owner.organization.oidc_connection
    connection.state, connection.tested_at = ConnectionState.TESTED, NOW
    connection.save()
    page.goto(url)
    page.get_by_role("button", name="Switch on").click()
    page.get_by_role("button", name="Switch off").wait_for()
    look(page, url)
    look(page, reverse("sso_remove", args=[owner.organization_id]))


def test_an_organization_is_handed_over(page, sign_in, look, owner):
    member = MembershipFactory(organization=owner.organization, user__name="Lee Morgan")
    sign_in(owner.user)
    look(page, reverse("member_hand_over", args=[member.pk]))
    transfer = ownership.offer(membership=member, by=owner.user)
    look(page, reverse("ownership_transfer", args=[transfer.pk]))
    look(page, reverse("organization", args=[owner.organization_id]))
    sign_in(member.user)
    look(page, reverse("ownership_transfer", args=[transfer.pk]))
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("You are an owner now.").wait_for()


def test_a_session_by_the_provider(page, look, live_portal, owner):
    for name in ("sso", "sso_ended", "account_login"):
        look(page, reverse(name))
    OidcConnectionFactory(organization=owner.organization)
    by_provider(page, live_portal, owner)
    look(page, reverse("employer_home"))
    look(page, reverse("organization", args=[owner.organization_id]))
    look(page, reverse("passport"))
    page.get_by_text("This page is your own").first.wait_for()
    page.get_by_role("button", name="Sign in myself").click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()
