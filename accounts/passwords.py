"""Rules for passwords: NIST SP 800-63B-4, section 3.1.1 (https://pages.nist.gov/800-63-4/).

15 characters alone, 8 with a second factor, nothing on a list of known passwords, nothing made of
words that anybody would try here. No composition rules, no expiry.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LENGTH_ALONE = 15
LENGTH_WITH_FACTOR = 8
_CONTEXT_WORDS = ("careerpassport", "career", "passport", "password")


def minimum_length(user: Any) -> int:
    """Characters that this user's password needs now."""
    from allauth.mfa.models import Authenticator

    if user is None or user.pk is None:
        return LENGTH_ALONE
    factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    has_factor = Authenticator.objects.filter(user_id=user.pk, type__in=factors).exists()
    return LENGTH_WITH_FACTOR if has_factor else LENGTH_ALONE


class LengthValidator:
    def validate(self, password: str, user: Any = None) -> None:
        needed = minimum_length(user)
        if len(password) < needed:
            raise ValidationError(
                ngettext(
                    "Use at least %(count)d character. A few unrelated words work well.",
                    "Use at least %(count)d characters. A few unrelated words work well.",
                    needed,
                )
                % {"count": needed},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return _(
            "At least 15 characters, or 8 if you use a passkey or an authenticator app as well. "
            "A few unrelated words work well."
        )


class ContextWordsValidator:
    """Refuses a password that is little more than the portal's name or the person's own."""

    def validate(self, password: str, user: Any = None) -> None:
        words = [*_CONTEXT_WORDS, *_words_of(user)]
        rest = "".join(char for char in password.casefold() if char.isalnum())
        for word in sorted(words, key=len, reverse=True):
            rest = rest.replace(word, "")
        # What is left when the words are gone must still be something to guess.
        if len("".join(char for char in rest if not char.isdigit())) < 4:
            raise ValidationError(
                _("This password is easy to guess. Leave out your name and the portal's name."),
                code="password_of_context_words",
            )

    def get_help_text(self) -> str:
        return _("Not your name, your email address or the name of this portal.")


def _words_of(user: Any) -> list[str]:
    texts = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}".casefold()
    words = "".join(char if char.isalnum() else " " for char in texts).split()
    return [word for word in words if len(word) >= 3]
