"""A person, who signs in by email."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.passwords import LENGTH_ALONE
from portal.kernel.models import BaseModel
from portal.kernel.text import folded


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        # allauth keeps addresses in lower case throughout; so do we.
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class AgeBand(models.TextChoices):
    MINOR = "13_17", _("13 to 17")
    ADULT = "18", _("18 or over")


class User(BaseModel, AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    # What a search for people looks in: SQLite folds no accents.
    name_folded = models.CharField(max_length=400, editable=False, blank=True)
    # What audit rows know of a person. It goes with the person, the audit rows stay.
    audit_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    # A password this short is enough only together with a second factor. Its length cannot be read
    # from the hash, so it is noted when the password is set.
    password_is_short = models.BooleanField(default=False, editable=False)
    suspension_reason = models.TextField(
        _("reason of the last suspension"), blank=True, max_length=2000, editable=False
    )
    # Empty until asked. A birth date is not kept.
    age_band = models.CharField(
        _("age"),
        max_length=5,
        choices=AgeBand.choices,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    age_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    # Not stored: the one organization that a session by its own provider reaches. The querysets of
    # memberships and organizations ask it. None: everything that is this person's.
    acts_only_for: uuid.UUID | None = None

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_whatever_case",
                violation_error_message=_("There is already an account with this email address."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_folded = folded(self.display_name)
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "name_folded"}
        super().save(*args, **kwargs)

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self.password_is_short = raw_password is not None and len(raw_password) < LENGTH_ALONE

    @property
    def display_name(self) -> str:
        return self.name or self.email.split("@")[0]

    def proven_identities(self) -> list[tuple[str, str]]:
        """The identities that this person has proven, as (kind, value): each verified address,
        whether it is for sign-in or only for receiving credentials."""
        from allauth.account.models import EmailAddress

        sign_in = EmailAddress.objects.filter(user_id=self.pk, verified=True)
        received = self.credential_addresses.filter(verified_at__isnull=False)
        values = {
            value.lower()
            for addresses in (sign_in, received)
            for value in addresses.values_list("email", flat=True)
        }
        return [("email", value) for value in sorted(values)]
