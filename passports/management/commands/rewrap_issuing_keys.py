"""`manage.py rewrap_issuing_keys`: after ISSUING_KEY_SECRET was changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from passports.actions.issuing_keys import rewrap_all
from passports.adapters.key_wrapping import CannotUnwrap


class Command(BaseCommand):
    help = "Encrypt every issuing key again under the present ISSUING_KEY_SECRET."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = rewrap_all()
        except CannotUnwrap as error:
            raise CommandError(
                f"The key {error} was encrypted under a secret that is not named. Add that secret "
                "to ISSUING_KEY_OLD_SECRETS and try again. Nothing was changed."
            ) from error
        self.stdout.write(f"{count} keys are encrypted under the present secret now.")
