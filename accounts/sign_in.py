"""What this portal decides about sign-in, where allauth asks."""

import base64
import hashlib
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User

PASSKEY_METHOD = "mfa_reauthenticate:webauthn"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is suspended. Write to the administrators."),
        "email_password_mismatch": _(
            "The email address or the password is not right. Try again, or ask for a code."
        ),
        "incorrect_code": _("This code is not right. Look at the newest mail and try again."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then try again."),
        "rate_limited": _("Too many requests. Wait a few minutes, then try again."),
        "max_email_addresses": _("You cannot have more than %d addresses for sign-in."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # The address of the portal, not whatever host the request named.
        super().send_mail(template_prefix, email, context | {"base_url": settings.BASE_URL})

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """The addresses that were there before learn of a new one: who reads it can get in."""
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed:
            others = EmailAddress.objects.filter(user=email_address.user, verified=True)
            for other in others.exclude(email=email_address.email):
                self.send_notification_mail(
                    "account/email/email_added",
                    email_address.user,
                    {"added_email": email_address.email},
                    email=other.email,
                )
        return confirmed

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """A removed address is told too: the main one may be that of whoever removed it."""
        super().send_notification_mail(template_prefix, user, context, email)
        if template_prefix == "account/email/email_deleted" and context:
            removed = context["deleted_email"]
            super().send_notification_mail(template_prefix, user, context, removed)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A passkey first where there is one. It is the quickest, and somebody who has just added
        their first one knows no password and has not seen a recovery code yet."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for method in methods:
            if method["id"] == PASSKEY_METHOD:
                method["description"] = _("Use a passkey or security key")
        return sorted(methods, key=lambda method: method["id"] != PASSKEY_METHOD)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your password is shorter than 15 characters, which is enough only together with a "
            "second factor. Choose a longer password first, then remove this one."
        ),
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor stays while the password is too short to stand alone."""
        if not authenticator.user.password_is_short:
            return True
        return (
            Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
            .exclude(pk=authenticator.pk)
            .exists()
        )

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Career Passport"}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("My passkey") if number == 1 else gettext("Passkey %d") % number

    def build_totp_svg(self, url: str) -> str:
        # On white whatever the colours of the page: cameras want dark on light.
        return segno.make(url, error="m").svg_inline(scale=4, border=4, light="white")

    def encrypt(self, text: str) -> str:
        """Secrets of authenticator apps are useless to whoever reads the database alone."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"accounts.factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def has_factor(user: User) -> bool:
    """Whether the person has a passkey or an authenticator app; recovery codes do not count."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def session_used_factor(request: HttpRequest) -> bool:
    """Whether this session was authenticated with a passkey or authenticator app that the person
    still has. A recovery code, a password and an emailed code are not enough."""
    from allauth.account.authentication import get_authentication_records

    if not request.user.is_authenticated:
        return False
    used = {
        record.get("id")
        for record in get_authentication_records(request, request.user)
        if record.get("method") == "mfa" and record.get("type") in FACTORS
    }
    return bool(used) and (
        Authenticator.objects.filter(
            user_id=request.user.pk, id__in=used, type__in=FACTORS
        ).exists()
    )
