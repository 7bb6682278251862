"""CSV in and out. What we write is no formula in any spreadsheet; what we read is bounded."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000
MAX_CELL_CHARACTERS = 10_000
# Every byte is text in these, so that names may come out wrong: a page has to say so.
GUESSED = ("windows-1252", "latin-1")
# OWASP, "CSV injection": a cell that starts with one of these is run by a spreadsheet. The last
# three are their full-width twins, which some spreadsheets fold.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


class CsvRefused(ValueError):
    """The file as a whole cannot be read; `message` says what to do, `code` is for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class CsvRow:
    """One row: its line in the file (the header is line 1) and its cells by column name."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True)
class CsvError:
    """What is wrong with one row."""

    line: int
    message: str


@dataclass
class CsvContent:
    rows: list[CsvRow] = field(default_factory=list)
    errors: list[CsvError] = field(default_factory=list)
    # "utf-8", "utf-16", or what was guessed because it is neither: "windows-1252" or "latin-1".
    encoding: str = "utf-8"

    @property
    def encoding_was_guessed(self) -> bool:
        return self.encoding in GUESSED


def defused(value: Any) -> Any:
    """The cell with an apostrophe before what a spreadsheet would take for a formula. Numbers
    stay numbers."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    if text.lstrip(" \u00a0\ufeff").startswith(_FORMULA_STARTS):
        return f"'{text}"
    return text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The rows as RFC 4180 text, defused."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([defused(name) for name in header])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return out.getvalue()


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """The rows as a download. It starts with a byte order mark: Excel takes it for latin-1 else."""
    return HttpResponse(
        csv_text(header, rows).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "no-store",
        },
    )


def read_csv(
    data: bytes,
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
) -> CsvContent:
    """Read an uploaded CSV file: comma, semicolon or tab; UTF-8, UTF-16, Windows-1252 or latin-1.

    Column names are compared without case and surrounding space; other columns are left out. Rows
    that cannot be read are in `errors`, the others in `rows`. Raises CsvRefused.
    """
    if len(data) > max_bytes:
        raise CsvRefused(
            "too_large",
            _("The file is larger than %(size)d MB. Split it into smaller files.")
            % {"size": max_bytes // (1024 * 1024)},
        )
    text, encoding = _decoded(data)
    reader = _records(text)
    _line, names = next(reader, (1, []))
    columns = [name.strip().casefold() for name in names]
    missing = [name for name in required if name.casefold() not in columns]
    if missing:
        raise CsvRefused(
            "missing_columns",
            _("The first line must name the columns. Missing: %(columns)s.")
            % {"columns": ", ".join(missing)},
        )
    places = {
        name: columns.index(name.casefold())
        for name in (*required, *optional)
        if name.casefold() in columns
    }
    content = CsvContent(encoding=encoding)
    for count, (line, cells) in enumerate(reader, start=1):
        if count > max_rows:
            raise CsvRefused(
                "too_many_rows",
                _("The file has more than %(rows)d rows. Split it into smaller files.")
                % {"rows": max_rows},
            )
        _read_row(content, line, cells, places, required)
    return content


def _read_row(
    content: CsvContent,
    line: int,
    cells: list[str],
    places: dict[str, int],
    required: Sequence[str],
) -> None:
    values = {
        name: _unquoted(cells[place]) if place < len(cells) else ""
        for name, place in places.items()
    }
    empty = [name for name in required if not values[name]]
    if any(len(value) > MAX_CELL_CHARACTERS for value in values.values()):
        content.errors.append(CsvError(line, _("A cell of this row is too long.")))
    elif any(not character.isprintable() for value in values.values() for character in value):
        content.errors.append(
            CsvError(line, _("This row has characters that are not text, such as line breaks."))
        )
    elif empty:
        content.errors.append(
            CsvError(line, _("Fill in %(columns)s.") % {"columns": ", ".join(empty)})
        )
    else:
        content.rows.append(CsvRow(line, values))


def _unquoted(cell: str) -> str:
    """The cell as it was before `defused`, so that what we export can be imported."""
    text = cell.strip()
    if text.startswith("'") and text[1:].lstrip(" \u00a0").startswith(_FORMULA_STARTS):
        return text[1:]
    return text


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run this cell."""
    return cell.lstrip(" \u00a0\ufeff").startswith(_FORMULA_STARTS)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and what the encoding is called."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = {"utf-16": "utf-16"}
    elif b"\x00" in data:
        encodings = {}
    else:
        encodings = {"utf-8-sig": "utf-8", "cp1252": "windows-1252", "latin-1": "latin-1"}
    for encoding, name in encodings.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, name
    raise CsvRefused("not_text", _("This is not a CSV file. Save the sheet as CSV and try again."))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with the line on which it starts."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise CsvRefused(
                "bad_quoting",
                _("Line %(line)d cannot be read: check its quotation marks.") % {"line": line},
            ) from None
        if any(cell.strip() for cell in cells):
            yield line, cells
