"""Fields that no form of ours has: whoever adds them to a request gets what the form gives, and
nothing else."""

import pytest
from django.urls import reverse

from accounts.models import ConsentText, Membership, Organization, Role, User, Vetting
from employers.models import RequestState, VerificationRequest
from passports.models import Claim, ClaimKind, ImportRun, Share
from tests.factories.accounts import UserFactory
from tests.factories.signed import signed
from tests.passports.working import work
from tests.security.world import rightful

pytestmark = pytest.mark.django_db


@pytest.fixture
def clients(world):
    return rightful(world)


def greedy(world, **fields):
    """What somebody adds who knows the names of our columns."""
    victim = UserFactory()
    return {
        "id": str(world.table["claim_id"]),
        "pk": str(world.table["claim_id"]),
        "user": str(victim.pk),
        "user_id": str(victim.pk),
        "holder": str(victim.pk),
        "holder_id": str(victim.pk),
        "is_staff": "on",
        "is_superuser": "on",
        "is_active": "on",
        "assurance": "issuer_verified",
        "verdict": "verified",
        "not_yours": "",
        "hidden": "on",
        "position": "0",
        "state": "completed",
        "vetting": "vetted",
        "vetted_at": "2026-01-01",
        "verified_at": "2026-01-01",
        "token_hash": "0" * 64,
        "withdrawn_at": "2026-01-01",
        "viewed_at": "2026-01-01",
    } | fields


def test_of_oneself(world, clients):
    data = greedy(world, name="Nadia", email="victim@example.org")
    assert clients["holder"].post(reverse("account_name"), data).status_code == 302
    holder = User.objects.get(pk=world.holder.pk)
    assert holder.name == "Nadia"
    assert (holder.email, holder.is_staff, holder.is_superuser) == (
        world.holder.email,
        False,
        False,
    )


def test_of_a_new_account(client):
    # No text is published, so that the form asks for the name and the address alone.
    ConsentText.objects.all().delete()
    data = {
        "name": "Nadia",
        "email": "nadia@example.org",
        "age": "18",
        "is_staff": "on",
        "is_superuser": "on",
    }
    client.post(reverse("account_signup"), data | {"password1": "x" * 20, "id": "1"})
    user = User.objects.get(email="nadia@example.org")
    assert not user.is_staff
    assert not user.is_superuser
    assert not user.has_usable_password()


def test_of_a_claim(world, clients):
    data = greedy(world, title="Pipe fitting")
    clients["holder"].post(reverse("claim_add", args=["skill"]), data)
    claim = Claim.objects.get(current__title="Pipe fitting")
    assert claim.holder == world.holder
    assert claim.assurance == "self_asserted"
    assert not claim.hidden
    assert claim.pk != world.table["claim_id"]


def test_of_a_changed_claim(world, clients):
    other = Claim.objects.filter(holder=world.holder).exclude(pk=world.table["claim_id"]).get()
    before = (other.holder_id, other.assurance, other.position, other.kind)
    data = greedy(world, title="Changed", organization_name="Somewhere", kind=ClaimKind.SKILL)
    clients["holder"].post(reverse("claim_edit", args=[other.pk]), data)
    other.refresh_from_db()
    assert (other.holder_id, other.assurance, other.position, other.kind) == before
    assert not other.hidden


def test_of_an_import(world, clients):
    data = greedy(world, source="paste", text=signed().decode())
    assert clients["holder"].post(reverse("import_new"), data).status_code == 302
    run = ImportRun.objects.latest("created_at")
    assert run.holder == world.holder
    assert run.items.get().state == "waiting"
    work()
    # Its issuer is in no registry, whatever the request said.
    report = run.items.get().credential.latest_report
    outcomes = {check["name"]: check["outcome"] for check in report.checks}
    assert outcomes["issuer_recognized"] != "passed"


