"""What kind of run this is: `embedded` (the default: one machine, nothing installed) or
`production` (`PORTAL_ENV=production`), and the few values that either must have."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

PORTAL_ENV = env.str("PORTAL_ENV", default="embedded")
if PORTAL_ENV not in ("embedded", "production"):
    raise ImproperlyConfigured("PORTAL_ENV must be 'embedded' or 'production'.")
PRODUCTION = PORTAL_ENV == "production"
# The gallery of components and the pages under /dev/ exist outside production only.
DEVELOPMENT_PAGES = not PRODUCTION
DEBUG = False
_HOW_TO_MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


def embedded_secret(name: str) -> str:
    """A secret of this machine's own, made once, readable by its owner alone."""
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Whole or not at all: a process that reads it now, or dies here, must not leave it empty.
        with tempfile.NamedTemporaryFile("w", dir=VAR_DIR) as made:
            made.write(secrets.token_urlsafe(64))
            made.flush()
            with contextlib.suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text()


def required(name: str, what: str) -> str:
    """A value that production cannot guess; embedded runs do without it."""
    value = env.str(name, default="").strip()
    if PRODUCTION and not value:
        raise ImproperlyConfigured(f"Set {name} to {what}.")
    return value


SECRET_KEY = required("SECRET_KEY", "at least 50 random characters: " + _HOW_TO_MAKE_ONE)
if PRODUCTION and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5):
    raise ImproperlyConfigured(
        f"SECRET_KEY is too easy to guess. Set it to 50 random characters: {_HOW_TO_MAKE_ONE}."
    )
if not SECRET_KEY:
    SECRET_KEY = embedded_secret("secret-key")
