"""Where an organization wants to be told of what happens, and each time that it was told."""

import base64
import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, Role
from portal.kernel import sealing
from portal.kernel.models import BaseModel

_PURPOSE = "webhook secrets 1"
SECRET_PREFIX = "whsec_"  # noqa: S105 - what every secret of this scheme begins with


class WebhookEvent(models.TextChoices):
    REQUEST_VIEWED = "request.viewed", _("The person has read a request")
    REQUEST_AUTHORIZED = "request.authorized", _("The person has authorized an answer")
    REQUEST_DECLINED = "request.declined", _("The person has declined")
    REQUEST_EXPIRED = "request.expired", _("A request has expired")
    REQUEST_COMPLETED = "request.completed", _("A request is answered completely")
    ANSWER_ADDED = "answer.added", _("One claim is answered")
    ANSWER_DISPUTED = "answer.disputed", _("The person disputes an answer")
    ANSWER_CORRECTED = "answer.corrected", _("An answer was corrected")
    PING = "ping", _("A test")


# What can be chosen; a test goes to everybody who asks for one.
CHOOSABLE = [choice for choice in WebhookEvent.choices if choice[0] != WebhookEvent.PING]


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def visible_to(self, user: Any) -> "WebhookEndpointQuerySet":
        """Owners of the organization see its webhooks."""
        owned = Membership.objects.of(user).filter(role=Role.OWNER)
        return self.filter(organization__in=owned.values("organization"))

    def on(self) -> "WebhookEndpointQuerySet":
        """Those that are told of something now: nothing goes out of a suspended organization."""
        return self.filter(stopped_at__isnull=True, organization__in=Organization.objects.vetted())


class WebhookEndpoint(BaseModel):
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="webhooks"
    )
    url = models.URLField(_("address"), max_length=500)
    events = models.JSONField(_("told of"), default=list)
    sealed_secret = models.BinaryField()
    sealed_by = models.CharField(max_length=16)
    # The one before, which signs beside it until the receiver knows the new one.
    old_sealed_secret = models.BinaryField(blank=True, default=bytes)
    old_sealed_by = models.CharField(max_length=16, blank=True, db_default="")
    old_until = models.DateTimeField(_("former secret works until"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The receiver answered 410: it wants no more.
    stopped_at = models.DateTimeField(null=True, blank=True)
    # When the owners were last told that something could not be delivered.
    told_at = models.DateTimeField(_("owners told of failures"), null=True, blank=True)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"webhook {self.id}"

    @staticmethod
    def new_secret() -> str:
        """24 to 64 random bytes: https://github.com/standard-webhooks/standard-webhooks"""
        return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()

    def seal_secret(self, secret: str) -> None:
        """Keep a secret, readable with ISSUING_KEY_SECRET alone (not saved)."""
        self.sealed_secret, self.sealed_by = sealing.seal(
            secret.encode(), purpose=_PURPOSE, belongs_to=str(self.pk)
        )

    def keep_old_secret(self, until: datetime) -> None:
        """Let the present secret sign beside the next one until then (not saved)."""
        self.old_sealed_secret, self.old_sealed_by = self.sealed_secret, self.sealed_by
        self.old_until = until

    def secrets_now(self) -> list[str]:
        """What to sign with, the newest first. Raises sealing.CannotOpen."""
        found = [self._open(self.sealed_secret, self.sealed_by)]
        if self.old_until is not None and self.old_until > timezone.now():
            found.append(self._open(self.old_sealed_secret, self.old_sealed_by))
        return found

    def rewrap(self) -> bool:
        """Seal again under the present wrapping secret (not saved). False: it is so already."""
        if sealing.is_current(self.sealed_by, purpose=_PURPOSE):
            return False
        known = self.secrets_now()
        self.old_until = None
        self.old_sealed_secret, self.old_sealed_by = b"", ""
        self.seal_secret(known[0])
        return True

    def _open(self, content: bytes, wrapped_by: str) -> str:
        return sealing.unseal(
            content, wrapped_by, purpose=_PURPOSE, belongs_to=str(self.pk)
        ).decode()

    @property
    def creator_is_gone(self) -> bool:
        """Whoever set it up is no member any more: they know its secret, and where it leads."""
        by = self.created_by
        return by is None or not by.memberships.filter(organization=self.organization_id).exists()

    @property
    def event_labels(self) -> list[str]:
        return [str(WebhookEvent(each).label) for each in self.events]


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Not delivered yet")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Given up")


class WebhookDelivery(BaseModel):
    """One event for one endpoint. Its id is what the receiver knows a repeat by."""

    LEGAL_MOVES: ClassVar = {
        DeliveryState.WAITING: {DeliveryState.DELIVERED, DeliveryState.DEAD},
        DeliveryState.DEAD: {DeliveryState.WAITING},
        DeliveryState.DELIVERED: set(),
    }

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries"
    )
    event = models.CharField(max_length=30, choices=WebhookEvent.choices)
    # Not a reference: the request may be removed before its log is.
    about_id = models.UUIDField(null=True, blank=True, db_index=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_attempt_at = models.DateTimeField(null=True, blank=True)
    # What the receiver answered, or a code where it did not.
    last_status = models.PositiveSmallIntegerField(null=True, blank=True)
    last_error = models.CharField(max_length=30, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["endpoint", "-created_at", "-id"], name="webhook_log"),
            models.Index(fields=["created_at"], name="webhook_log_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.id} ({self.state})"

    @property
    def message_id(self) -> str:
        return f"msg_{self.pk.hex}"
