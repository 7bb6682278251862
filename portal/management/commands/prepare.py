"""`manage.py prepare`: what must be done before `up`, and only what is not done yet."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrate, collect static files that changed, and load the demo into an empty portal."

    def handle(self, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        self._collect_static()
        if not settings.PRODUCTION and not get_user_model().objects.exists():
            self.stdout.write("Loading the demo. This happens once.")
            call_command("demo")

    def _collect_static(self) -> None:
        stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
        digest = _digest_of_static_files()
        if stamp.exists() and stamp.read_text() == digest:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest)


def _digest_of_static_files() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
