"""`manage.py rewrap_issuing_keys`: after ISSUING_KEY_SECRET was changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.actions import sso_connections
from passports.actions.issuing_keys import rewrap_all
from passports.adapters.key_wrapping import CannotUnwrap
from portal.kernel.rewrapping import rewrappers
from portal.kernel.sealing import CannotOpen


class Command(BaseCommand):
    help = (
        "Encrypt every issuing key, and every other secret that is kept sealed, again "
        "under the present ISSUING_KEY_SECRET."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                count = rewrap_all()
                secrets = sso_connections.rewrap_all()
                others = {what: rewrap() for what, rewrap in rewrappers().items()}
        except CannotUnwrap as error:
            raise CommandError(
                f"The key {error} was encrypted under a secret that is not named. Add that secret "
                "to ISSUING_KEY_OLD_SECRETS and try again. Nothing was changed."
            ) from error
        except CannotOpen as error:
            raise CommandError(
                "The secret of a sign-in provider or of a webhook was encrypted under a secret "
                "that is not named. Add that secret to ISSUING_KEY_OLD_SECRETS and try again. "
                "Nothing was changed."
            ) from error
        if secrets:
            self.stdout.write(f"{secrets} secrets of providers, too.")
        for what, number in others.items():
            if number:
                self.stdout.write(f"{number} {what}, too.")
        self.stdout.write(f"{count} keys are encrypted under the present secret now.")
