"""`manage.py first_admin EMAIL`: invite the first administrator of a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.actions import consents, people


class Command(BaseCommand):
    help = (
        "Make the person with this email address an administrator and mail them how to sign in. "
        "They get no password: they sign in with a code and add a second factor."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--again",
            action="store_true",
            help="also when an administrator with a second factor exists already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"{options['email']} is not an email address.") from error
        if people.administrator_with_factor_exists() and not options["again"]:
            raise CommandError(
                "There is an administrator with a second factor already: ask them, or add --again."
            )
        consents.draft_first_texts()
        user = people.invite_first_administrator(email=options["email"])
        self.stdout.write(f"{user.email} is an administrator now. The worker mails how to sign in.")
