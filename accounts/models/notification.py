"""Something a person should know, in the portal and by email."""

from typing import Any

from django.conf import settings
from django.db import models

from accounts.notices import UnknownNotice, notice_of
from portal.kernel.models import BaseModel


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: Any) -> "NotificationQuerySet":
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at__isnull=True)


class Notification(BaseModel):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["user", "-created_at"]),
            models.Index(
                fields=["user"],
                condition=models.Q(read_at__isnull=True),
                name="unread_notifications",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"

    @property
    def subject(self) -> str:
        """In the reader's language. Old rows may be of a kind that no longer exists."""
        try:
            return notice_of(self.kind).subject_with(self.params)
        except (UnknownNotice, KeyError):
            return self.kind.replace("_", " ")

    @property
    def sentence(self) -> str:
        try:
            return notice_of(self.kind).sentence_with(self.params)
        except (UnknownNotice, KeyError):
            return ""

    @property
    def link_label(self) -> str:
        try:
            return str(notice_of(self.kind).link_label)
        except UnknownNotice:
            return ""


class MutedNotice(BaseModel):
    """This person reads notifications of this kind in the portal only."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="muted_notices"
    )
    kind = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="muted_once_each")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id}"
