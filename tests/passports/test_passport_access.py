"""Every address of claims, passport and shares, and everybody whom it is not for."""

import pytest
from django.urls import NoReverseMatch, reverse

from accounts.models import Vetting
from passports.models import Audience, Claim, Disclosure, Evidence, Share
from passports.urls import claims, passport, sharing
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.claims import make_claim, make_credential, make_share, tie

pytestmark = pytest.mark.django_db
OWN_PAGES = {
    "passport",
    "passport_builder",
    "claim_choose_kind",
    "claim_add",
    "shares",
    "share_new",
}
# Tested one by one in sharing/test_public.py.
PUBLIC = {"share_link"}
PATTERNS = [
    pattern.name
    for urls in (claims, passport, sharing)
    for pattern in urls.urlpatterns
    if pattern.name not in PUBLIC
]
PEOPLE = ["anonymous", "holder", "member", "other_member", "removed_member", "suspended_member"]


@pytest.fixture
def world(client):
    organization = OrganizationFactory()
    claim = make_claim()
    evidence = tie(claim, make_credential(claim.holder))
    share, token = make_share(
        claim.holder, [claim], audience=Audience.ORGANIZATION, organization=organization
    )
    member = MembershipFactory(organization=organization).user
    client.force_login(member)
    client.post(reverse("share_link", args=[token]))
    client.logout()
    return {
        "organization": organization,
        "member": member,
        "claim_id": claim.pk,
        "evidence_id": evidence.pk,
        "share_id": share.pk,
        "disclosure_id": Disclosure.objects.get().pk,
        "kind": "skill",
    }


def address(name, world):
    for keys in (
        (),
        ("kind",),
        ("claim_id",),
        ("share_id",),
        ("disclosure_id",),
        ("claim_id", "evidence_id"),
    ):
        try:
            return reverse(name, kwargs={key: world[key] for key in keys})
        except NoReverseMatch:
            continue
    raise LookupError(name)


def sign_in(client, who, world):
    if who == "anonymous":
        return
    if who == "holder":
        client.force_login(UserFactory())
    elif who == "other_member":
        client.force_login(MembershipFactory().user)
    else:
        client.force_login(world["member"])
    if who == "removed_member":
        world["member"].memberships.all().delete()
    if who == "suspended_member":
        world["organization"].vetting = Vetting.SUSPENDED
        world["organization"].save()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", PATTERNS)
def test_not_for_others(client, world, name, who, method):
    sign_in(client, who, world)
    answer = getattr(client, method)(address(name, world))
    if who == "anonymous":
        # What was opened is told by the session, not by the account.
        expected = {404, 405} if name == "share_opened" else {302}
        assert answer.status_code in expected
        assert answer.status_code != 302 or "/login" in answer.url
    elif name in OWN_PAGES:
        assert answer.status_code in (200, 405)
        assert "Bachelor of Science in Nursing" not in answer.content.decode()
    elif who == "member" and name in ("share_received", "share_opened"):
        assert answer.status_code in (200, 302, 405)
    else:
        assert answer.status_code in (404, 405)
    assert nothing_changed(world)


def nothing_changed(world):
    claim = Claim.objects.get(pk=world["claim_id"])
    return (
        not claim.hidden
        and claim.removed_at is None
        and Evidence.objects.filter(pk=world["evidence_id"]).exists()
        and Share.objects.live().filter(pk=world["share_id"]).exists()
    )
