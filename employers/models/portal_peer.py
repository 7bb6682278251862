"""Another portal that holds the records of institutions: whom we may ask, and who may ask us."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kernel.models import BaseModel
from portal.kernel.text import folded


class PeerState(models.TextChoices):
    PROPOSED = "proposed", _("Waiting for a decision")
    ON = "on", _("In use")
    OFF = "off", _("Switched off")


class PortalPeerQuerySet(models.QuerySet["PortalPeer"]):
    def in_use(self) -> "PortalPeerQuerySet":
        """Those that we ask, and whose inquiries we answer."""
        return self.filter(state=PeerState.ON)

    def vouching_for(self, identifier: str) -> "PortalPeerQuerySet":
        """The one, if any, that an issuer is, or that gives identity to it."""
        return self.in_use().filter(did=identifier.partition(":organizations:")[0])


class PortalPeer(BaseModel):
    """Only one that an administrator has switched on is asked or answered."""

    LEGAL_MOVES: ClassVar = {
        PeerState.PROPOSED: {PeerState.ON},
        PeerState.ON: {PeerState.OFF},
        PeerState.OFF: {PeerState.ON},
    }

    name = models.CharField(_("name"), max_length=200)
    # Requests go to this address; its keys are where its identifier says.
    base_url = models.URLField(_("address"))
    did = models.CharField(
        _("identifier (did:web)"),
        max_length=300,
        unique=True,
        error_messages={"unique": _("This portal is in the list already.")},
    )
    state = models.CharField(max_length=10, choices=PeerState.choices, default=PeerState.PROPOSED)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True, db_default="")

    objects = PortalPeerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def vouches_for(self, identifier: str) -> bool:
        """Whether an issuer is this portal itself, or an organization that it gives identity to."""
        return identifier == self.did or identifier.startswith(f"{self.did}:organizations:")


class PeerInstitution(BaseModel):
    """An institution whose records a portal holds, by the name that claims give it."""

    peer = models.ForeignKey(PortalPeer, on_delete=models.CASCADE, related_name="institutions")
    name = models.CharField(_("name"), max_length=300)
    name_folded = models.CharField(max_length=600, editable=False, blank=True)
    # Of several addresses that a holder has proven, the one at this domain is named.
    domain = models.CharField(_("domain of its email addresses"), max_length=253, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["peer", "name_folded"],
                name="institution_once_each_peer",
                violation_error_message=_("This portal has that institution already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_folded = folded(self.name)
        self.domain = self.domain.strip().lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
