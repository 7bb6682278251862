"""Organizations, their members and invitations."""

import threading

import pytest
from django.core import mail
from django.db import close_old_connections, connection
from django.test import RequestFactory
from django.urls import reverse

from accounts.actions import invitations, organizations, vetting
from accounts.background_mail import mail_invitation
from accounts.models import Invitation, Membership, Organization, Role, User, Vetting
from accounts.permissions import member_required
from portal.kernel.models import AuditRow
from tests.factories.accounts import (
    CredentialAddressFactory,
    EmailAddressFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory(role=Role.OWNER)


def invite(owner, email="new@example.org", role=Role.RECRUITER):
    return invitations.invite(
        organization=owner.organization, email=email, role=role, by=owner.user
    )


def url_of(invitation):
    return reverse("invitation", args=[invitations.token_of(invitation)])


def test_registering_makes_an_owner_and_waits_for_vetting(client):
    user = UserFactory()
    client.force_login(user)
    data = {
        "name": "Acme",
        "kind": "employer",
        "website": "acme.example",
        "purpose": "Hiring",
        "vetting": "vetted",
    }
    client.post(reverse("organization_new"), data)
    organization = Organization.objects.get()
    assert organization.vetting == Vetting.PENDING
    assert organization.website == "https://acme.example"
    assert organization.memberships.get().role == Role.OWNER


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://x.example", "not a site"])
def test_a_website_is_a_website(client, website):
    client.force_login(UserFactory())
    data = {"name": "A", "kind": "employer", "website": website, "purpose": "P"}
    assert client.post(reverse("organization_new"), data).status_code == 200
    assert not Organization.objects.exists()


def test_the_invited_address_accepts_once(client, owner):
    invitation = invite(owner)
    user = UserFactory(email="new@example.org")
    client.force_login(user)
    for _visit in range(20):
        assert client.get(url_of(invitation)).status_code == 200
    assert not owner.organization.memberships.filter(user=user).exists()
    client.post(url_of(invitation), {"answer": "accept"})
    assert owner.organization.memberships.get(user=user).role == Role.RECRUITER
    owner.organization.memberships.filter(user=user).delete()
    assert client.post(url_of(invitation), {"answer": "accept"}).status_code == 409
    assert not owner.organization.memberships.filter(user=user).exists()


def test_another_address_reads_a_sentence_and_cannot_accept(client, owner):
    invitation = invite(owner)
    client.force_login(UserFactory(email="other@example.org"))
    assert "sent to another address" in client.get(url_of(invitation)).content.decode()
    response = client.post(url_of(invitation), {"answer": "accept"})
    assert response.status_code == 403
    assert "sent to another address" in response.content.decode()
    assert Membership.objects.count() == 1


def test_an_unverified_address_cannot_accept(owner):
    invitation, user = invite(owner), UserFactory()
    EmailAddressFactory(user=user, email="new@example.org", verified=False)
    with pytest.raises(invitations.NotInvited):
        invitations.accept(invitation=invitation, by=user)


def test_an_address_for_credentials_cannot_accept(owner):
    invitation, user = invite(owner), UserFactory()
    CredentialAddressFactory(user=user, email="new@example.org")
    with pytest.raises(invitations.NotInvited):
        invitations.accept(invitation=invitation, by=user)


def test_without_signing_in_the_page_says_so_and_a_post_leads_to_sign_in(client, owner):
    invitation = invite(owner)
    page = client.get(url_of(invitation))
    assert "Sign in" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert client.post(url_of(invitation), {"answer": "accept"}).status_code == 302
    assert client.get(reverse("invitation", args=["0" * 64])).status_code == 404


def test_old_withdrawn_and_declined_invitations_open_nothing(owner, later):
    user = UserFactory(email="new@example.org")
    withdrawn = invite(owner)
    assert invitations.withdraw(invitation=withdrawn, by=owner.user)
    assert not invitations.withdraw(invitation=withdrawn, by=owner.user)
    declined = invite(owner)
    invitations.decline(invitation=declined, by=user)
    old = invite(owner)
    later(days=invitations.VALID_DAYS, seconds=1)
    for invitation in (withdrawn, declined, old):
        with pytest.raises(invitations.NotOpen):
            invitations.accept(invitation=invitation, by=user)
    invite(owner)  # The old one is not in the way.


def test_the_mail_holds_the_link_and_the_database_only_its_hash(owner):
    invitation = invite(owner)
    mail_invitation(invitation.id)
    token = invitations.token_of(invitation)
    assert f"/invitations/{token}/" in mail.outbox[0].body
    assert mail.outbox[0].to == ["new@example.org"]
    assert token not in str(Invitation.objects.values().get())
    mail_invitation(invitation.id)
    ids = {message.extra_headers["Message-ID"] for message in mail.outbox}
    assert len(ids) == 1


def test_members_open_invitations_and_unvetted_organizations_are_not_invited(owner):
    with pytest.raises(invitations.AlreadyMember):
        invite(owner, email=owner.user.email.upper())
    invite(owner)
    with pytest.raises(invitations.AlreadyInvited):
        invite(owner, email="NEW@example.org")
    pending = MembershipFactory(role=Role.OWNER, organization__vetting=Vetting.PENDING)
    with pytest.raises(invitations.NotVetted):
        invite(pending)


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.VIEWER])
def test_only_owners_manage_members(client, owner, role):
    member = MembershipFactory(organization=owner.organization, role=role)
    invitation = invite(owner)
    client.force_login(member.user)
    page = client.get(reverse("organization", args=[owner.organization_id])).content.decode()
    assert owner.user.email not in page
    organization = owner.organization_id
    for name, target, data, status in [
        ("organization_invite", organization, {"email": "x@example.org", "role": "viewer"}, 403),
        ("member_role", member.id, {"role": "owner"}, 403),
        ("member_remove", owner.id, {}, 403),
        ("invitation_withdraw", invitation.id, {}, 404),
    ]:
        assert client.post(reverse(name, args=[target]), data).status_code == status, name
    member.refresh_from_db()
    assert member.role == role
    assert Membership.objects.filter(id=owner.id).exists()


