"""Suspending people, ending their sessions, and their name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.models import AgeBand, User
from portal.kernel.audit import record


def end_sessions(*, user: User) -> int:
    """Sign the person out everywhere. Returns how many sessions ended."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


@transaction.atomic
def suspend(*, user: User, by: User, reason: str = "") -> bool:
    """Keep a person out and end their sessions. False when they were suspended already.

    Raises ValueError when an administrator would suspend themselves.
    """
    if user.pk == by.pk:
        raise ValueError("Nobody suspends themselves.")
    if not User.objects.filter(pk=user.pk, is_active=True).update(
        is_active=False, suspension_reason=reason
    ):
        return False
    user.refresh_from_db(fields=["is_active", "suspension_reason"])
    end_sessions(user=user)
    record(by=by, obj=user, deed="person_suspended")
    return True


@transaction.atomic
def reinstate(*, user: User, by: User) -> bool:
    """Let a suspended person in again. False when they were not suspended."""
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        return False
    user.refresh_from_db(fields=["is_active"])
    record(by=by, obj=user, deed="person_reinstated")
    notify(user=user, kind="account_reinstated")
    return True


@transaction.atomic
def keep_age(*, user: User, band: AgeBand, by: User) -> None:
    """Keep the band that a person says their age is in, and that they were asked today."""
    user.age_band = AgeBand(band)
    user.age_asked_at = timezone.now()
    user.save(update_fields=["age_band", "age_asked_at"])
    record(by=by, obj=user, deed="age_asked", codes={"band": user.age_band})


@transaction.atomic
def correct_age(*, user: User, band: AgeBand, by: User) -> bool:
    """An administrator corrects what a person had said by mistake. False when it says so already.

    Raises ValueError when an administrator would correct themselves.
    """
    if user.pk == by.pk:
        raise ValueError("Nobody corrects their own age.")
    changed = User.objects.filter(pk=user.pk).exclude(age_band=AgeBand(band))
    if not changed.update(age_band=band, age_asked_at=timezone.now()):
        return False
    user.refresh_from_db(fields=["age_band", "age_asked_at"])
    record(by=by, obj=user, deed="age_corrected", codes={"band": user.age_band})
    return True


@transaction.atomic
def rename(*, user: User, name: str, by: User) -> None:
    """Change the name that others see."""
    user.name = name
    user.save(update_fields=["name"])
    record(by=by, obj=user, deed="person_renamed")


@transaction.atomic
def invite_first_administrator(*, email: str) -> User:
    """Make the person with this address an administrator; they set up a second factor themselves.

    The account gets no password: its owner signs in with a code that goes to the address.
    """
    email = email.strip().lower()
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    user.is_staff = user.is_superuser = user.is_active = True
    user.save(update_fields=["is_staff", "is_superuser", "is_active"])
    EmailAddress.objects.get_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    record(by=None, obj=user, deed="administrator_invited")
    notify(user=user, kind="administrator_invited", url="/admin/")
    return user


def administrator_with_factor_exists() -> bool:
    """Whether somebody can already enter the administration."""
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    entering = Authenticator.objects.filter(
        type__in=factors, user__is_staff=True, user__is_active=True
    )
    return bool(entering.exists())
