"""Webhooks, received by a second process: signed, retried, given up, never doubled unawares."""

import json
from datetime import timedelta
from unittest import mock

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.actions.erasure import erase
from accounts.actions.organizations import remove_member
from accounts.models import Notification, Organization, Role, Vetting
from employers.actions import closing
from employers.actions.answers import delivering, webhooks
from employers.actions.deciding import decline, see
from employers.actions.disputes import disputing
from employers.actions.refusals import MoveLost, NotAllowed, TooMany
from employers.models import DeliveryState, WebhookDelivery, WebhookEndpoint, WebhookEvent
from portal.kernel.models import AuditRow, WorkRow
from portal.kernel.outbound import Limits
from portal.kernel.work.running import Run, run_row
from tests.employers.attesting import work_off
from tests.employers.conftest import signed_in
from tests.employers.receiving import Receiver, verified
from tests.employers.rows import make_credential, tie
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import authorize as sign_and_authorize

pytestmark = pytest.mark.django_db(transaction=True)
EVERY = [event for event in WebhookEvent.values if event != "ping"]


class Killed(BaseException):
    """Nothing catches it, as nothing catches SIGKILL."""


@pytest.fixture
def receiver(tmp_path, settings):
    receiver = Receiver(tmp_path / "received.jsonl")
    settings.OUTBOUND_ALLOWED_ORIGINS = [receiver.origin]
    yield receiver
    receiver.stop()


@pytest.fixture
def owner(scene):
    return MembershipFactory(organization=scene.organization, role=Role.OWNER).user


@pytest.fixture
def add(scene, owner, receiver):
    def make(does="ok", events=EVERY):
        return webhooks.add(
            organization=scene.organization,
            url=f"{receiver.origin}/{does}",
            events=events,
            by=owner,
        )

    return make


def pinged(endpoint, owner):
    return webhooks.test(endpoint=endpoint, by=owner)


