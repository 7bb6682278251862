"""Signed and removed answers and webhooks as administrators see them, and who may not."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from employers.actions.answers import events, signed_answers
from employers.models import (
    RemovedAnswer,
    SignedAnswer,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from portal.kernel.models import AdminLook
from tests.employers.attesting import authorize
from tests.employers.rows import make_credential, tie

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("signedanswer", "removedanswer", "webhookendpoint", "webhookdelivery")


@pytest.fixture
def rows(asked):
    """One of each: of a request that is answered, and of one that was."""
    endpoint = WebhookEndpoint(
        organization=asked.organization,
        url="https://hiring.example/hook?token=receivers-own",
        events=[WebhookEvent.REQUEST_COMPLETED.value],
        created_by=asked.recruiter,
    )
    asked.secret = WebhookEndpoint.new_secret()
    endpoint.seal_secret(asked.secret)
    endpoint.keep_old_secret(timezone.now())
    endpoint.save()
    tie(asked.claims[0], make_credential(asked.holder))
    authorize(asked)
    removed = RemovedAnswer.objects.create(
        organization=asked.organization,
        request_id=endpoint.pk,
        answered_at=timezone.now(),
        removed_at=timezone.now(),
        claims=2,
        paper_token=signed_answers.new_paper_token(),
    )
    events.send([endpoint], event=WebhookEvent.PING, about_id=None, data=[{"x": "what-was-sent"}])
    return [SignedAnswer.objects.get(), removed, endpoint, WebhookDelivery.objects.first()]


def list_of(name):
    return reverse(f"admin:employers_{name}_changelist")


def page_of(row):
    return reverse(f"admin:employers_{row._meta.model_name}_change", args=[row.pk])


def test_administrators_see_states_and_no_answers_and_no_secrets(admin_client, asked, rows):
    told = asked.secret, rows[1].paper_token, asked.request.paper_token
    hidden = (*told, "receivers-own", "what-was-sent", "Welder", "sealed", asked.holder.email)
    for row in rows:
        page = admin_client.get(page_of(row))
        assert page.status_code == 200
        listed = admin_client.get(list_of(row._meta.model_name))
        assert listed.status_code == 200
        assert str(row.pk) in listed.content.decode()
        for text in hidden:
            assert text not in page.content.decode(), (row, text)
            assert text not in listed.content.decode(), (row, text)
    assert "hiring.example" in admin_client.get(page_of(rows[2])).content.decode()


def test_a_look_at_a_signed_answer_is_recorded(admin_client, asked, rows):
    admin_client.get(page_of(rows[0]))
    assert AdminLook.objects.get().whose_id == asked.holder.audit_id


def test_they_are_searched(admin_client, asked, rows):
    for row in rows:
        url = list_of(row._meta.model_name)
        found = admin_client.get(url, {"q": asked.organization.name}).content.decode()
        assert str(row.pk) in found
        assert str(row.pk) in admin_client.get(url, {"q": str(row.pk)}).content.decode()
        assert str(row.pk) not in admin_client.get(url, {"q": "nobody"}).content.decode()


def test_nobody_changes_them(admin_client, rows):
    for row in rows:
        name = row._meta.model_name
        assert admin_client.post(page_of(row), {}).status_code == 403
        assert admin_client.get(reverse(f"admin:employers_{name}_add")).status_code == 403
        delete = reverse(f"admin:employers_{name}_delete", args=[row.pk])
        assert admin_client.post(delete, {"post": "yes"}).status_code == 403
        row.refresh_from_db()


def test_staff_without_the_permission_see_nothing(staff_client, rows):
    for row in rows:
        assert staff_client.get(page_of(row)).status_code == 403
        assert staff_client.get(list_of(row._meta.model_name)).status_code == 403
    view = Permission.objects.get(codename="view_removedanswer")
    staff_client.user.user_permissions.add(view)
    assert staff_client.get(list_of("removedanswer")).status_code == 200
    assert staff_client.get(list_of("webhookendpoint")).status_code == 403
    assert not AdminLook.objects.exists()


def test_people_are_sent_away(client, asked, rows):
    client.force_login(asked.recruiter)
    for name in NAMES:
        assert client.get(list_of(name)).status_code in (302, 403)
