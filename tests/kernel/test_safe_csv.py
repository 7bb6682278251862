"""What we write is no formula in any spreadsheet; what we read is bounded and explained."""

import csv
import io
import tracemalloc

import pytest

from portal.kernel.safe_csv import CsvError, CsvRefused, csv_response, csv_text, read_csv

FORMULAS = [
    *("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "\u00a0=1", "\ufeff=1"),
    *("＝1+1", "|calc", "%0A=1", '=HYPERLINK("https://evil.example","x")', "=cmd|' /C calc'!A0"),
]


def cells_of(text):
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula(cell):
    [[header], [written]] = cells_of(csv_text([cell], [[cell]]))
    assert written == f"'{cell}"
    assert header == f"'{cell}"


def test_ordinary_cells_are_as_they_were():
    row = ["Zoë", 'a "quoted", cell', -5, 2.5, None, "two\nlines", "a=b", "o'neill"]
    text = csv_text(["a"] * len(row), [row])
    assert cells_of(text)[1] == ["Zoë", row[1], "-5", "2.5", "", "two\nlines", "a=b", "o'neill"]


def test_the_download_is_a_download():
    response = csv_response("issuers.csv", ["name"], [["Zoë"]])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="issuers.csv"'
    assert response["Cache-Control"] == "no-store"
    assert response.content.decode("utf-8-sig") == "name\r\nZoë\r\n"
    assert response.content.startswith(b"\xef\xbb\xbf")


def test_what_we_export_can_be_imported():
    names = ["=1+1", "-5", "Zoë", "o'neill", "@home"]
    data = csv_text(["name"], [[name] for name in names]).encode("utf-8-sig")
    assert [row.values["name"] for row in read_csv(data, required=["name"]).rows] == names


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"], ids=lambda name: name
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_way_in_which_spreadsheets_save(encoding, delimiter, newline):
    lines = [delimiter.join(["Name ", "URL"]), delimiter.join(["Zoë", "did:web:x.example"]), ""]
    content = read_csv(newline.join(lines).encode(encoding), required=["name"], optional=["url"])
    assert content.errors == []
    assert [row.values for row in content.rows] == [{"name": "Zoë", "url": "did:web:x.example"}]


def test_errors_say_where_and_the_other_rows_are_read():
    data = b'name,kind\nA,x\n,x\n\n"bro\nken",x\nB\n' + b"C" * 10_001 + b",x\nD,x,extra\n"
    content = read_csv(data, required=["name"], optional=["kind", "absent"])
    assert [(row.line, row.values["name"]) for row in content.rows] == [
        (2, "A"),
        (7, "B"),
        (9, "D"),
    ]
    assert content.rows[1].values == {"name": "B", "kind": ""}
    assert content.errors == [
        CsvError(3, "Fill in name."),
        CsvError(5, "This row has characters that are not text, such as line breaks."),
        CsvError(8, "A cell of this row is too long."),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "missing_columns"),
        (b"\n\n", "missing_columns"),
        (b"title\nA\n", "missing_columns"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_text"),
        (b"PK\x03\x04\x00\x00", "not_text"),
        (b"\xff\xfea", "not_text"),
        (b'name\n"never closed\n', "bad_quoting"),
        (b'name\n"a"b\n', "bad_quoting"),
        (b"name\n" + b"a\n" * 10_001, "too_many_rows"),
        (b"name\n" + b"a" * 6_000_000, "too_large"),
        (b"name\n" + b"a" * 200_000, "bad_quoting"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(data, code):
    with pytest.raises(CsvRefused) as raised:
        read_csv(data, required=["name"])
    assert raised.value.code == code
    assert raised.value.message.endswith(".")


def test_a_million_columns_cost_little():
    data = b"name" + b"," * 1_000_000 + b"\nA\n"
    tracemalloc.start()
    content = read_csv(data, required=["name"])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert content.rows[0].values == {"name": "A"}
    assert peak < 100_000_000
