"""What owners do with their organization's webhooks: add, change, test, remove."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.owners import tell_owners
from accounts.models import Membership, Organization, Role, User
from employers.actions.answers.events import DELIVER_WORK, send
from employers.actions.refusals import MoveLost, NotAllowed, TooMany
from employers.models import DeliveryState, WebhookDelivery, WebhookEndpoint, WebhookEvent
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.outbound import is_refused
from portal.kernel.work import enqueue

MOST_ENDPOINTS = 10
# How long the secret before still signs.
OLD_SECRET_LASTS = dt.timedelta(hours=24)


class BadAddress(NotAllowed):
    """Not an address that we send to: https on the default port, with a public host name."""


@transaction.atomic
def add(
    *, organization: Organization, url: str, events: Sequence[str], by: Any
) -> tuple[WebhookEndpoint, str]:
    """A new endpoint and its secret, which is shown once.

    Raises NotAllowed (`by` is no owner, or the organization is not vetted), BadAddress, TooMany,
    and ValueError for an unknown event or none.
    """
    _require_owner(organization, by)
    chosen = _chosen(events)
    if is_refused(url):
        raise BadAddress("url")
    if WebhookEndpoint.objects.filter(organization=organization).count() >= MOST_ENDPOINTS:
        raise TooMany("webhooks")
    endpoint = WebhookEndpoint(organization=organization, url=url, events=chosen, created_by=by)
    secret = WebhookEndpoint.new_secret()
    endpoint.seal_secret(secret)
    endpoint.save()
    record(by=by, obj=endpoint, deed="webhook_added", codes={"events": len(chosen)})
    return endpoint, secret


@transaction.atomic
def change(*, endpoint: WebhookEndpoint, url: str, events: Sequence[str], by: Any) -> None:
    """Another address, or other events. An endpoint that had answered 410 is tried again.

    Raises as `add` does.
    """
    _require_owner(endpoint.organization, by)
    chosen = _chosen(events)
    if is_refused(url):
        raise BadAddress("url")
    endpoint.url, endpoint.events, endpoint.stopped_at = url, chosen, None
    endpoint.save(update_fields=["url", "events", "stopped_at"])
    record(by=by, obj=endpoint, deed="webhook_changed", codes={"events": len(chosen)})


@transaction.atomic
def renew_secret(*, endpoint: WebhookEndpoint, by: Any) -> str:
    """A new secret, shown once; the one before signs beside it for a day. Raises NotAllowed."""
    _require_owner(endpoint.organization, by)
    endpoint.keep_old_secret(timezone.now() + OLD_SECRET_LASTS)
    secret = WebhookEndpoint.new_secret()
    endpoint.seal_secret(secret)
    endpoint.save()
    record(by=by, obj=endpoint, deed="webhook_secret_renewed")
    return secret


@transaction.atomic
def test(*, endpoint: WebhookEndpoint, by: Any) -> WebhookDelivery:
    """Send a ping. Raises NotAllowed."""
    _require_owner(endpoint.organization, by)
    data = {"organization": str(endpoint.organization_id)}
    (delivery,) = send([endpoint], event=WebhookEvent.PING, about_id=None, data=[data])
    record(by=by, obj=endpoint, deed="webhook_tested")
    return delivery


@transaction.atomic
def send_again(*, delivery: WebhookDelivery, by: Any) -> None:
    """Try what was given up once more, with the same id. Raises NotAllowed, MoveLost."""
    _require_owner(delivery.endpoint.organization, by)
    now = timezone.now()
    if not move(
        delivery, to=DeliveryState.WAITING, attempts=0, next_attempt_at=now, finished_at=None
    ):
        raise MoveLost
    enqueue(DELIVER_WORK, delivery.pk)
    record(by=by, obj=delivery, deed="webhook_sent_again")


@transaction.atomic
def remove(*, endpoint: WebhookEndpoint, by: Any) -> None:
    """Nothing goes there any more; its log goes with it. Raises NotAllowed."""
    _require_owner(endpoint.organization, by)
    record(by=by, obj=endpoint, deed="webhook_removed")
    endpoint.delete()


def rewrap_all() -> int:
    """Seal every secret under the present ISSUING_KEY_SECRET; how many were not yet.

    Raises sealing.CannotOpen when a secret that sealed one of them is not named.
    """
    count = 0
    for endpoint in WebhookEndpoint.objects.all():
        if endpoint.rewrap():
            endpoint.save()
            record(by=None, obj=endpoint, deed="webhook_secret_rewrapped")
            count += 1
    return count


def creator_gone(organization: Organization, user: User) -> None:
    """Follows the end of a membership, in its transaction: the owners learn that this person's
    webhooks go on. Without a name: it is told of people who have left the portal, too."""
    theirs = WebhookEndpoint.objects.filter(organization=organization, created_by=user)
    if not theirs.exists():
        return
    tell_owners(
        organization=organization,
        kind="webhook_creator_gone",
        params={"number": theirs.count()},
        url=reverse("webhooks", args=[organization.pk]),
    )


def _chosen(events: Sequence[str]) -> list[str]:
    chosen = sorted({WebhookEvent(each).value for each in events} - {WebhookEvent.PING.value})
    if not chosen:
        raise ValueError("a webhook that is told of nothing")
    return chosen


def _require_owner(organization: Organization, by: Any) -> None:
    """Of a vetted organization: a suspended one sends nothing, not even a test."""
    owners = Membership.objects.active().filter(organization=organization, user=by, role=Role.OWNER)
    if not owners.exists():
        raise NotAllowed("owner")
