"""Who is let in as whom: by issuer and subject, never by an email address alone."""

import threading

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import close_old_connections
from django.db import connection as database
from django.urls import reverse

from accounts.actions import invitations, organizations, people, sso_connections, sso_sign_in
from accounts.background_mail import mail_notification
from accounts.models import (
    ConnectionState,
    Membership,
    Notification,
    OidcConnection,
    ProofState,
    Role,
    SsoIdentity,
    User,
)
from accounts.oidc import Person, SsoProblem
from portal.kernel.models import AuditRow
from tests.accounts.sso.conftest import DOMAIN, Trip, connect
from tests.factories.accounts import (
    PASSWORD,
    CredentialAddressFactory,
    DomainProofFactory,
    EmailAddressFactory,
    MembershipFactory,
    OidcConnectionFactory,
    StaffFactory,
    UserFactory,
)
from tests.security.world import signed_in_by_provider

pytestmark = pytest.mark.django_db
JO = Person("http://127.0.0.1:1", "person-1", f"jo@{DOMAIN}", True, "Jo Doe")


@pytest.fixture
def on(owner):
    return OidcConnectionFactory(organization=owner.organization)


def admit(on, **changes):
    return sso_sign_in.admit(connection=on, person=JO._replace(**changes))


def refusal(act, *args, **options):
    with pytest.raises(SsoProblem) as problem:
        act(*args, **options)
    return problem.value.code


def test_somebody_new_gets_an_account_and_the_role_that_the_owner_chose(on, owner):
    on.default_role = Role.RECRUITER
    on.save()
    user = admit(on)
    assert (user.email, user.name) == (f"jo@{DOMAIN}", "Jo Doe")
    assert user.memberships.get().role == Role.RECRUITER
    assert not user.has_usable_password()
    # The provider's word is no proof of the person's own.
    assert user.proven_identities() == []
    assert admit(on) == user
    deeds = list(AuditRow.objects.values_list("deed", flat=True))
    assert (deeds.count("sso_joined"), deeds.count("sso_signed_in")) == (1, 1)
    assert Notification.objects.get(user=owner.user, kind="sso_joined")


def test_a_new_address_at_the_provider_is_the_same_person(on):
    user = admit(on)
    assert admit(on, email=f"jo.smith@{DOMAIN}") == user
    assert not User.objects.filter(email=f"jo.smith@{DOMAIN}").exists()


def test_a_new_person_with_an_old_address_is_somebody_else(on):
    """Providers give the address of somebody who left to the next one of that name."""
    admit(on)
    with pytest.raises(sso_sign_in.ConfirmFirst):
        admit(on, subject="person-2")


@pytest.mark.parametrize(
    "make",
    [
        lambda: UserFactory(email=f"jo@{DOMAIN}"),
        lambda: EmailAddressFactory(email=f"jo@{DOMAIN}"),
        lambda: StaffFactory(email=f"jo@{DOMAIN}"),
        lambda: UserFactory(email=f"jo@{DOMAIN}", is_active=False),
        lambda: UserFactory(email=f"jo@{DOMAIN}", sign_in_address=False),
    ],
)
def test_an_account_with_the_address_is_asked_and_not_taken(on, make):
    make()
    with pytest.raises(sso_sign_in.ConfirmFirst):
        admit(on)
    assert not SsoIdentity.objects.exists()
    assert not Membership.objects.filter(user__email=f"jo@{DOMAIN}").exists()


def test_an_address_that_somebody_only_claims_does_not_stand_in_the_way(on):
    EmailAddressFactory(email=f"jo@{DOMAIN}", verified=False)
    assert admit(on).email == f"jo@{DOMAIN}"


def test_only_the_account_that_proved_the_address_can_say_yes(on):
    UserFactory(email=f"jo@{DOMAIN}")
    for other in (
        UserFactory(),
        EmailAddressFactory(email=f"x.jo@{DOMAIN}").user,
        CredentialAddressFactory(email=f"jo@{DOMAIN}").user,
        EmailAddressFactory(email=f"jo@{DOMAIN}", verified=False).user,
    ):
        with pytest.raises(sso_sign_in.NotYours):
            sso_sign_in.link(connection=on, person=JO, by=other)
    assert not SsoIdentity.objects.exists()


