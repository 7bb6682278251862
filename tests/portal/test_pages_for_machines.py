"""Health, readiness, kept mail."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.mail import send_mail
from django.utils import timezone

from portal.kernel.models import KeptMail, WorkRow


def test_healthz_needs_neither_database_nor_broker(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_is_ready_with_database_and_broker(client, settings, private_valkey):
    settings.REDIS_URL = private_valkey.url
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "database": "ok",
        "broker": "ok",
        "work": "ok",
        "oldest_due_seconds": 0,
    }


@pytest.mark.django_db
def test_readyz_is_not_ready_without_broker(client, settings, private_valkey):
    settings.REDIS_URL = private_valkey.url
    private_valkey.stop()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["broker"] == "does not answer"


@pytest.mark.django_db
def test_readyz_is_not_ready_while_work_is_late(client, settings, private_valkey):
    settings.REDIS_URL = private_valkey.url
    WorkRow.objects.create(
        kind="a.kind", subject_id=uuid4(), due_at=timezone.now() - timedelta(minutes=6)
    )
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["oldest_due_seconds"] >= 360


@pytest.mark.django_db
def test_dev_mail_shows_what_was_sent_with_links(client, settings):
    settings.EMAIL_BACKEND = "portal.kernel.mail.KeptMailBackend"
    send_mail("Your code", "It is 12345. http://localhost:8000/x/", None, ["ana@example.org"])
    page = client.get("/dev/mail").content.decode()
    assert "Your code" in page
    assert "12345" in page
    assert 'href="http://localhost:8000/x/"' in page


@pytest.mark.django_db
def test_dev_mail_finds_the_mail_to_an_address(client):
    for name in ("maria", "devon"):
        KeptMail.objects.create(to=f"{name}@people.example", subject=f"For {name}", text="Hello")
    page = client.get("/dev/mail?to=MARIA@").content.decode()
    assert "For maria" in page
    assert "For devon" not in page
    assert "No mail to this address" in client.get("/dev/mail?to=nobody").content.decode()


@pytest.mark.django_db
def test_dev_mail_shows_markup_as_text(client):
    KeptMail.objects.create(to="a@example.org", subject="<b>hi</b>", text="<script>x</script>")
    page = client.get("/dev/mail").content.decode()
    assert "<b>hi</b>" not in page
    assert "<script>x" not in page


@pytest.mark.django_db
def test_dev_mail_does_not_exist_in_production(client, settings):
    KeptMail.objects.create(to="a@example.org", subject="secret", text="secret")
    settings.DEVELOPMENT_PAGES = False
    response = client.get("/dev/mail")
    assert response.status_code == 404
    assert b"secret" not in response.content
