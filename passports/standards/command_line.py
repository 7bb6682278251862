"""`manage.py verify` and `manage.py canonicalize`: no database, no web application.

`main(argv)` takes the words after `manage.py` and gives back the exit code. Without `--documents`
the network is reached only through the `fetch` that the caller hands in.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from passports.standards import jsonld, strict_json
from passports.standards.codes import CODES
from passports.standards.dates import format_date_time, parse_date_time
from passports.standards.identifiers import CannotResolve
from passports.standards.identifiers.documents import read_controller_document
from passports.standards.parsing import parse
from passports.standards.pipeline import not_a_credential_report, verify
from passports.standards.types import (
    DEFAULT_LIMITS,
    Fetch,
    Fetched,
    FetchFailed,
    NotACredential,
    Report,
    Verdict,
)

VERIFIED, NOT_VERIFIED, UNREADABLE, REFUSED = 0, 1, 2, 3


def main(
    argv: Sequence[str], *, fetch: Fetch | None = None, out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:  # fmt: skip
    """Run `verify …` or `canonicalize …`. Returns the exit code of verification.md."""
    arguments = _parser().parse_args(list(argv))
    run: Callable[..., int] = arguments.run
    return run(arguments, fetch or no_network, out or sys.stdout, err or sys.stderr)


def _parser() -> argparse.ArgumentParser:
    # Without a width each of them would ask for that of the terminal, help or no help.
    help_format = partial(argparse.HelpFormatter, width=100)
    parser = argparse.ArgumentParser(
        prog="manage.py", formatter_class=help_format, allow_abbrev=False
    )
    commands = parser.add_subparsers(required=True, prog="manage.py")
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
    check.set_defaults(run=_verify)
    canonical = commands.add_parser(
        "canonicalize",
        help="print canonical N-Quads (RDFC-1.0)",
        formatter_class=help_format,
        allow_abbrev=False,
    )
    canonical.add_argument("file", metavar="FILE")
    canonical.add_argument("--hash", choices=("sha256", "sha384"), default="sha256")
    canonical.set_defaults(run=_canonicalize)
    return parser


def no_network(url: str) -> Fetched:
    """The fetch of a caller that handed in none."""
    raise FetchFailed("refused", url, "no network was handed in", transient=False)


class IndexFetch:
    """Answers fetches from files named in a JSON map URL → file beside it.

    It is a key store too: an entry whose name is a DID is that DID's document, of whatever method.
    """

    def __init__(self, index: Path, now: datetime) -> None:
        entries = json.loads(index.read_text("utf-8"))
        self._folder, self._entries, self._now = index.parent, dict(entries), now

    def __call__(self, url: str) -> Fetched:
        name = self._entries.get(url)
        if not isinstance(name, str):
            raise FetchFailed("not_found", url, "not in the index", transient=False)
        try:
            body = (self._folder / name).read_bytes()
        except OSError as error:
            raise FetchFailed("not_found", url, str(error), transient=False) from error
        return Fetched(url, body, "application/octet-stream", self._now)

    def controller_document(self, identifier: str) -> Mapping[str, Any] | None:
        if not identifier.startswith("did:") or identifier not in self._entries:
            return None
        try:
            return read_controller_document(self(identifier), identifier)
        except (FetchFailed, CannotResolve):
            return None


def _verify(arguments: argparse.Namespace, fetch: Fetch, out: TextIO, err: TextIO) -> int:
    now = datetime.now(UTC) if arguments.at is None else _moment(arguments.at)
    if now is None:
        print(f"not a date: {arguments.at}", file=err)
        return UNREADABLE
    if arguments.documents is not None:
        try:
            fetch = IndexFetch(Path(arguments.documents), now)
        except (OSError, ValueError) as error:
            print(f"{arguments.documents}: {error}", file=err)
            return UNREADABLE
    code = VERIFIED
    for name in arguments.files:
        try:
            contents = list(_documents(Path(name)))
        except OSError as error:
            print(_printable(f"{name}: {error.strerror}"), file=err)
            code = UNREADABLE
            continue
        for content in contents:
            report = _report(content, name, fetch, now)
            _show(name, report, arguments.json, out)
            if report.verdict is not Verdict.VERIFIED and code == VERIFIED:
                code = NOT_VERIFIED
    return code


def _documents(path: Path) -> Iterator[bytes]:
    """The documents in a file: itself, or the lines of a `.jsonl`. Raises OSError."""
    bound = DEFAULT_LIMITS.document_bytes + 1
    if path.suffix.lower() == ".jsonl":
        with path.open("rb") as lines:
            while line := lines.readline(bound):
                if line.strip():
                    yield line
        return
    with path.open("rb") as file:
        yield file.read(bound)


def _report(content: bytes, name: str, fetch: Fetch, now: datetime) -> Report:
    try:
        document = parse(content, filename=Path(name).name)
    except NotACredential as error:
        return not_a_credential_report(error, now)
    keys = fetch if isinstance(fetch, IndexFetch) else None
    return verify(document, fetch=fetch, keys=keys, now=now)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.combine(datetime.strptime(text, "%Y-%m-%d").date(), time(), UTC)  # noqa: DTZ007
    except ValueError:
        return parse_date_time(text, zone_required=False)


def _show(name: str, report: Report, as_json: bool, out: TextIO) -> None:
    if as_json:
        print(json.dumps(report_as_dict(name, report)), file=out)
        return
    print(_printable(f"{name}: {report.verdict.value.replace('_', ' ')}"), file=out)
    for check in report.checks:
        outcome = check.outcome.value.replace("_", " ")
        sentence = CODES.get(check.code, check.code)
        detail = f" ({check.detail})" if check.detail else ""
        line = f"  {check.name.value.replace('_', ' ')}: {outcome}. {sentence}{detail}"
        print(_printable(line), file=out)


def _printable(line: str) -> str:
    """Without control characters: a document must not drive the reader's terminal."""
    return "".join(c if c.isprintable() else " " for c in line)