def test_a_person_of_the_provider_is_linked_once(on):
    user = UserFactory(email=f"jo@{DOMAIN}")
    sso_sign_in.link(connection=on, person=JO, by=user)
    sso_sign_in.link(connection=on, person=JO, by=user)
    assert admit(on) == user
    second = EmailAddressFactory(email=f"jo.too@{DOMAIN}").user
    code = refusal(
        sso_sign_in.link, connection=on, person=JO._replace(email=f"jo.too@{DOMAIN}"), by=second
    )
    assert code == "linked_already"
    assert Notification.objects.filter(user=user, kind="sso_linked").exists()


def test_a_member_keeps_the_role_they_have(on, owner):
    EmailAddressFactory(user=owner.user, email=f"jo@{DOMAIN}")
    sso_sign_in.link(connection=on, person=JO, by=owner.user)
    owner.refresh_from_db()
    assert owner.role == Role.OWNER


def test_the_same_subject_of_another_issuer_or_organization_is_another_person(on):
    user = admit(on)
    other = OidcConnectionFactory()
    DomainProofFactory(organization=other.organization, domain="other.example")
    second = sso_sign_in.admit(connection=other, person=JO._replace(email="jo@other.example"))
    assert second != user
    with pytest.raises(sso_sign_in.ConfirmFirst):
        admit(on, issuer="https://another.example")


@pytest.mark.parametrize("how", ["draft", "tested", "off", "pending", "rejected", "suspended"])
def test_nobody_comes_in_unless_it_is_on_and_the_organization_vetted(on, how):
    if how in ConnectionState.values:
        OidcConnection.objects.update(state=how)
    else:
        on.organization.vetting = how
        on.organization.save()
    assert refusal(admit, on) == "not_on"


def test_a_domain_that_is_no_longer_proven_lets_nobody_in(on):
    admit(on)
    on.organization.domain_proofs.update(state=ProofState.LOST)
    assert refusal(admit, on) == "email_elsewhere"


def test_a_domain_that_another_organization_proved_does_not_count(on):
    DomainProofFactory(domain="theirs.example")
    assert refusal(admit, on, email="jo@theirs.example") == "email_elsewhere"


def test_a_removed_member_is_out_and_comes_back_by_invitation_only(on, owner):
    user = admit(on)
    organizations.remove_member(membership=user.memberships.get(), by=owner.user)
    assert refusal(admit, on) == "removed"
    EmailAddressFactory(user=user, email=f"jo.two@{DOMAIN}")
    again = JO._replace(subject="person-9", email=f"jo.two@{DOMAIN}")
    assert refusal(sso_sign_in.link, connection=on, person=again, by=user) == "removed"
    invitation = invitations.invite(
        organization=owner.organization, email=f"jo.two@{DOMAIN}", role=Role.VIEWER, by=owner.user
    )
    invitations.accept(invitation=invitation, by=user)
    assert admit(on) == user


def test_a_suspended_person_is_out(on):
    user = admit(on)
    people.suspend(user=user, by=StaffFactory())
    assert refusal(admit, on) == "suspended"


def test_a_name_with_odd_characters_is_left_out(on):
    assert admit(on, name="Jo \u202e Doe").name == ""


