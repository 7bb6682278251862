"""`manage.py verify` and `manage.py canonicalize`: no database, no web application.

`main(argv)` takes the words after `manage.py` and gives back the exit code. Without `--documents`
the network is reached only through the `fetch` that the caller hands in.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from passports.standards.arguments import Arguments, read
from passports.standards.codes import CODES
from passports.standards.dates import format_date_time, parse_date_time
from passports.standards.hints import Any, TextIO
from passports.standards.parsing import parse
from passports.standards.pipeline import not_a_credential_report, verify
from passports.standards.types import (
    DEFAULT_LIMITS,
    Fetch,
    Fetched,
    FetchFailed,
    KeyStore,
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
    arguments = read(list(argv))
    run = _canonicalize if arguments.command == "canonicalize" else _verify
    return run(arguments, fetch or no_network, out or sys.stdout, err or sys.stderr)


def no_network(url: str) -> Fetched:
    """The fetch of a caller that handed in none."""
    raise FetchFailed("refused", url, "no network was handed in", transient=False)


def _verify(arguments: Arguments, fetch: Fetch, out: TextIO, err: TextIO) -> int:
    now = datetime.now(UTC) if arguments.at is None else _moment(arguments.at)
    if now is None:
        print(f"not a date: {arguments.at}", file=err)
        return UNREADABLE
    keys: KeyStore | None = None
    if arguments.documents is not None:
        from pathlib import Path

        from passports.standards.document_index import IndexFetch

        try:
            fetch = keys = IndexFetch(Path(arguments.documents), now)
        except (OSError, ValueError) as error:
            print(f"{arguments.documents}: {error}", file=err)
            return UNREADABLE
    code = VERIFIED
    for name in arguments.files:
        try:
            contents = list(_documents(name))
        except OSError as error:
            print(_printable(f"{name}: {error.strerror}"), file=err)
            code = UNREADABLE
            continue
        for content in contents:
            report = _report(content, name, fetch, keys, now)
            _show(name, report, arguments.as_json, out)
            if report.verdict is not Verdict.VERIFIED and code == VERIFIED:
                code = NOT_VERIFIED
    return code


def _documents(name: str) -> Iterator[bytes]:
    """The documents in a file: itself, or the lines of a `.jsonl`. Raises OSError."""
    bound = DEFAULT_LIMITS.document_bytes + 1
    if _ending(name) == ".jsonl":
        with open(name, "rb") as lines:
            while line := lines.readline(bound):
                if line.strip():
                    yield line
        return
    with open(name, "rb") as file:
        yield file.read(bound)


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _report(
    content: bytes, name: str, fetch: Fetch, keys: KeyStore | None, now: datetime
) -> Report:
    try:
        document = parse(content, filename=os.path.basename(name))
    except NotACredential as error:
        return not_a_credential_report(error, now)
    return verify(document, fetch=fetch, keys=keys, now=now)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.combine(datetime.strptime(text, "%Y-%m-%d").date(), time(), UTC)  # noqa: DTZ007
    except ValueError:
        return parse_date_time(text, zone_required=False)


def _show(name: str, report: Report, as_json: bool, out: TextIO) -> None:
    if as_json:
        import json

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
    endorsements = [
        {**report_as_dict(name, each.report), "about": each.about, "comment": each.comment}
        for each in report.endorsements
    ]
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
        **({"endorsements": endorsements} if endorsements else {}),
    }


def _date(moment: datetime | None) -> str | None:
    return None if moment is None else format_date_time(moment)


def _canonicalize(arguments: Arguments, fetch: Fetch, out: TextIO, err: TextIO) -> int:
    from passports.standards.jsonld import JsonLdError
    from passports.standards.strict_json import BadJson

    (name,) = arguments.files
    try:
        with open(name, "rb") as file:
            content = file.read()
    except OSError as error:
        print(f"{name}: {error.strerror}", file=err)
        return UNREADABLE
    try:
        out.write(_canonical_form(name, content, arguments.hash_name))
    except (JsonLdError, BadJson) as error:
        print(f"{error.code}: {error.detail}", file=err)
        return REFUSED
    return VERIFIED


def _canonical_form(name: str, content: bytes, hash_name: str) -> str:
    from passports.standards import jsonld, strict_json

    if _ending(name) == ".nq":
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise jsonld.JsonLdError("bad_unicode", f"byte {error.start}") from error
        return jsonld.canonicalize_nquads(text, hash_name=hash_name, limits=DEFAULT_LIMITS)
    document = strict_json.loads(content, limits=DEFAULT_LIMITS)
    return jsonld.canonicalize(
        document, contexts=jsonld.SHIPPED, hash_name=hash_name, limits=DEFAULT_LIMITS
    )
