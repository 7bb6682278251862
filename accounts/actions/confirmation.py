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
_KEY = "confirmation_code"


def send_code(*, user: User, session: SessionBase) -> None:
    """Mail a code to the person's own address and keep its hash in this session only."""
    code = f"{secrets.randbelow(10**6):06}"
    session[_KEY] = {"hash": make_password(code), "at": time.time(), "left": CODE_ATTEMPTS}
    send(
        to=user.email,
        subject=gettext("Your code to confirm"),
        template="accounts/mail/confirmation_code.txt",
        context={"code": code, "minutes": CODE_MINUTES, "user": user},
        stable_id=f"confirm.{secrets.token_hex(12)}",
    )


def code_is_right(*, session: SessionBase, code: str) -> bool:
    """Whether this is the code that was sent to this session. Each code has three tries."""
    kept = session.get(_KEY)
    if not kept or time.time() - kept["at"] > CODE_MINUTES * 60:
        return False
    left = kept["left"] - 1
    if left > 0:
        session[_KEY] = kept | {"left": left}
    else:
        del session[_KEY]
    session.save()
    return check_password("".join(code.split()), kept["hash"])