@pytest.mark.django_db(transaction=True)
def test_two_browsers_of_somebody_new_at_once_make_one_account(on):
    start, users, asked = threading.Barrier(2), [], []

    def come():
        try:
            start.wait()
            users.append(admit(on))
        except sso_sign_in.ConfirmFirst:
            asked.append(1)
        finally:
            close_old_connections()
            database.close()

    threads = [threading.Thread(target=come) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(users) + len(asked) == 2
    assert len({user.pk for user in users}) == 1
    assert SsoIdentity.objects.count() == 1
    assert User.objects.filter(email=f"jo@{DOMAIN}").count() == 1


# In the browser


def test_somebody_who_came_by_the_provider_signs_in_by_themselves_later(
    connection, trip, client_of, code_from
):
    trip.leave()
    trip.come_back()
    browser = client_of()
    browser.post(reverse("account_request_login_code"), {"email": f"jo@{DOMAIN}"})
    assert mail.outbox[-1].to == [f"jo@{DOMAIN}"]
    browser.post(reverse("account_confirm_login_code"), {"code": code_from()})
    # Nobody has asked yet how old they are.
    assert browser.get(reverse("passport")).url.startswith(reverse("age"))
    browser.post(reverse("age"), {"age": "18"})
    assert browser.get(reverse("passport")).status_code == 200
    assert User.objects.get(email=f"jo@{DOMAIN}").proven_identities() == [("email", f"jo@{DOMAIN}")]


def test_the_session_of_before_is_gone_with_its_proofs(connection, trip):
    person = UserFactory(email=f"jo@{DOMAIN}")
    sso_sign_in.link(connection=connection, person=JO._replace(issuer=connection.issuer), by=person)
    trip.client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    before = trip.client.session
    assert before["account_authentication_methods"]
    trip.leave()
    trip.come_back()
    after = trip.client.session
    assert "account_authentication_methods" not in after
    assert after.session_key != before.session_key
    assert after.get_expiry_age() <= 12 * 3600


def test_saying_yes_takes_a_session_of_ones_own(connection, trip, client_of):
    person = UserFactory(email=f"jo@{DOMAIN}")
    trip.leave()
    assert trip.come_back().url == reverse("sso_confirm")
    browser = trip.client
    assert "Sign in to my account" in browser.get(reverse("sso_confirm")).content.decode()
    browser.post(reverse("sso_confirm"))
    assert not SsoIdentity.objects.exists()
    # Somebody else, in the same browser.
    other = UserFactory()
    browser.post(reverse("account_login"), {"login": other.email, "password": PASSWORD})
    page = browser.post(reverse("sso_confirm")).content.decode()
    assert "has not proven that address" in page
    assert not SsoIdentity.objects.exists()
    # Nothing is remembered in another browser.
    elsewhere = client_of()
    elsewhere.force_login(person)
    assert elsewhere.get(reverse("sso_confirm")).status_code == 400
    assert elsewhere.post(reverse("sso_confirm")).status_code == 400


def test_a_domain_without_such_a_sign_in_gets_a_sentence(client, owner):
    page = client.post(reverse("sso"), {"email": "jo@nowhere.example"})
    assert "Sign in with a code instead" in page.content.decode()


# The owner's page


def save(owner, **changes):
    given = {
        "issuer": "https://login.acme.example",
        "client_id": "client",
        "client_secret": "first",
        "default_role": "viewer",
    }
    return sso_connections.save(organization=owner.organization, by=owner.user, **(given | changes))


def test_a_secret_is_sealed_and_never_shown(client, owner):
    connection = save(owner, client_secret="very-secret")
    assert b"very-secret" not in bytes(connection.sealed_secret)
    assert connection.client_secret() == "very-secret"
    client.force_login(owner.user)
    page = client.get(reverse("sso_settings", args=[owner.organization_id]))
    assert "very-secret" not in page.content.decode()


def test_an_empty_secret_keeps_the_one_of_the_same_client_only(owner):
    save(owner)
    assert save(owner, client_secret="", default_role="recruiter").client_secret() == "first"
    for change in ({"client_id": "other"}, {"issuer": "https://other.acme.example"}):
        with pytest.raises(sso_connections.SecretMissing):
            save(owner, client_secret="", **change)


def test_a_change_asks_for_a_new_test(owner):
    connection = save(owner)
    with pytest.raises(sso_connections.NotTested):
        sso_connections.switch_on(connection=connection, by=owner.user)
    sso_connections.note_test(connection=connection, version=1, person=JO, by=owner.user)
    sso_connections.switch_on(connection=connection, by=owner.user)
    connection = save(owner, default_role="recruiter")
    assert (connection.state, connection.tested_at) == (ConnectionState.DRAFT, None)
    with pytest.raises(sso_connections.NotTested):
        sso_connections.note_test(connection=connection, version=1, person=JO, by=owner.user)
    with pytest.raises(sso_connections.NotTested):
        sso_connections.switch_on(connection=connection, by=owner.user)


def test_nobody_becomes_an_owner_this_way(owner):
    with pytest.raises(ValueError, match="owner"):
        save(owner, default_role="owner")


def test_without_a_proven_domain_there_is_nothing_to_set_up():
    owner = MembershipFactory(role=Role.OWNER)
    with pytest.raises(sso_connections.NoProvenDomain):
        save(owner)


def test_a_test_is_the_owners_own(connection, client, provider, client_of):
    owner = connection.organization.memberships.get()
    client.force_login(owner.user)
    trip = Trip(client, provider)
    trip.leave(reverse("sso_test", args=[connection.organization_id]))
    owner.role = Role.RECRUITER
    owner.save()
    assert trip.come_back().context["code"] == "flow_lost"
    assert OidcConnection.objects.get().tested_at is None


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.VIEWER])
def test_only_owners_set_it_up(client, connection, role):
    client.force_login(MembershipFactory(organization=connection.organization, role=role).user)
    for name in ("sso_settings", "sso_test", "sso_switch", "sso_remove"):
        url = reverse(name, args=[connection.organization_id])
        assert client.post(url, {"to": "off"}).status_code == 403
    assert OidcConnection.objects.get().state == ConnectionState.ON


