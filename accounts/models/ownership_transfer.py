"""An owner's offer to hand an organization over to another member, who accepts or declines."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.membership import Membership
from accounts.models.organization import Organization
from portal.kernel.models import BaseModel


class TransferState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class OwnershipTransferQuerySet(models.QuerySet["OwnershipTransfer"]):
    def open(self) -> "OwnershipTransferQuerySet":
        return self.filter(state=TransferState.OFFERED, expires_at__gt=timezone.now())

    def visible_to(self, user: Any) -> "OwnershipTransferQuerySet":
        """The two whom it is about, while they are members."""
        mine = Membership.objects.of(user).values("organization")
        about = models.Q(offered_by=user.pk) | models.Q(offered_to=user.pk)
        return self.filter(about, organization__in=mine)


class OwnershipTransfer(BaseModel):
    LEGAL_MOVES: ClassVar = {
        TransferState.OFFERED: {
            TransferState.ACCEPTED,
            TransferState.DECLINED,
            TransferState.WITHDRAWN,
        },
        TransferState.ACCEPTED: set(),
        TransferState.DECLINED: set(),
        TransferState.WITHDRAWN: set(),
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="ownership_transfers"
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="transfers_offered"
    )
    offered_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="transfers_received"
    )
    state = models.CharField(
        max_length=10, choices=TransferState.choices, default=TransferState.OFFERED
    )
    expires_at = models.DateTimeField()

    objects = OwnershipTransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "offered_by"],
                condition=models.Q(state="offered"),
                name="one_open_transfer_of_an_owner",
                violation_error_message=_("You have an open offer already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} ({self.state})"

    @property
    def is_open(self) -> bool:
        return self.state == TransferState.OFFERED and self.expires_at > timezone.now()