def run(delivery):
    """One attempt, however long the pause before it is."""
    work = WorkRow.objects.get(kind="employers.deliver_webhook", subject_id=delivery.pk,
                               state="queued")  # fmt: skip
    WorkRow.objects.filter(pk=work.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    outcome = run_row(work.pk)
    delivery.refresh_from_db()
    return outcome


def test_it_is_signed_as_standard_webhooks_says(add, owner, receiver):
    endpoint, secret = add()
    delivery = pinged(endpoint, owner)
    assert run(delivery) == Run.DONE
    assert delivery.state == DeliveryState.DELIVERED
    assert (delivery.last_status, delivery.attempts) == (200, 1)
    (came,) = receiver.received
    headers = {name.lower(): value for name, value in came["headers"].items()}
    assert headers["webhook-id"] == delivery.message_id
    assert verified(came, secret)["type"] == "ping"
    assert delivering.attempt(delivery.pk) is None, "what arrived is not sent once more"
    assert len(receiver.received) == 1


def test_the_published_example_of_the_scheme():
    """From the specification's reference implementations."""
    from employers.answers.webhook_signing import headers_of

    headers = headers_of(
        b'{"test": 2432232314}',
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_deed_tells_and_carries_ids_only(asked, add, owner, receiver):
    add()
    credential = make_credential(asked.holder)
    tie(asked.claims[0], credential)
    rows = list(asked.request.requested_claims.all())
    see(request=asked.request, by=asked.holder)
    sign_and_authorize(request=asked.request, by=asked.holder, included={rows[0].id})
    work_off()
    row = asked.request.requested_claims.get(included=True)
    disputing.dispute_answer(row=row, what_is_wrong="Not so", by=asked.holder)
    work_off()
    told = [json.loads(each["body"]) for each in receiver.received]
    assert sorted(each["type"] for each in told) == [
        "answer.added", "answer.disputed", "request.authorized", "request.completed",
        "request.viewed",
    ]  # fmt: skip
    (added,) = [each for each in told if each["type"] == "answer.added"]
    assert added["data"] == {
        "request": str(asked.request.pk),
        "organization": str(asked.organization.pk),
        "state": "authorized",
        "claim": str(row.pk),
        "answer": "confirmed",
    }
    everything = " ".join(each["body"] for each in receiver.received)
    for text in (asked.holder.name, asked.holder.email, "Welder", "Acme", "Hiring"):
        assert text not in everything
    ids = [each["headers"]["webhook-id"] for each in receiver.received]
    assert len(set(ids)) == len(ids) == 5


def test_declining_and_expiring_tell(asked, add, receiver):
    add()
    decline(request=asked.request, by=asked.holder)
    work_off()
    assert [json.loads(each["body"])["type"] for each in receiver.received] == ["request.declined"]


def test_expiring_tells(asked, add, receiver):
    add()
    type(asked.request).objects.update(deadline=timezone.now() - timedelta(minutes=1))
    closing.expire_overdue()
    work_off()
    assert [json.loads(each["body"])["type"] for each in receiver.received] == ["request.expired"]


def test_only_what_was_chosen_and_only_to_the_organization_that_asked(asked, add, receiver):
    add(events=["request.completed"])
    other = MembershipFactory(role=Role.OWNER)
    webhooks.add(
        organization=other.organization, url=f"{receiver.origin}/ok", events=EVERY, by=other.user
    )
    see(request=asked.request, by=asked.holder)
    assert not WebhookDelivery.objects.exists()


@pytest.mark.parametrize(
    ("does", "status", "error"),
    [
        ("500", 500, ""),
        ("404", 404, ""),
        ("redirect", 302, ""),
        ("reset", None, "unreachable"),
        ("hang", None, "too_slow"),
        ("flood", None, "too_large"),
    ],
)
def test_what_fails_is_tried_again_with_the_same_id(
    add, owner, receiver, monkeypatch, does, status, error
):
    monkeypatch.setattr(delivering, "LIMITS", Limits(2, 1, 64 * 1024))
    endpoint, _secret = add(does)
    delivery = pinged(endpoint, owner)
    assert run(delivery) == Run.DONE
    assert delivery.state == DeliveryState.WAITING
    assert (delivery.last_status, delivery.last_error) == (status, error)
    pause = delivery.next_attempt_at - delivery.last_attempt_at
    assert pause == timedelta(seconds=delivering.PAUSES_SECONDS[0])
    run(delivery)
    assert delivery.attempts == 2
    assert {each["headers"]["webhook-id"] for each in receiver.received} == {delivery.message_id}
    assert {each["path"] for each in receiver.received} == {f"/{does}"}, "never redirected"
    assert len(receiver.received) == 2


def test_it_is_given_up_after_two_days_and_the_owners_are_told_once(add, owner, receiver):
    assert timedelta(hours=47) < timedelta(seconds=sum(delivering.PAUSES_SECONDS))
    endpoint, _secret = add("500")
    for _time in range(2):
        delivery = pinged(endpoint, owner)
        for _attempt in range(delivering.MOST_ATTEMPTS):
            assert delivery.state == DeliveryState.WAITING
            run(delivery)
        assert (delivery.state, delivery.attempts) == (DeliveryState.DEAD, 8)
    assert not WorkRow.objects.filter(kind="employers.deliver_webhook", state="queued").exists()
    assert Notification.objects.filter(user=owner, kind="webhook_failed").count() == 1
    assert AuditRow.objects.filter(deed="webhook_given_up").count() == 2
    webhooks.send_again(delivery=delivery, by=owner)
    WebhookEndpoint.objects.update(url=f"{receiver.origin}/ok")
    run(delivery)
    assert delivery.state == DeliveryState.DELIVERED
    with pytest.raises(MoveLost):
        webhooks.send_again(delivery=delivery, by=owner)


def test_a_receiver_that_is_gone_is_left_alone(add, owner):
    endpoint, _secret = add("410")
    delivery = pinged(endpoint, owner)
    run(delivery)
    endpoint.refresh_from_db()
    assert delivery.state == DeliveryState.DEAD
    assert endpoint.stopped_at is not None
    assert not WebhookEndpoint.objects.on().exists()
    assert Notification.objects.get(user=owner).kind == "webhook_stopped"


def test_a_worker_killed_between_acceptance_and_commit_repeats_once_with_the_same_id(
    add, owner, receiver
):
    endpoint, _secret = add()
    delivery = pinged(endpoint, owner)
    with mock.patch.object(delivering, "_store", side_effect=Killed), pytest.raises(Killed):
        run(delivery)
    assert len(receiver.received) == 1, "the receiver has accepted it"
    assert delivery.state == DeliveryState.WAITING, "and we do not know"
    # The lease of the dead worker runs out.
    WorkRow.objects.filter(subject_id=delivery.pk).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert run_row(WorkRow.objects.get(subject_id=delivery.pk).pk) == Run.DONE
    assert run_row(WorkRow.objects.get(subject_id=delivery.pk).pk) == Run.NOT_CLAIMED
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELIVERED
    ids = [each["headers"]["webhook-id"] for each in receiver.received]
    assert ids == [delivery.message_id] * 2


def test_suspension_sends_nothing(asked, add, owner, receiver):
    endpoint, _secret = add()
    waiting = pinged(endpoint, owner)
    Organization.objects.filter(pk=asked.organization.pk).update(vetting=Vetting.SUSPENDED)
    run(waiting)
    assert (waiting.state, waiting.last_error) == (DeliveryState.DEAD, "stopped")
    with pytest.raises(NotAllowed):
        webhooks.test(endpoint=WebhookEndpoint.objects.get(), by=owner)
    type(asked.request).objects.update(deadline=timezone.now() - timedelta(minutes=1))
    closing.expire_overdue()
    assert WebhookDelivery.objects.count() == 1
    assert not receiver.received


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://hooks.example:8443/",
        "https://user:word@hooks.example/",
        "https://localhost/",
        "ftp://hooks.example/",
        "https://169.254.169.254/latest/",
    ],
)
def test_addresses_that_are_not_sent_to(scene, owner, url, settings):
    settings.OUTBOUND_ALLOWED_ORIGINS = []
    with pytest.raises(webhooks.BadAddress):
        webhooks.add(organization=scene.organization, url=url, events=EVERY, by=owner)


