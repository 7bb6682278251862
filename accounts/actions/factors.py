"""Second factors, as far as this portal and not allauth touches them."""

import time

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from accounts.models import User


def current_totp_code(user: User) -> str | None:
    """The code that this person's authenticator app shows now, or None without one.

    For the demo's page of mails, which exists outside production only.
    """
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        return None
    secret = get_adapter().decrypt(authenticator.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))


def remove_all(*, user: User) -> int:
    """Remove every factor and the recovery codes. A password that is too short to stand alone goes
    with them. Returns how many factors there were."""
    removed, _details = Authenticator.objects.filter(user=user).delete()
    if user.password_is_short:
        user.set_unusable_password()
        user.password_is_short = False
        user.save(update_fields=["password", "password_is_short"])
    return int(removed)
