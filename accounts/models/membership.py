"""A user's role in an organization, and the invitation that leads to it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organization import Organization, Vetting
from portal.kernel.models import BaseModel


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    RECRUITER = "recruiter", _("Recruiter")
    VIEWER = "viewer", _("Viewer")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        """Memberships that open something now: of vetted organizations and active people."""
        return self.filter(organization__vetting=Vetting.VETTED, user__is_active=True)

    def of(self, user: Any) -> "MembershipQuerySet":
        """This person's own, as far as this session reaches."""
        if not user.is_authenticated:
            return self.none()
        mine = self.filter(user=user)
        return mine.filter(organization=user.acts_only_for) if user.acts_only_for else mine

    def visible_to(self, user: Any) -> "MembershipQuerySet":
        """Members of an organization see each other."""
        return self.filter(organization__in=Organization.objects.visible_to(user))


class Membership(BaseModel):
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                name="one_membership_each",
                violation_error_message=_("This person is a member already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organization_id}"


class InvitationState(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        return self.filter(state=InvitationState.SENT, expires_at__gt=timezone.now())

    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """Owners of the organization see whom they invited."""
        owned = Membership.objects.of(user).filter(role=Role.OWNER)
        return self.filter(organization__in=owned.values("organization"))


class Invitation(BaseModel):
    """Only a person who has verified exactly this address can accept, once."""

    LEGAL_MOVES: ClassVar = {
        InvitationState.SENT: {
            InvitationState.ACCEPTED,
            InvitationState.DECLINED,
            InvitationState.WITHDRAWN,
        },
        InvitationState.ACCEPTED: set(),
        InvitationState.DECLINED: set(),
        InvitationState.WITHDRAWN: set(),
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("email address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    state = models.CharField(
        max_length=10, choices=InvitationState.choices, default=InvitationState.SENT
    )
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization",
                Lower("email"),
                condition=models.Q(state="sent"),
                name="one_open_invitation_each",
                violation_error_message=_("This address has an open invitation already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.role} ({self.state})"

    @property
    def is_expired(self) -> bool:
        return self.state == InvitationState.SENT and self.expires_at <= timezone.now()
