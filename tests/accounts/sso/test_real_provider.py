"""Sign-in by a real provider: allauth's own, in a second portal that is a process of its own."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from accounts.models import ConnectionState, Membership, OidcConnection, Role, SsoIdentity, User
from accounts.views.single_sign_on import redirect_uri
from tests.accounts.sso.conftest import DOMAIN, ORGANIZATION, Trip
from tests.factories.accounts import PASSWORD, UserFactory
from tests.identity_provider.process import CLIENT, IdentityProvider, sent_back_to

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    process = IdentityProvider(tmp_path_factory.mktemp("provider"))
    process.prepare()
    process.seed(
        redirect_uri=redirect_uri(ORGANIZATION),
        people=[
            (f"jo@{DOMAIN}", True),
            (f"olive@{DOMAIN}", True),
            ("guest@elsewhere.example", True),
        ],
    )
    process.start()
    yield process
    process.end()


@pytest.fixture
def owned(client, owner, real, settings):
    """An owner, signed in by a code, has entered the provider."""
    settings.OUTBOUND_ALLOWED_ORIGINS = frozenset({real.url})
    client.force_login(owner.user)
    data = {
        "issuer": real.url,
        "client_id": CLIENT["id"],
        "client_secret": CLIENT["secret"],
        "default_role": "recruiter",
    }
    page = client.post(reverse("sso_settings", args=[owner.organization_id]), data)
    assert page.status_code == 302, page.content.decode()
    return owner


def there_and_back(client, real, email, **where):
    """Leave, sign in at the provider as this person, and come back."""
    trip = Trip(client)
    page = trip.leave(**where)
    assert page.status_code == 200
    back = urlsplit(sent_back_to(real.sign_in(email), trip.url))
    assert back.path == reverse("sso_callback", args=[ORGANIZATION])
    return client.get(f"{back.path}?{back.query}")


def test_tested_then_switched_on_then_signed_in(client, client_of, owned, real):
    organization = owned.organization
    test = reverse("sso_test", args=[organization.pk])
    switch = reverse("sso_switch", args=[organization.pk])
    settings_page = reverse("sso_settings", args=[organization.pk])
    # Not before a test that went well.
    client.post(switch, {"to": "on"})
    assert OidcConnection.objects.get().state == ConnectionState.DRAFT
    page = there_and_back(client, real, "guest@elsewhere.example", url=test)
    assert page.status_code == 400
    assert page.context["code"] == "email_elsewhere"
    client.post(switch, {"to": "on"})
    assert OidcConnection.objects.get().state == ConnectionState.DRAFT
    page = there_and_back(client, real, f"olive@{DOMAIN}", url=test)
    assert page.url == settings_page
    assert f"olive@{DOMAIN}" in client.get(settings_page).content.decode()
    # A test lets nobody in.
    assert client.session["_auth_user_id"] == str(owned.user.pk)
    assert not SsoIdentity.objects.exists()
    assert not User.objects.filter(email=f"olive@{DOMAIN}").exists()
    client.post(switch, {"to": "on"})
    assert OidcConnection.objects.get().state == ConnectionState.ON
    # Somebody new.
    browser = client_of()
    page = there_and_back(browser, real, f"jo@{DOMAIN}")
    assert page.url == reverse("employer_home")
    assert browser.get(page.url).url.startswith(reverse("age")), "asked once"
    browser.post(reverse("age"), {"age": "18"})
    assert browser.get(page.url).status_code == 200
    joined = Membership.objects.get(user__email=f"jo@{DOMAIN}")
    assert (joined.organization, joined.role) == (organization, Role.RECRUITER)
    assert SsoIdentity.objects.get().issuer == real.url
    assert browser.get(reverse("passport")).url.startswith(reverse("sso_own_way"))
    # And again, as the same.
    there_and_back(client_of(), real, f"jo@{DOMAIN}")
    assert User.objects.filter(email=f"jo@{DOMAIN}").count() == 1
    assert SsoIdentity.objects.count() == 1
    # Whoever is elsewhere stays out.
    browser = client_of()
    assert there_and_back(browser, real, "guest@elsewhere.example").status_code == 400
    assert browser.get(reverse("employer_home")).status_code == 302


def test_the_wrong_secret_is_told_to_the_owner(client, owned, real):
    connection = OidcConnection.objects.get()
    connection.seal_secret("another")
    connection.save()
    page = there_and_back(
        client, real, f"jo@{DOMAIN}", url=reverse("sso_test", args=[owned.organization_id])
    )
    assert page.status_code == 400
    assert page.context["code"] == "client_refused"


def test_an_account_with_the_address_is_asked_first(client, client_of, owned, real):
    connection = OidcConnection.objects.get()
    OidcConnection.objects.update(state=ConnectionState.ON)
    person = UserFactory(email=f"jo@{DOMAIN}")
    browser = client_of()
    page = there_and_back(browser, real, f"jo@{DOMAIN}")
    assert page.url == reverse("sso_confirm")
    assert browser.get(reverse("employer_home")).status_code == 302, "nobody is signed in"
    assert not SsoIdentity.objects.exists()
    # The person signs in as always, in the same browser, and says yes.
    browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert "Link the two" in browser.get(reverse("sso_confirm")).content.decode()
    browser.post(reverse("sso_confirm"))
    identity = SsoIdentity.objects.get()
    assert (identity.user, identity.organization) == (person, connection.organization)
    # From now on the provider is enough, for the organization's pages.
    again = client_of()
    assert there_and_back(again, real, f"jo@{DOMAIN}").url == reverse("employer_home")
    assert again.session["_auth_user_id"] == str(person.pk)
    assert again.get(reverse("account")).url.startswith(reverse("sso_own_way"))