def test_only_owners(scene, add, owner):
    endpoint, _secret = add()
    with pytest.raises(NotAllowed):
        webhooks.add(
            organization=scene.organization,
            url=endpoint.url,
            events=EVERY,
            by=scene.recruiter,
        )
    pages = (
        reverse("webhooks", args=[scene.organization.pk]),
        reverse("webhook", args=[endpoint.pk]),
    )
    assert [scene.as_recruiter.get(page).status_code for page in pages] == [403, 404]
    for deed in (webhooks.test, webhooks.renew_secret, webhooks.remove):
        with pytest.raises(NotAllowed):
            deed(endpoint=endpoint, by=scene.recruiter)
    while WebhookEndpoint.objects.count() < webhooks.MOST_ENDPOINTS:
        add()
    with pytest.raises(TooMany):
        add()
    with pytest.raises(ValueError, match="nothing"):
        webhooks.change(endpoint=endpoint, url=endpoint.url, events=["ping"], by=owner)


def test_a_new_secret_signs_beside_the_old_one_for_a_day(add, owner, receiver):
    endpoint, old = add()
    new = webhooks.renew_secret(endpoint=endpoint, by=owner)
    endpoint.refresh_from_db()
    assert endpoint.secrets_now() == [new, old]
    run(pinged(endpoint, owner))
    assert receiver.received[0]["headers"]["webhook-signature"].count("v1,") == 2
    WebhookEndpoint.objects.update(old_until=timezone.now() - timedelta(seconds=1))
    endpoint.refresh_from_db()
    assert endpoint.secrets_now() == [new]


def test_secrets_are_sealed_and_sealed_again(add, settings):
    settings.ISSUING_KEY_SECRET = "old" * 20
    endpoint, secret = add()
    endpoint.refresh_from_db()
    assert secret.encode() not in bytes(endpoint.sealed_secret)
    settings.ISSUING_KEY_SECRET, settings.ISSUING_KEY_OLD_SECRETS = "new" * 20, ["old" * 20]
    call_command("rewrap_issuing_keys")
    settings.ISSUING_KEY_OLD_SECRETS = []
    endpoint.refresh_from_db()
    assert endpoint.secrets_now() == [secret]


def test_a_secret_that_cannot_be_opened_is_an_attempt_that_failed(add, owner, settings):
    endpoint, _secret = add()
    delivery = pinged(endpoint, owner)
    settings.ISSUING_KEY_SECRET = "lost" * 20
    run(delivery)
    assert (delivery.state, delivery.last_error) == (DeliveryState.WAITING, "secret_lost")


def test_the_log_is_kept_for_thirty_days(add, owner):
    endpoint, _secret = add()
    old, new = pinged(endpoint, owner), pinged(endpoint, owner)
    WebhookDelivery.objects.filter(pk=old.pk).update(
        created_at=timezone.now() - timedelta(days=30, seconds=1)
    )
    assert delivering.forget_old() == 1
    assert list(WebhookDelivery.objects.all()) == [new]


class TestWhoSetItUp:
    @pytest.fixture
    def other_owner(self, scene):
        return MembershipFactory(organization=scene.organization, role=Role.OWNER).user

    def pages(self, scene, by, endpoint):
        browser = signed_in(by)
        for name, of in (("webhooks", scene.organization.pk), ("webhook", endpoint.pk)):
            yield browser.get(reverse(name, args=[of])).content.decode()

    def told(self, user):
        return Notification.objects.filter(user=user, kind="webhook_creator_gone").count()

    def test_stands_on_its_pages(self, scene, add, owner, other_owner):
        endpoint, _secret = add()
        for page in self.pages(scene, other_owner, endpoint):
            assert f"Set up by {owner.display_name}" in page
            assert "no member any more" not in page

    @pytest.mark.parametrize("leaves", [True, False])
    def test_the_owners_are_told_when_they_are_no_member(
        self, scene, add, owner, other_owner, leaves
    ):
        endpoint, _secret = add()
        membership = scene.organization.memberships.get(user=owner)
        remove_member(membership=membership, by=owner if leaves else other_owner)
        assert (self.told(other_owner), self.told(owner), self.told(scene.recruiter)) == (1, 0, 0)
        for page in self.pages(scene, other_owner, endpoint):
            assert "They are no member any more" in page

    def test_also_when_they_delete_their_account_and_without_their_name(
        self, scene, add, owner, other_owner
    ):
        endpoint, _secret = add()
        name = owner.display_name
        erase(user=owner, by=owner)
        endpoint.refresh_from_db()
        assert self.told(other_owner) == 1
        assert name not in str(Notification.objects.get(user=other_owner).params)
        for page in self.pages(scene, other_owner, endpoint):
            assert "by somebody who has left the portal" in page

    def test_nobody_is_told_of_who_set_up_none(self, scene, add, owner, other_owner):
        add()
        remove_member(membership=scene.organization.memberships.get(user=scene.recruiter), by=owner)
        assert self.told(owner) == self.told(other_owner) == 0
