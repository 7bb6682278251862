"""`manage.py verify FILE…`; its logic and options are in passports/standards/command_line.py."""

import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from passports.adapters.command_line import main


class Command(BaseCommand):
    help = "Verify credentials in files: JSON, JWT, PNG, SVG, or .jsonl."
    requires_system_checks = []

    def run_from_argv(self, argv: list[str]) -> NoReturn:
        sys.exit(main(argv[1:]))

    def handle(self, *args: Any, **options: Any) -> NoReturn:
        raise NotImplementedError("run it from the command line: manage.py verify FILE")
