"""`manage.py demo`: people, organizations and credentials to look at. Does nothing twice."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo import loading


class Command(BaseCommand):
    help = "Load the demo. Doing it again changes nothing."

    def handle(self, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo is for a first look only; production does not load it.")
        if loading.loaded():
            self.stdout.write("The demo is there already.")
            return
        loading.load(documents=settings.DEMO_DOCUMENTS_DIR)
        self.stdout.write("The demo is loaded. README.md names who can sign in.")
