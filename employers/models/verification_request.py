"""Named claims, a purpose and a deadline, from a requester to a holder."""

import datetime as dt
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, User, Vetting
from employers.asking.purposes import PurposeCode
from passports.models import Share
from portal.kernel.models import BaseModel
from portal.kernel.text import folded

# How long an organization keeps an answer unless it says less; said to the holder beforehand.
USUALLY_KEPT_DAYS = 90
MOST_KEPT_DAYS = 730


class RequestState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    VIEWED = "viewed", _("Seen by the person")
    AUTHORIZED = "authorized", _("Authorized")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    COMPLETED = "completed", _("Completed")


# The holder has been asked and has not decided yet.
OPEN_STATES = (RequestState.SENT, RequestState.VIEWED)


class VerificationRequestQuerySet(models.QuerySet["VerificationRequest"]):
    def visible_to(self, user: User) -> "VerificationRequestQuerySet":
        """What the members of a vetted organization may see: their organization's requests."""
        return self.filter(
            organization__in=Membership.objects.active().of(user).values("organization")
        )

    def of_holder(self, user: User) -> "VerificationRequestQuerySet":
        """What the holder may see: no drafts, nothing of an organization that was blocked before,
        and a suspended organization's open requests wait unseen."""
        sent = self.filter(holder=user, undelivered=False).exclude(state=RequestState.DRAFT)
        return sent.filter(
            models.Q(organization__vetting=Vetting.VETTED) | ~models.Q(state__in=OPEN_STATES)
        )

    def sent_to_address_of(self, user: User) -> "VerificationRequestQuerySet":
        """Open requests to an address that this person has verified for sign-in, which no account
        has taken over yet."""
        proven = EmailAddress.objects.filter(user=user, verified=True).values("email")
        return self.filter(
            holder__isnull=True,
            invited_email__in=proven,
            undelivered=False,
            state__in=OPEN_STATES,
            deadline__gt=timezone.now(),
            organization__vetting=Vetting.VETTED,
        ).exclude(organization__blocks__holder=user)

    def overdue(self) -> "VerificationRequestQuerySet":
        return self.filter(state__in=OPEN_STATES, deadline__lte=timezone.now())


