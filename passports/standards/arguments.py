"""The words behind `manage.py verify` and `manage.py canonicalize`."""

from __future__ import annotations

from collections.abc import Sequence

from passports.standards.frozen import frozen
from passports.standards.hints import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


@frozen
class Arguments:
    """What was asked for. `documents` names an index, `at` a date as it was written."""

    command: str
    files: Sequence[str]
    as_json: bool = False
    documents: str | None = None
    at: str | None = None
    hash_name: str = "sha256"


def read(words: Sequence[str]) -> Arguments:
    """What `words` ask for. Ends the program with help or with what is wrong, as argparse does."""
    return _usual(words) or _parsed(words)


def _usual(words: Sequence[str]) -> Arguments | None:
    """`verify FILE… [--json]`, which needs no parser: argparse takes longer to load than a
    credential takes to be verified."""
    files = [word for word in words[1:] if word != "--json"]
    if words[:1] != ["verify"] or not files or any(word.startswith("-") for word in files):
        return None
    return Arguments("verify", files, as_json=len(files) < len(words) - 1)


def _parsed(words: Sequence[str]) -> Arguments:
    found = _parser().parse_args(list(words))
    if found.command == "verify":
        return Arguments("verify", found.files, found.json, found.documents, found.at)
    return Arguments("canonicalize", found.files, hash_name=found.hash)


def _parser() -> argparse.ArgumentParser:
    import argparse
    from functools import partial

    # Without a width each of them would ask for that of the terminal, help or no help.
    help_format = partial(argparse.HelpFormatter, width=100)
    parser = argparse.ArgumentParser(
        prog="manage.py", formatter_class=help_format, allow_abbrev=False
    )
    commands = parser.add_subparsers(required=True, prog="manage.py", dest="command")
    check = commands.add_parser(
        "verify",
        help="verify credentials in files",
        formatter_class=help_format,
        allow_abbrev=False,
    )
    check.add_argument("files", nargs="+", metavar="FILE")
    check.add_argument("--documents", metavar="INDEX.json", help="URL → file; answers every fetch")
    check.add_argument("--at", metavar="DATE", help="as of this date or time, default now")
    check.add_argument("--json", action="store_true", help="one JSON object for each document")
    canonical = commands.add_parser(
        "canonicalize",
        help="print canonical N-Quads (RDFC-1.0)",
        formatter_class=help_format,
        allow_abbrev=False,
    )
    canonical.add_argument("files", nargs=1, metavar="FILE")
    canonical.add_argument("--hash", choices=("sha256", "sha384"), default="sha256")
    return parser
