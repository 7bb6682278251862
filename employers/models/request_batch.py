"""One request to many people, from a CSV file: looked at first, sent after a confirmation."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from employers.asking.purposes import PurposeCode
from employers.models.asked_items import check_items
from employers.models.verification_request import USUALLY_KEPT_DAYS, VerificationRequest
from portal.kernel.models import BaseModel


class BatchState(models.TextChoices):
    CHECKED = "checked", _("Nothing sent yet")
    CONFIRMED = "confirmed", _("Being sent")


class RequestBatchQuerySet(models.QuerySet["RequestBatch"]):
    def visible_to(self, user: User) -> "RequestBatchQuerySet":
        return self.filter(organization__in=Organization.objects.vetted().of(user))


class RequestBatch(BaseModel):
    LEGAL_MOVES: ClassVar = {
        BatchState.CHECKED: {BatchState.CONFIRMED},
        BatchState.CONFIRMED: set(),
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="request_batches"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.CHECKED)
    filename = models.CharField(max_length=255, blank=True)
    # How the file was read, for the page to say.
    encoding = models.CharField(max_length=20, blank=True)
    # Asked of everybody whose row does not say otherwise.
    items = models.JSONField(default=list, validators=[check_items])
    purpose_code = models.CharField(
        max_length=20, choices=PurposeCode.choices, default=PurposeCode.HIRING
    )
    purpose = models.CharField(max_length=300)
    reference = models.CharField(max_length=100, blank=True)
    message = models.TextField(max_length=1000, blank=True)
    deadline_days = models.PositiveSmallIntegerField(default=14)
    kept_days = models.PositiveSmallIntegerField(default=USUALLY_KEPT_DAYS)
    # Rows that cannot be sent: {"line", "message"}.
    errors = models.JSONField(default=list, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # The list of people goes then; the requests stay.
    expires_at = models.DateTimeField()

    objects = RequestBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of people to ask")
        verbose_name_plural = _("lists of people to ask")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["expires_at"], name="batches_by_end")]

    def __str__(self) -> str:
        return f"batch {self.id} ({self.state})"


class BatchRow(BaseModel):
    batch = models.ForeignKey(RequestBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    email = models.EmailField()
    reference = models.CharField(max_length=100, blank=True)
    items = models.JSONField(default=list, validators=[check_items])
    request = models.OneToOneField(
        VerificationRequest, null=True, on_delete=models.SET_NULL, related_name="batch_row"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    # Why it was not sent after all, as a code.
    refusal = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="line_once_each")]
        indexes = [models.Index(fields=["email"], name="batch_rows_by_email")]

    def __str__(self) -> str:
        return f"line {self.line} of {self.batch_id}"
