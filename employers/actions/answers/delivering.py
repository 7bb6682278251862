"""Delivering webhooks: at least once, with one id, until the receiver takes it or we give up.

One attempt is one piece of work. What became of it and the work of the next attempt are stored in
the transaction that finishes it; only a worker that dies between the receiver's acceptance and
that transaction makes a repeat, with the same id.
"""

import datetime as dt
import json
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import Membership, Role
from employers.actions.answers.events import DELIVER_WORK
from employers.answers.webhook_signing import headers_of
from employers.models import DeliveryState, WebhookDelivery, WebhookEndpoint
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.outbound import Limits, OutboundError, guarded_send
from portal.kernel.sealing import CannotOpen
from portal.kernel.work import Effect, enqueue

# The pauses after each failed attempt: eight attempts over two days.
PAUSES_SECONDS = (60, 300, 1800, 7200, 21_600, 50_400, 90_000)
MOST_ATTEMPTS = len(PAUSES_SECONDS) + 1
KEPT_DAYS = 30
# A receiver has nothing to say but its status.
LIMITS = Limits(total_seconds=10, connect_seconds=5, max_bytes=64 * 1024)
TOLD_EVERY = dt.timedelta(days=1)
GONE = 410


def attempt(delivery_id: UUID) -> Effect | None:
    """Send one delivery once, outside any transaction; returns what stores how it went."""
    found = WebhookDelivery.objects.select_related("endpoint__organization")
    delivery = found.filter(pk=delivery_id, state=DeliveryState.WAITING).first()
    if delivery is None:
        return None
    endpoint = delivery.endpoint
    if endpoint.stopped_at is not None or not endpoint.organization.is_vetted:
        return partial(_give_up, delivery_id, "stopped")
    status, error = _sent(delivery, endpoint)
    return partial(_store, delivery_id, status, error)


def lost(delivery_id: UUID, reason: str) -> None:
    """The work itself failed: that counts as an attempt, and there is a next one."""
    _store(delivery_id, None, "worker_lost")


def forget_old(*, at_most: int = 5000) -> int:
    """Remove what is older than the log is kept. Run by the beat. Returns how many."""
    before = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    old = WebhookDelivery.objects.filter(created_at__lt=before).values_list("pk", flat=True)
    return WebhookDelivery.objects.filter(pk__in=list(old[:at_most])).delete()[0]


def _sent(delivery: WebhookDelivery, endpoint: WebhookEndpoint) -> tuple[int | None, str]:
    body = json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        headers = headers_of(
            body,
            message_id=delivery.message_id,
            timestamp=int(timezone.now().timestamp()),
            secrets=endpoint.secrets_now(),
        )
        reply = guarded_send(endpoint.url, headers=headers, body=body, limits=LIMITS)
    except OutboundError as error:
        return None, error.code
    except CannotOpen:
        return None, "secret_lost"
    return reply.status, ""


@transaction.atomic
def _store(delivery_id: UUID, status: int | None, error: str) -> None:
    delivery = WebhookDelivery.objects.select_related("endpoint__organization").get(pk=delivery_id)
    now = timezone.now()
    told: dict[str, Any] = {"last_attempt_at": now, "last_status": status, "last_error": error}
    if status is not None and 200 <= status < 300:
        changes = {**told, "attempts": F("attempts") + 1, "next_attempt_at": None}
        move(delivery, to=DeliveryState.DELIVERED, finished_at=now, **changes)
        return
    if status == GONE:
        WebhookEndpoint.objects.filter(pk=delivery.endpoint_id).update(stopped_at=now)
        record(by=None, obj=delivery.endpoint, deed="webhook_stopped", codes={"status": GONE})
        _tell_owners(delivery.endpoint, kind="webhook_stopped")
        _end(delivery, told)
    elif delivery.attempts + 1 >= MOST_ATTEMPTS:
        _end(delivery, told)
        _tell_owners(delivery.endpoint, kind="webhook_failed")
    else:
        due_at = now + dt.timedelta(seconds=PAUSES_SECONDS[delivery.attempts])
        waits = WebhookDelivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING)
        if waits.update(attempts=F("attempts") + 1, next_attempt_at=due_at, **told):
            enqueue(DELIVER_WORK, delivery_id, due_at=due_at)


def _end(delivery: WebhookDelivery, told: dict[str, Any]) -> None:
    changes = {**told, "attempts": F("attempts") + 1, "next_attempt_at": None}
    if move(delivery, to=DeliveryState.DEAD, finished_at=timezone.now(), **changes):
        record(by=None, obj=delivery, deed="webhook_given_up")


def _give_up(delivery_id: UUID, reason: str) -> None:
    delivery = WebhookDelivery.objects.filter(pk=delivery_id).first()
    if delivery is not None and move(
        delivery,
        to=DeliveryState.DEAD,
        finished_at=timezone.now(),
        next_attempt_at=None,
        last_error=reason,
    ):
        record(by=None, obj=delivery, deed="webhook_given_up", codes={"reason": reason})


def _tell_owners(endpoint: WebhookEndpoint, *, kind: str) -> None:
    """Once a day for each endpoint, however much waits for it."""
    now = timezone.now()
    untold = Q(told_at__isnull=True) | Q(told_at__lt=now - TOLD_EVERY)
    if not WebhookEndpoint.objects.filter(untold, pk=endpoint.pk).update(told_at=now):
        return
    owners = Membership.objects.active().filter(
        organization=endpoint.organization_id, role=Role.OWNER
    )
    for owner in owners.select_related("user"):
        notify(
            user=owner.user,
            kind=kind,
            params={"organization": endpoint.organization.name},
            url=reverse("webhook", args=[endpoint.pk]),
        )