class VerificationRequest(BaseModel):
    LEGAL_MOVES: ClassVar = {
        # A draft that is discarded is removed: nobody was asked.
        RequestState.DRAFT: {RequestState.SENT},
        RequestState.SENT: {
            RequestState.VIEWED,
            RequestState.AUTHORIZED,
            RequestState.DECLINED,
            RequestState.WITHDRAWN,
            RequestState.EXPIRED,
        },
        RequestState.VIEWED: {
            RequestState.AUTHORIZED,
            RequestState.DECLINED,
            RequestState.WITHDRAWN,
            RequestState.EXPIRED,
        },
        # Declined after all: the holder took the consent back before anything was disclosed.
        RequestState.AUTHORIZED: {
            RequestState.COMPLETED,
            RequestState.WITHDRAWN,
            RequestState.DECLINED,
            # To be signed anew: who signed alone turned out to be under 18, and nothing was said.
            RequestState.VIEWED,
        },
        RequestState.DECLINED: set(),
        RequestState.WITHDRAWN: set(),
        RequestState.EXPIRED: set(),
        RequestState.COMPLETED: set(),
    }

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="verification_requests"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Empty once the holder has left: an answer already delivered stays for the stated term.
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="verification_requests",
    )
    # Whom a request goes to that no share led to. Kept when an account answers it.
    invited_email = models.EmailField(_("email address"), blank=True, db_default="")
    invited_name = models.CharField(_("name"), max_length=200, blank=True, db_default="")
    # Of the link in the invitation; empty where a share led to the holder.
    token_hash = models.CharField(max_length=64, editable=False, blank=True, db_default="")
    # The holder had blocked the organization: he or she never sees it, and the organization learns
    # no more than that it was declined.
    undelivered = models.BooleanField(default=False, db_default=False, editable=False)
    # A suspension kept the invitation back: it is mailed when that ends.
    invitation_waits = models.BooleanField(default=False, db_default=False, editable=False)
    # The share through which the holder was found; its claims are what may be named.
    share = models.ForeignKey(
        Share, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    purpose_code = models.CharField(
        _("kind of purpose"),
        max_length=20,
        choices=PurposeCode.choices,
        default=PurposeCode.HIRING,
        db_default=PurposeCode.HIRING,
    )
    purpose = models.CharField(_("purpose"), max_length=300)
    reference = models.CharField(_("job reference"), max_length=100, blank=True)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    deadline = models.DateTimeField(_("answer needed by"))
    kept_days = models.PositiveSmallIntegerField(
        _("days for which the answer is kept"),
        default=USUALLY_KEPT_DAYS,
        db_default=USUALLY_KEPT_DAYS,
    )
    # What the inbox is searched by, without case and accents: the person as the requester knows
    # them, and the job. `employers/asking/renamed.py` follows a holder's name.
    search_folded = models.CharField(max_length=400, editable=False, blank=True, db_default="")
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.SENT)
    sent_at = models.DateTimeField(null=True, blank=True)
    viewed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Raised by each answer, which so waits for a withdrawal at the same instant, or wins over it.
    answers_changed_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminders_sent = models.PositiveSmallIntegerField(default=0, db_default=0)
    # When the receiver has to forget the answer.
    kept_until = models.DateTimeField(null=True, blank=True)
    # On the answer on paper. Not hashed: it opens nothing but whether the answer still holds.
    paper_token = models.CharField(max_length=32, blank=True, editable=False, db_default="")

    objects = VerificationRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["holder", "-created_at"]),
            models.Index(fields=["kept_until"]),
            # The inbox: one page by place, with and without a state. What a search looks at is in
            # the index, so that SQLite reads no row that does not match.
            models.Index(
                fields=[
                    "organization",
                    "-created_at",
                    "-id",
                    "search_folded",
                ],
                name="request_inbox_search",
            ),
            models.Index(
                fields=["organization", "state", "-created_at", "-id"], name="request_inbox_state"
            ),
            models.Index(
                fields=["invited_email"],
                condition=~models.Q(invited_email=""),
                name="request_by_address",
            ),
            models.Index(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="request_by_token"
            ),
            models.Index(
                fields=["paper_token"],
                condition=~models.Q(paper_token=""),
                name="request_by_paper",
            ),
            models.Index(
                fields=["organization"],
                condition=models.Q(invitation_waits=True),
                name="invitation_kept_back",
            ),
            models.Index(
                fields=["deadline"],
                condition=models.Q(state__in=["sent", "viewed"]),
                name="open_request_by_deadline",
            ),
            models.Index(
                fields=["remind_at"],
                condition=models.Q(state__in=["sent", "viewed"], remind_at__isnull=False),
                name="request_to_remind_of",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kept_days__gte=1, kept_days__lte=MOST_KEPT_DAYS),
                name="kept_for_a_term",
                violation_error_message=_(
                    "An answer is kept for at least 1 day and at most 2 years."
                ),
            ),
            models.UniqueConstraint(
                fields=["organization", "invited_email", "reference"],
                condition=models.Q(state__in=["sent", "viewed"]) & ~models.Q(invited_email=""),
                name="one_open_request_each",
                violation_error_message=_("This person has an open request for this job already."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold()
        super().save(*args, **kwargs)

    def fold(self) -> None:
        """Bring what is searched up to date with what is shown."""
        words = f"{self.person_name} {self.reference} {self.invited_email}"
        self.search_folded = folded(words)[:400]

    def __str__(self) -> str:
        return f"request {self.id} ({self.state})"

    @property
    def term_from_now(self) -> dt.datetime:
        """When the receiver has to forget the request if it ends now, answered or not."""
        return timezone.now() + dt.timedelta(days=self.kept_days)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES and self.deadline > timezone.now()

    @property
    def person_name(self) -> str:
        """What the requester calls the person. Whom they invited keeps the name that they typed:
        that of an account would tell that there is one."""
        if self.invited_email:
            return self.invited_name or self.invited_email
        return self.holder.display_name if self.holder is not None else ""
