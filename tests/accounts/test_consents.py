"""Agreement to versioned texts."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.actions import consents
from accounts.models import Consent
from portal.kernel.models import AuditRow
from tests.factories.accounts import ConsentTextFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return ConsentTextFactory(key="terms", title="Terms", body="Be kind.")


def new_version(text):
    newer = ConsentTextFactory(
        key=text.key, version=text.version + 1, title="Terms", body="Be kinder.", published_at=None
    )
    consents.publish(text=newer, by=None)
    cache.delete("accounts:current-texts")
    return newer


def test_signing_up_takes_agreement_and_records_it(client, text):
    data = {"email": "new@example.org", "name": "New", "age": "18"}
    page = client.post(reverse("account_signup"), data)
    assert page.status_code == 200, "without agreement nobody signs up"
    assert reverse("consent_text", args=[text.id]) in page.content.decode()
    client.post(reverse("account_signup"), data | {"agree": "on"})
    assert Consent.objects.get().text == text


def test_a_new_version_is_asked_for_once_before_anything_else(client, text):
    user = UserFactory()
    consents.agree(user=user, text_ids=[text.id])
    client.force_login(user)
    assert client.get(reverse("notifications")).status_code == 200
    newer = new_version(text)
    response = client.get(reverse("notifications"))
    assert response.url == f"{reverse('agree')}?next=%2Fnotifications%2F"
    assert "Be kinder." in client.get(response.url).content.decode()
    response = client.post(
        reverse("agree"), {"text": [str(newer.id)], "next": reverse("notifications")}
    )
    assert response.url == reverse("notifications")
    assert client.get(reverse("notifications")).status_code == 200
    assert Consent.objects.filter(user=user).count() == 2
    assert AuditRow.objects.filter(deed="consent_given").count() == 2


@pytest.mark.parametrize("name", ["account", "delete_account", "consents", "landing"])
def test_leaving_and_reading_need_no_agreement(client, text, name):
    client.force_login(UserFactory())
    response = client.get(reverse(name))
    assert not response.get("Location", "").startswith(reverse("agree"))


def test_one_agrees_only_to_what_was_shown(client, text):
    user = UserFactory()
    client.force_login(user)
    draft = ConsentTextFactory(published_at=None)
    client.post(reverse("agree"), {"text": [str(draft.id), "nonsense"]})
    assert not Consent.objects.exists()


def test_the_destination_after_agreeing_stays_here(client, text):
    client.force_login(UserFactory())
    response = client.post(
        reverse("agree"), {"text": [str(text.id)], "next": "https://evil.example/"}
    )
    assert response.url == reverse("home")


def test_withdrawing_keeps_the_history_and_asks_again(client, text):
    user = UserFactory()
    consents.agree(user=user, text_ids=[text.id, text.id])
    consent = Consent.objects.get(user=user)
    client.force_login(user)
    assert client.get(reverse("notifications")).status_code == 200
    url = reverse("consent_withdraw", args=[consent.id])
    client.get(url)
    assert Consent.objects.live().count() == 1
    client.post(url)
    assert Consent.objects.live().count() == 0
    assert "withdrawn on" in client.get(reverse("consents")).content.decode()
    assert client.get(reverse("notifications")).url.startswith(reverse("agree"))
    assert client.post(url).status_code == 404


def test_a_draft_is_nobodys_to_read(client):
    draft = ConsentTextFactory(published_at=None)
    assert client.get(reverse("consent_text", args=[draft.id])).status_code == 404


def test_the_usual_request_costs_no_query(client, text, django_assert_max_num_queries):
    user = UserFactory()
    consents.agree(user=user, text_ids=[text.id])
    client.force_login(user)
    client.get(reverse("notifications"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("notifications"))
    assert not any("consent" in query["sql"] for query in captured)
