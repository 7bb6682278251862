"""`manage.py issue`; its logic is in passports/standards/issuing_command_line.py."""

import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from passports.standards.issuing_command_line import main


class Command(BaseCommand):
    help = "Sign a credential with the key in a file."
    requires_system_checks = []

    def run_from_argv(self, argv: list[str]) -> NoReturn:
        sys.exit(main(argv[1:]))

    def handle(self, *args: Any, **options: Any) -> NoReturn:
        raise NotImplementedError(
            "run it from the command line: manage.py issue CREDENTIAL --key KEY"
        )
