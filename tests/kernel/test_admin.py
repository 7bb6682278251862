"""Administrators read work and audit, and may send failed work again. Nothing else."""

import uuid
from unittest import mock

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.kernel.models import AuditRow, WorkRow, WorkState
from portal.site_admin.site import PortalAdminSite
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_factor():
    """Who may enter the admin at all is tested with accounts."""
    with mock.patch.object(PortalAdminSite, "has_permission", lambda _site, r: r.user.is_staff):
        yield


@pytest.fixture
def staff(client):
    """A signed-in member of staff with these permissions of the kernel."""

    def sign_in(*codenames):
        user = UserFactory(is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        assert user.user_permissions.count() == len(codenames)
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return user

    return sign_in


@pytest.fixture
def failed():
    return WorkRow.objects.create(
        kind="test.kind", subject_id=uuid.uuid4(), state=WorkState.FAILED, attempts=3, reason="nope"
    )


def again(row):
    return reverse("admin:kernel_workrow_send_again", args=[row.id])


def change(row):
    return reverse("admin:kernel_workrow_change", args=[row.id])


LIST = "admin:kernel_workrow_changelist"


def test_the_list_answers_what_failed_and_why(client, staff, failed):
    staff("view_workrow")
    other = WorkRow.objects.create(kind="test.other", subject_id=uuid.uuid4())
    page = client.get(reverse(LIST)).content.decode()
    assert "Failed: <strong>1</strong>" in page
    assert "Waiting: <strong>1</strong>" in page
    for query, shown, hidden in [
        ({"state__exact": "failed"}, failed, other),
        ({"q": str(failed.subject_id)}, failed, other),
        ({"q": str(failed.id)}, failed, other),
        ({"q": "nope"}, failed, other),
        ({"q": "test.other"}, other, failed),
        ({"kind": "test.other"}, other, failed),
    ]:
        page = client.get(reverse(LIST), query).content.decode()
        assert str(shown.id) in page
        assert str(hidden.id) not in page


def test_the_list_takes_as_many_queries_for_many_rows(client, staff):
    staff("view_workrow")
    client.get(reverse(LIST))
    counts = []
    for number in (1, 60):
        WorkRow.objects.bulk_create(
            WorkRow(kind="test.kind", subject_id=uuid.uuid4()) for _ in range(number)
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(LIST))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_button_sends_it_again(client, staff, failed):
    user = staff("view_workrow", "send_again_workrow")
    assert again(failed) in client.get(change(failed)).content.decode()
    response = client.post(again(failed), follow=True)
    assert "It was sent again." in response.content.decode()
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (WorkState.QUEUED, 0)
    audit = AuditRow.objects.get(deed="work_sent_again")
    assert (audit.actor_id, audit.actor_kind) == (user.audit_id, "administrator")
    assert again(failed) not in client.get(change(failed)).content.decode()
    assert "Nothing was sent" in client.post(again(failed), follow=True).content.decode()


def test_several_can_be_sent_again_at_once(client, staff, failed):
    staff("view_workrow", "send_again_workrow")
    done = WorkRow.objects.create(kind="t", subject_id=uuid.uuid4(), state=WorkState.DONE)
    data = {"action": "send_selected_again", "_selected_action": [str(failed.id), str(done.id)]}
    assert "1 was sent again." in client.post(reverse(LIST), data, follow=True).content.decode()
    done.refresh_from_db()
    assert done.state == WorkState.DONE


def test_reading_is_not_sending(client, staff, failed):
    staff("view_workrow")
    assert again(failed) not in client.get(change(failed)).content.decode()
    assert client.post(again(failed)).status_code == 403
    data = {"action": "send_selected_again", "_selected_action": [str(failed.id)]}
    client.post(reverse(LIST), data)
    failed.refresh_from_db()
    assert failed.state == WorkState.FAILED


def test_a_link_sends_nothing(client, staff, failed):
    staff("view_workrow", "send_again_workrow")
    assert client.get(again(failed)).status_code == 405
    failed.refresh_from_db()
    assert failed.state == WorkState.FAILED


def test_staff_without_the_permission_and_people_see_nothing(client, staff, failed):
    staff()
    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(reverse("admin:kernel_auditrow_changelist")).status_code == 403
    client.force_login(UserFactory(), "django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(LIST)).status_code in (302, 403)
    assert client.post(again(failed)).status_code in (302, 403)


@pytest.mark.parametrize("model", ["workrow", "auditrow"])
def test_nobody_adds_changes_or_deletes(client, model, failed):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    audit = AuditRow.objects.create(
        actor_kind="system", object_type="x", object_id=uuid.uuid4(), deed="x"
    )
    row = failed if model == "workrow" else audit
    assert client.get(reverse(f"admin:kernel_{model}_add")).status_code == 403
    page = reverse(f"admin:kernel_{model}_change", args=[row.id])
    assert client.get(page).status_code == 200
    assert client.post(page, {"state": "done", "deed": "y"}).status_code == 403
    assert client.post(reverse(f"admin:kernel_{model}_delete", args=[row.id])).status_code == 403
    listed = reverse(f"admin:kernel_{model}_changelist")
    client.post(listed, {"action": "delete_selected", "_selected_action": [str(row.id)]})
    row.refresh_from_db()
    assert getattr(row, "state", "failed") == "failed"
