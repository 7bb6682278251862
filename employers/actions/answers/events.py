"""Telling an organization's own systems what happened to its requests.

An event carries ids and codes, nothing that somebody wrote: what the receiver may know, it asks
the API for. Stored in the transaction of the deed, sent after it.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from employers.attesters.words import rests_on_strangers
from employers.models import (
    RequestedClaim,
    VerificationRequest,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from passports.claims import attested
from portal.kernel.work import enqueue_many

DELIVER_WORK = "employers.deliver_webhook"


def emit(
    *, request: VerificationRequest, event: str, rows: Iterable[RequestedClaim] = ()
) -> list[WebhookDelivery]:
    """Tell whoever of the organization wants to know. Inside the transaction of the deed.

    Args:
        event: a value of `WebhookEvent`.
        rows: the claims that it is about, for events about answers: one event for each.
    """
    kind = WebhookEvent(event)
    endpoints = [
        endpoint
        for endpoint in WebhookEndpoint.objects.on().filter(organization=request.organization_id)
        if kind.value in endpoint.events
    ]
    if not endpoints:
        return []
    data = {
        "request": str(request.pk),
        "organization": str(request.organization_id),
        "state": str(request.state),
    }
    about = [{**data, **_answer(row)} for row in rows] or [data]
    return send(endpoints, event=kind, about_id=request.pk, data=about)


def _answer(row: RequestedClaim) -> dict[str, str]:
    told = {"claim": str(row.pk), "answer": str(row.answer)}
    # An answer of which nobody can tell whose it is never looks like one that is sure.
    return told | ({"certainty": attested.LOW} if rests_on_strangers(row.basis) else {})


def send(
    endpoints: Iterable[WebhookEndpoint], *, event: WebhookEvent, about_id: Any, data: list[Any]
) -> list[WebhookDelivery]:
    """Store a delivery of each of `data` to each endpoint, with the work that sends it."""
    now = timezone.now()
    deliveries = WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            endpoint=endpoint,
            event=event,
            about_id=about_id,
            payload={"type": event.value, "timestamp": _utc(now), "data": each},
            next_attempt_at=now,
        )
        for endpoint in endpoints
        for each in data
    )
    enqueue_many(DELIVER_WORK, [delivery.pk for delivery in deliveries])
    return deliveries


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
