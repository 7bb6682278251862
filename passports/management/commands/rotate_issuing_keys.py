"""`manage.py rotate_issuing_keys`: new keys for the portal or for an organization."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organization
from passports.actions.issuing_keys import MoveLost, NotVetted, rotate
from passports.models import IssuingKey, IssuingKeyKind

PORTAL = "portal"


class Command(BaseCommand):
    help = (
        "Retire the keys in use and put new ones into use. What the old ones signed stays good; "
        "to revoke a key that somebody else may have, use the administration."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("whose", help="“portal”, or the id of an organization")
        parser.add_argument("--kind", choices=IssuingKeyKind.values, help="default: every kind")

    def handle(self, *, whose: str, kind: str | None, **options: Any) -> None:
        keys = IssuingKey.objects.of(_organization(whose)).active()
        found = list(keys.filter(kind=kind) if kind else keys)
        if not found:
            raise CommandError("There is no such key in use. Keys are made when they are needed.")
        for key in found:
            try:
                new = rotate(key=key, by=None)
            except NotVetted as error:
                raise CommandError(
                    "This organization is not vetted: it gets no new key. Nothing was changed."
                ) from error
            except MoveLost:
                self.stdout.write(f"{key.multibase}: somebody else was faster.")
                continue
            self.stdout.write(f"{key.kind}: {key.multibase} is retired, {new.multibase} in use.")


def _organization(whose: str) -> Organization | None:
    if whose == PORTAL:
        return None
    try:
        return Organization.objects.get(pk=whose)
    except (Organization.DoesNotExist, ValidationError, ValueError) as error:
        raise CommandError(f"There is no organization {whose[:60]}.") from error