def test_of_a_share(world, clients):
    data = greedy(
        world,
        claims=[str(world.table["claim_id"])],
        purpose="A new share",
        audience="anyone",
        organization=str(world.organization.pk),
        email="victim@example.org",
        days="7",
        expires_at="2099-01-01",
        step="confirm",
    )
    clients["holder"].post(reverse("share_new"), data)
    share = Share.objects.get(purpose="A new share")
    assert share.holder == world.holder
    assert (share.organization, share.email) == (None, "")
    assert share.expires_at.year < 2099
    assert share.token_hash != "0" * 64
    assert share.withdrawn_at is None


def test_of_an_organization(world, clients):
    data = greedy(
        world,
        name="Quick Hire",
        kind="employer",
        website="https://quickhire.example",
        purpose="We hire.",
        email_domain="college.example",
        role=Role.VIEWER,
    )
    clients["holder"].post(reverse("organization_new"), data)
    organization = Organization.objects.get(name="Quick Hire")
    assert organization.vetting == Vetting.PENDING
    assert organization.vetted_at is None
    assert organization.email_domain == ""
    assert Membership.objects.get(organization=organization).user == world.holder


def test_of_an_invitation(world, clients):
    data = greedy(world, email="guest@example.org", role=Role.VIEWER, invited_by="1")
    clients["owner"].post(reverse("organization_invite", args=[world.organization.pk]), data)
    invitation = world.organization.invitations.get(email="guest@example.org")
    assert (invitation.state, invitation.role) == ("sent", Role.VIEWER)
    assert invitation.invited_by == world.owner
    assert not Membership.objects.filter(user__email="guest@example.org").exists()


def test_of_a_credential_address(world, clients):
    data = greedy(world, email="victim@college.example", code_hash="", code_attempts="0")
    clients["holder"].post(reverse("email_addresses"), data)
    address = world.holder.credential_addresses.get(email="victim@college.example")
    assert address.verified_at is None
    assert address.code_hash


def test_of_a_verification_request(world, clients):
    data = greedy(
        world,
        claims=[str(world.table["claim_id"])],
        purpose="hiring",
        deadline="7",
        kept="90",
        organization=str(world.organization.pk),
        requested_by=str(world.owner.pk),
        reference="Job 7",
    )
    address = reverse("employer_request_new", args=[world.table["share_id"]])
    clients["recruiter"].post(address, data)
    asked = VerificationRequest.objects.get(reference="Job 7")
    assert (asked.state, asked.holder) == (RequestState.SENT, world.holder)
    assert asked.requested_by == world.recruiter
    assert asked.viewed_at is None


def test_of_a_request_to_an_address(world, clients):
    data = greedy(
        world,
        name="Nadia",
        email="nadia@people.example",
        rows="1",
        kind_0="license",
        what_0="Registered nurse",
        purpose="hiring",
        deadline="7",
        kept="30",
        reference="Job 8",
        organization=str(UserFactory().pk),
        requested_by=str(world.owner.pk),
        undelivered="on",
        reminders_sent="9",
    )
    clients["recruiter"].post(reverse("employer_request_ask"), data)
    asked = VerificationRequest.objects.get(reference="Job 8")
    assert (asked.state, asked.holder, asked.undelivered) == (RequestState.SENT, None, False)
    assert (asked.organization, asked.requested_by) == (world.organization, world.recruiter)
    assert (asked.kept_days, asked.reminders_sent) == (30, 0)
    assert asked.token_hash != "0" * 64


def test_claims_of_others_cannot_be_named(world, clients):
    """Ids of somebody else's rows, in forms that take ids."""
    from tests.factories.claims import make_claim

    foreign = make_claim()
    shares = Share.objects.count()
    data = {"claims": [str(foreign.pk)], "purpose": "x", "audience": "anyone", "days": "7"}
    answer = clients["holder"].post(reverse("share_new"), data | {"step": "confirm"})
    assert answer.status_code == 200
    assert Share.objects.count() == shares
    requests = VerificationRequest.objects.count()
    address = reverse("employer_request_new", args=[world.table["share_id"]])
    data = {"claims": [str(foreign.pk)], "purpose": "hiring", "deadline": "7", "kept": "90"}
    assert clients["recruiter"].post(address, data).status_code == 200
    assert VerificationRequest.objects.count() == requests
