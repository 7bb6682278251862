"""A deed that counts as a signature: who is signed in proves, for this deed, that it is them.

That somebody proved it a minute ago, for something else, is not enough. allauth interrupts the
form, asks for the password or factor, and then submits the form as it was.
"""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest

from accounts.models import User

_KEY = "proving_for"
LIFE_SECONDS = 15 * 60
PASSWORD, PASSKEY, APP_CODE, RECOVERY_CODE = "password", "passkey", "app_code", "recovery_code"
_FACTORS = {"webauthn": PASSKEY, "totp": APP_CODE, "recovery_codes": RECOVERY_CODE}


def can_prove(user: User) -> bool:
    """Whether there is a password or factor; everybody else gets a code by email."""
    return bool(get_reauthentication_flows(user))


def proven_by(request: HttpRequest, *, deed: str) -> str:
    """How the person has just proven, for exactly this deed, that it is them. Once for each deed.

    Args:
        deed: names what is done to what, in which form.

    Returns: one of the constants of this module.

    Raises ReauthenticationRequired otherwise, which sends the person to prove it and then submits
    the form again.
    """
    now = time.time()
    begun = request.session.get(_KEY) or {}
    if begun.get("deed") == deed and now - begun["at"] < LIFE_SECONDS:
        for record in reversed(get_authentication_records(request, request.user)):
            if record.get("reauthenticated") and record["at"] >= begun["at"]:
                del request.session[_KEY]
                return _FACTORS.get(record.get("type", ""), PASSWORD)
    request.session[_KEY] = {"deed": deed, "at": now}
    raise ReauthenticationRequired