def test_the_last_owner_stays(client, owner):
    MembershipFactory(organization=owner.organization, role=Role.OWNER, user__is_active=False)
    with pytest.raises(organizations.LastOwner):
        organizations.remove_member(membership=owner, by=owner.user)
    with pytest.raises(organizations.LastOwner):
        organizations.change_role(membership=owner, role=Role.VIEWER, by=owner.user)
    client.force_login(owner.user)
    response = client.post(reverse("member_remove", args=[owner.id]), follow=True)
    assert "at least one owner" in response.content.decode()
    second = MembershipFactory(organization=owner.organization, role=Role.OWNER)
    organizations.remove_member(membership=owner, by=owner.user)
    assert list(owner.organization.memberships.filter(user__is_active=True)) == [second]


def test_a_removed_member_is_out_on_the_next_request(client, owner):
    member = MembershipFactory(organization=owner.organization)
    client.force_login(member.user)
    url = reverse("organization", args=[owner.organization_id])
    assert client.get(url).status_code == 200
    organizations.remove_member(membership=member, by=owner.user)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("role", "state", "status"),
    [
        (Role.OWNER, Vetting.VETTED, 200),
        (Role.VIEWER, Vetting.VETTED, 403),
        (Role.OWNER, Vetting.PENDING, 403),
        (Role.OWNER, Vetting.SUSPENDED, 403),
        (None, None, 404),
    ],
)
def test_pages_for_members(client, settings, role, state, status):
    from django.core.exceptions import PermissionDenied
    from django.http import Http404, HttpResponse

    @member_required(roles=[Role.OWNER, Role.RECRUITER])
    def view(request):
        return HttpResponse("ok")

    user = UserFactory()
    if role:
        MembershipFactory(user=user, role=role, organization__vetting=state)
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    try:
        seen = view(request).status_code
    except PermissionDenied:
        seen = 403
    except Http404:
        seen = 404
    assert seen == status


@pytest.mark.parametrize(
    ("before", "after", "legal"),
    [
        ("pending", "vetted", True),
        ("pending", "rejected", True),
        ("pending", "suspended", False),
        ("vetted", "suspended", True),
        ("vetted", "rejected", False),
        ("rejected", "pending", True),
        ("suspended", "vetted", True),
        ("suspended", "rejected", False),
    ],
)
def test_moves_of_vetting(before, after, legal):
    organization, admin = OrganizationFactory(vetting=before), UserFactory(is_staff=True)
    if legal:
        vetting.decide(organization=organization, to=after, reason="Why", by=admin)
        assert AuditRow.objects.filter(object_id=organization.id).count() == 1
    else:
        with pytest.raises(vetting.MoveLost):
            vetting.decide(organization=organization, to=after, reason="Why", by=admin)
    organization.refresh_from_db()
    assert organization.vetting == (after if legal else before)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_parallel_accepts_one_wins(owner):
    invitation = invite(owner)
    user = UserFactory(email="new@example.org")
    barrier, outcomes = threading.Barrier(50), []

    def accept():
        close_old_connections()
        mine, by = Invitation.objects.get(id=invitation.id), User.objects.get(id=user.id)
        barrier.wait()
        try:
            invitations.accept(invitation=mine, by=by)
            outcomes.append("won")
        except invitations.NotOpen:
            outcomes.append("lost")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["lost"] * 49 + ["won"]
    assert Membership.objects.filter(user=user).count() == 1
    assert AuditRow.objects.filter(deed="invitation_accepted").count() == 1
