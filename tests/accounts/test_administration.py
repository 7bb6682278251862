"""The administration: who gets in, and what the buttons do."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.actions import consents
from accounts.actions.factors import current_totp_code
from accounts.models import AgeBand, ConsentText, Notification, Organization, Role, User
from portal.kernel.models import AuditRow, WorkRow
from tests.factories.accounts import (
    PASSWORD,
    ConsentTextFactory,
    DomainProofFactory,
    MembershipFactory,
    OrganizationFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ADMIN = "/admin/"


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def with_factor(**fields):
    user = StaffFactory(**fields)
    TOTP.activate(user, generate_totp_secret())
    return user


@pytest.fixture
def admin_client(client):
    """A session of an administrator that used an authenticator app."""
    user = with_factor(email="admin@example.org")
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": current_totp_code(user)})
    client.user = user
    return client


def test_an_administrator_with_a_factor_gets_in(admin_client):
    assert admin_client.get(ADMIN).status_code == 200


def test_nobody_gets_in_without_signing_in(client):
    response = client.get(ADMIN, follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_a_person_who_is_not_staff_is_refused(client):
    user = UserFactory()
    TOTP.activate(user, generate_totp_secret())
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": current_totp_code(user)})
    assert client.get(ADMIN, follow=True).status_code == 403


def test_staff_without_a_factor_is_sent_to_enrol(client):
    sign_in(client, StaffFactory())
    response = client.get(reverse("admin:accounts_user_changelist"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("mfa_index")


def test_staff_signed_in_by_emailed_code_alone_is_refused(client, code_from):
    user = StaffFactory()
    client.post("/accounts/login/code/", {"email": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_from()})
    # The factor exists, but this session never used it.
    TOTP.activate(user, generate_totp_secret())
    response = client.get(ADMIN, follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("mfa_reauthenticate"), {"code": current_totp_code(user), "next": ADMIN})
    assert client.get(ADMIN).status_code == 200


def test_a_session_from_a_recovery_code_is_refused(client):
    user = with_factor()
    RecoveryCodes.activate(user)
    code = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("account")).status_code == 200
    response = client.get(ADMIN, follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))


def test_removing_the_factor_closes_the_administration(admin_client):
    Authenticator.objects.filter(user=admin_client.user).delete()
    assert admin_client.get(ADMIN).status_code == 302


def test_a_session_that_is_handed_to_somebody_else_does_not_keep_the_factor(admin_client):
    admin_client.force_login(StaffFactory())
    assert admin_client.get(ADMIN).status_code == 302


def test_the_destination_of_the_admin_sign_in_stays_here(client):
    response = client.get(reverse("admin:login") + "?next=//evil.example")
    assert "evil" not in response.url


@pytest.mark.parametrize(
    "name",
    [
        "accounts_user",
        "accounts_organization",
        "accounts_consenttext",
        "kernel_workrow",
        "kernel_auditrow",
    ],
)
def test_lists_open_and_can_be_searched(admin_client, name):
    OrganizationFactory()
    ConsentTextFactory()
    for query in ("", "?q=organization", f"?q={admin_client.user.id}"):
        assert admin_client.get(reverse(f"admin:{name}_changelist") + query).status_code == 200


def test_lists_ask_as_much_for_many_rows_as_for_one(admin_client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(name):
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(reverse(f"admin:accounts_{name}_changelist"))
        return len(captured)

    MembershipFactory()
    before = [queries("user"), queries("organization")]
    for _number in range(15):
        MembershipFactory()
    assert [queries("user"), queries("organization")] == before


def test_people_are_found_by_any_of_their_addresses_and_by_name(admin_client):
    wanted = UserFactory(name="Zoë Müller")
    page = admin_client.get(reverse("admin:accounts_user_changelist") + "?q=zoe mull")
    assert wanted.email in page.content.decode()


def test_nobody_edits_or_adds_people_by_hand(admin_client):
    user = UserFactory(name="Before")
    url = reverse("admin:accounts_user_change", args=[user.id])
    assert admin_client.get(url).status_code == 200
    assert admin_client.post(url, {"name": "After", "is_staff": "on"}).status_code == 403
    assert admin_client.get(reverse("admin:accounts_user_add")).status_code == 403
    user.refresh_from_db()
    assert user.name == "Before"


def deed(admin_client, row, name, **data):
    kind = row._meta.model_name
    url = reverse(f"admin:accounts_{kind}_deed", args=[row.id, name])
    return admin_client.post(url, data, follow=True)


def test_suspending_needs_a_reason_and_ends_at_the_button(admin_client):
    user = UserFactory()
    deed(admin_client, user, "suspend")
    user.refresh_from_db()
    assert user.is_active
    deed(admin_client, user, "suspend", reason="Sold their account")
    user.refresh_from_db()
    assert not user.is_active
    assert user.suspension_reason == "Sold their account"
    assert AuditRow.objects.filter(deed="person_suspended", object_id=user.audit_id).count() == 1
    deed(admin_client, user, "reinstate")
    user.refresh_from_db()
    assert user.is_active


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("is_minor", AgeBand.ADULT, AgeBand.MINOR), ("is_adult", AgeBand.MINOR, AgeBand.ADULT)],
)
def test_a_wrong_age_is_corrected_once_and_recorded(admin_client, name, before, after):
    user = UserFactory(age_band=before)
    for _time in range(2):
        deed(admin_client, user, name)
    user.refresh_from_db()
    assert user.age_band == after
    audit = AuditRow.objects.get(deed="age_corrected")
    assert (audit.object_id, audit.codes) == (user.audit_id, {"band": after})
    assert audit.actor_id == admin_client.user.audit_id


def test_nobody_corrects_their_own_age(admin_client):
    response = deed(admin_client, admin_client.user, "is_minor")
    assert "cannot correct your own age" in response.content.decode()
    admin_client.user.refresh_from_db()
    assert admin_client.user.age_band == AgeBand.ADULT


def test_nobody_suspends_themselves(admin_client):
    response = deed(admin_client, admin_client.user, "suspend", reason="Oops")
    assert "cannot suspend yourself" in response.content.decode()
    admin_client.user.refresh_from_db()
    assert admin_client.user.is_active


def test_the_vetting_queue_shows_those_that_wait_first(admin_client):
    OrganizationFactory(name="Aardvark")
    OrganizationFactory(name="Zebra", vetting="pending")
    page = admin_client.get(reverse("admin:accounts_organization_changelist")).content.decode()
    assert page.index("Zebra") < page.index("Aardvark")


def test_vetting_tells_the_owner_and_keeps_the_history(admin_client):
    owner = MembershipFactory(organization__vetting="pending", role=Role.OWNER)
    row = owner.organization
    deed(admin_client, row, "vet")
    row.refresh_from_db()
    assert row.vetting == "pending", "a decision without a reason is none"
    deed(admin_client, row, "vet", reason="Known to the state")
    deed(admin_client, row, "suspend", reason="Complaints")
    # A stale page: the button was there when it was opened.
    deed(admin_client, row, "vet", reason="Again")
    row.refresh_from_db()
    assert row.vetting == "suspended"
    assert [d.to_state for d in row.vetting_decisions.order_by("created_at")] == [
        "vetted",
        "suspended",
    ]
    assert {n.kind for n in Notification.objects.filter(user=owner.user)} == {
        "organization_vetted",
        "organization_suspended",
    }


def test_staff_without_the_permission_presses_no_button(client):
    from django.contrib.auth.models import Permission

    user = with_factor(is_superuser=False)
    user.user_permissions.add(Permission.objects.get(codename="view_organization"))
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": current_totp_code(user)})
    row = OrganizationFactory(vetting="pending")
    page = client.get(reverse("admin:accounts_organization_change", args=[row.id]))
    assert page.status_code == 200
    assert "deeds/vet" not in page.content.decode()
    assert deed(client, row, "vet", reason="Please").status_code == 403
    row.refresh_from_db()
    assert row.vetting == "pending"


def test_a_button_does_nothing_on_get(admin_client):
    row = OrganizationFactory(vetting="pending")
    url = reverse("admin:accounts_organization_deed", args=[row.id, "vet"])
    assert admin_client.get(url).status_code == 405
    assert (
        admin_client.post(
            reverse("admin:accounts_organization_deed", args=[row.id, "invented"])
        ).status_code
        == 404
    )


def test_a_text_is_editable_until_it_is_published(admin_client):
    text = ConsentTextFactory(published_at=None, body="First draft")
    url = reverse("admin:accounts_consenttext_change", args=[text.id])
    form = {"key": text.key, "version": 1, "language": "en", "title": "T", "body": "Second draft"}
    assert admin_client.post(url, form).status_code == 302
    deed(admin_client, text, "publish")
    text.refresh_from_db()
    assert text.body == "Second draft"
    assert text.published_at
    assert admin_client.post(url, form | {"body": "Third"}).status_code == 403
    with pytest.raises(consents.AlreadyPublished):
        consents.publish(text=text, by=None)
    assert ConsentText.objects.get().body == "Second draft"


def test_first_admin_invites_by_mail_without_a_password():
    call_command("first_admin", "Boss@Example.org", verbosity=0)
    user = User.objects.get(email="boss@example.org")
    assert user.is_staff
    assert not user.has_usable_password()
    assert WorkRow.objects.filter(kind="accounts.mail_notification").count() == 1
    # Drafts ask nobody for anything until an administrator publishes them.
    assert set(ConsentText.objects.values_list("key", "published_at")) == {
        ("terms", None),
        ("privacy", None),
    }


def test_first_admin_refuses_when_there_is_one_unless_told_to(capsys):
    with_factor()
    with pytest.raises(CommandError, match="--again"):
        call_command("first_admin", "second@example.org")
    with pytest.raises(CommandError, match="not an email"):
        call_command("first_admin", "nonsense")
    call_command("first_admin", "second@example.org", again=True)
    assert User.objects.filter(email="second@example.org", is_staff=True).exists()


@pytest.mark.parametrize("place", ["account/emailaddress", "mfa/authenticator", "usersessions"])
def test_nobody_verifies_addresses_or_removes_factors_by_hand(admin_client, place):
    assert admin_client.get(f"/admin/{place}/").status_code == 404


def test_those_that_wait_longest_come_first_with_their_domains(admin_client):
    newer = OrganizationFactory(name="Newer", vetting="pending")
    older = OrganizationFactory(name="Older", vetting="pending")
    Organization.objects.filter(pk=older.pk).update(created_at=newer.created_at - timedelta(days=2))
    OrganizationFactory(name="Done")
    DomainProofFactory(organization=newer, domain="newer.example")
    DomainProofFactory(organization=older, domain="older.example", state="lost", reason="too_old")
    changelist = reverse("admin:accounts_organization_changelist")
    page = admin_client.get(changelist).content.decode()
    assert page.index("Older") < page.index("Newer") < page.index("Done")
    for value, found in (("proven", "Newer"), ("lost", "Older"), ("none", "Done")):
        page = admin_client.get(f"{changelist}?domain={value}").content.decode()
        assert f">{found}<" in page
    assert ">Older<" not in admin_client.get(f"{changelist}?domain=proven").content.decode()
    change = reverse("admin:accounts_organization_change", args=[older.id])
    page = admin_client.get(change).content.decode()
    assert "older.example" in page
    assert "too_old" in page


def test_an_administrator_allows_a_domain_beside_another(admin_client):
    DomainProofFactory(domain="acme.example")
    proof = DomainProofFactory(domain="acme.example", state="waiting", reason="taken")
    page = admin_client.get(reverse("admin:accounts_domainproof_changelist") + "?q=acme")
    assert page.content.decode().count("acme.example") >= 2
    deed(admin_client, proof, "share")
    proof.refresh_from_db()
    assert proof.is_shared
    assert AuditRow.objects.filter(deed="domain_shared", object_id=proof.pk).count() == 1


def test_the_list_of_domains_asks_as_much_for_many(admin_client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(reverse("admin:accounts_domainproof_changelist"))
        return len(captured)

    DomainProofFactory()
    before = queries()
    for _number in range(15):
        DomainProofFactory()
    assert queries() == before
