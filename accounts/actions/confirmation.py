"""A code by email that confirms a deed, for people who have neither a password nor a factor."""

import secrets
import time

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext

from accounts.mail import send
from accounts.models import User

CODE_MINUTES = 15
CODE_ATTEMPTS = 3
# What a code is for that lets somebody add a way into their account.
WAY_IN = "way_in"
_KEY = "confirmation_code"


def send_code(*, user: User, session: SessionBase, about: str = "") -> None:
    """Mail a code to the person's own address and keep its hash in this session only.

    Args:
        about: what the code is for, such as the digest of a text to sign; it is good for nothing
            else. Empty: to delete the account.
    """
    code = f"{secrets.randbelow(10**6):06}"
    session[_KEY] = {
        "hash": make_password(code),
        "at": time.time(),
        "left": CODE_ATTEMPTS,
        "about": about,
    }
    about_name = {"": "confirmation", WAY_IN: "way_in"}.get(about, "signing")
    send(
        to=user.email,
        subject=gettext("Your code to sign")
        if about_name == "signing"
        else gettext("Your code to confirm"),
        template=f"accounts/mail/{about_name}_code.txt",
        context={"code": code, "minutes": CODE_MINUTES, "user": user},
        stable_id=f"confirm.{secrets.token_hex(12)}",
    )


def code_was_sent(*, session: SessionBase, about: str = "") -> bool:
    """Whether a code for this is on its way that can still be entered."""
    kept = session.get(_KEY) or {}
    return bool(kept) and kept["about"] == about and time.time() - kept["at"] <= CODE_MINUTES * 60


def code_is_right(*, session: SessionBase, code: str, about: str = "") -> bool:
    """Whether this is the code that was sent to this session. Each code has three tries."""
    kept = session.get(_KEY)
    if not kept or kept.get("about", "") != about or time.time() - kept["at"] > CODE_MINUTES * 60:
        return False
    left = kept["left"] - 1
    if left > 0:
        session[_KEY] = kept | {"left": left}
    else:
        del session[_KEY]
    session.save()
    return check_password("".join(code.split()), kept["hash"])