def test_removing_the_provider_destroys_the_secret(client, connection):
    client.force_login(connection.organization.memberships.get().user)
    url = reverse("sso_remove", args=[connection.organization_id])
    assert client.get(url).status_code == 200
    assert OidcConnection.objects.exists()
    client.post(url)
    assert not OidcConnection.objects.exists()


def test_secrets_move_to_a_new_wrapping_secret(owner, settings):
    settings.ISSUING_KEY_SECRET = "old" * 20
    connection = save(owner)
    settings.ISSUING_KEY_SECRET, settings.ISSUING_KEY_OLD_SECRETS = "new" * 20, ["old" * 20]
    call_command("rewrap_issuing_keys")
    settings.ISSUING_KEY_OLD_SECRETS = []
    connection.refresh_from_db()
    assert connection.client_secret() == "first"


def test_a_secret_that_cannot_be_read_is_a_sentence(owner, settings, trip, provider):
    connect(owner, provider.issuer)
    trip.leave()
    settings.ISSUING_KEY_SECRET = "lost" * 20
    assert trip.come_back().context["code"] == "secret_lost"


def test_the_notices_can_be_mailed(on, owner):
    admit(on)
    for notification in Notification.objects.all():
        mail_notification(notification.pk)
    assert mail.outbox


def test_the_provider_does_not_decide_who_is_an_owner(owner, on):
    """Whoever runs the provider can come as anybody: as an owner, too."""
    client = signed_in_by_provider(owner.user, owner.organization)
    member = MembershipFactory(organization=owner.organization, role=Role.VIEWER)
    second = MembershipFactory(organization=owner.organization, role=Role.OWNER)
    tries = (
        (reverse("member_role", args=[member.pk]), {"role": "owner"}),
        (reverse("member_role", args=[second.pk]), {"role": "viewer"}),
        (reverse("member_remove", args=[second.pk]), {}),
        (
            reverse("organization_invite", args=[owner.organization_id]),
            {"email": "x@people.example", "role": "owner"},
        ),
    )
    for url, data in tries:
        assert client.post(url, data).status_code == 403, url
    roles = dict(owner.organization.memberships.values_list("pk", "role"))
    assert roles == {owner.pk: "owner", member.pk: "viewer", second.pk: "owner"}
    assert not owner.organization.invitations.exists()
    # What is no matter of ownership, they do.
    url = reverse("member_role", args=[member.pk])
    assert client.post(url, {"role": "recruiter"}).status_code == 302
    member.refresh_from_db()
    assert member.role == Role.RECRUITER


def test_a_new_secret_is_not_sent_to_the_provider_before(connection, trip, provider):
    """Somebody left for the old provider, and comes back after the owner entered a new one."""
    trip.leave()
    OidcConnection.objects.update(issuer="https://login.acme.example")
    asked = len(provider.asked)
    assert trip.come_back().context["code"] == "flow_lost"
    assert len(provider.asked) == asked
