"""`manage.py canonicalize FILE`; its logic is in passports/standards/command_line.py."""

import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from passports.adapters.command_line import main


class Command(BaseCommand):
    help = "Print the canonical N-Quads (RDFC-1.0) of a JSON-LD or N-Quads document."
    requires_system_checks = []

    def run_from_argv(self, argv: list[str]) -> NoReturn:
        sys.exit(main(argv[1:]))

    def handle(self, *args: Any, **options: Any) -> NoReturn:
        raise NotImplementedError("run it from the command line: manage.py canonicalize FILE")
