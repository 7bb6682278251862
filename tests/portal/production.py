"""The portal as it starts in production, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

COMPLETE = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "".join(chr(97 + n % 26) + str(n) for n in range(40)),
    "ISSUING_KEY_SECRET": "".join(chr(97 + n % 26) + str(n) for n in range(20)),
    "ALLOWED_HOSTS": "passport.example",
    "BASE_URL": "https://passport.example",
    "BEHIND_HTTPS_PROXY": "true",
    "DATABASE_URL": "postgres://portal@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://user:password@127.0.0.1:587",
    "DEFAULT_FROM_EMAIL": "Career Passport <no-reply@passport.example>",
}


def manage(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with exactly this environment; nothing of the developer's leaks in."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | {"VAR_DIR": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