def report_as_dict(name: str, report: Report) -> dict[str, Any]:
    """The JSON object that `verify --json` prints for one document."""
    summary = report.summary
    inside = [report_as_dict(name, each) for each in report.nested]
    return {
        "file": name,
        "format": report.format,
        "verdict": report.verdict.value,
        "checks": [
            {
                "name": check.name.value,
                "outcome": check.outcome.value,
                "code": check.code,
                "detail": check.detail,
            }
            for check in report.checks
        ],
        "issuer": summary.issuer_id if summary else "",
        "name": summary.name if summary else "",
        "valid_from": _date(summary.valid_from if summary else None),
        "valid_until": _date(summary.valid_until if summary else None),
        **({"nested": inside} if inside else {}),
    }


def _date(moment: datetime | None) -> str | None:
    return None if moment is None else format_date_time(moment)


def _canonicalize(arguments: argparse.Namespace, fetch: Fetch, out: TextIO, err: TextIO) -> int:
    path = Path(arguments.file)
    try:
        content = path.read_bytes()
    except OSError as error:
        print(f"{path}: {error.strerror}", file=err)
        return UNREADABLE
    try:
        out.write(_canonical_form(path, content, arguments.hash))
    except (jsonld.JsonLdError, strict_json.BadJson) as error:
        print(f"{error.code}: {error.detail}", file=err)
        return REFUSED
    return VERIFIED


def _canonical_form(path: Path, content: bytes, hash_name: str) -> str:
    if path.suffix.lower() == ".nq":
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise jsonld.JsonLdError("bad_unicode", f"byte {error.start}") from error
        return jsonld.canonicalize_nquads(text, hash_name=hash_name, limits=DEFAULT_LIMITS)
    document = strict_json.loads(content, limits=DEFAULT_LIMITS)
    return jsonld.canonicalize(
        document, contexts=jsonld.SHIPPED, hash_name=hash_name, limits=DEFAULT_LIMITS
    )
