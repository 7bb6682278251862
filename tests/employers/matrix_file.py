"""tests/employers/matrix.csv, read. No product code reads it, and nothing writes it but people.

A line speaks of every combination of its worlds, states, deeds and actors. `becomes` is the state
afterwards, `=` the same, `gone` no row. `audit` are the deeds of the audit rows that it adds,
`told` is who is notified of what, and which mails are on their way to people without an account.
`login` is a redirect to a page where one signs in; any other status is a number.
"""

import csv
from pathlib import Path
from typing import NamedTuple

PLACE = Path(__file__).with_name("matrix.csv")


class Cell(NamedTuple):
    """What is done by whom to what."""

    object: str
    world: str
    state: str
    deed: str
    actor: str


class Expected(NamedTuple):
    status: str
    becomes: str
    audit: tuple[str, ...]
    told: tuple[str, ...]


def read_matrix() -> tuple[dict[Cell, Expected], list[Cell]]:
    """Every cell with what is expected, and the cells that two lines speak of."""
    cells: dict[Cell, Expected] = {}
    twice: list[Cell] = []
    with PLACE.open(newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            expected = Expected(
                line["status"],
                line["becomes"],
                tuple(sorted(line["audit"].split())),
                tuple(sorted(line["told"].split())),
            )
            for cell in _cells_of(line):
                if cell in cells:
                    twice.append(cell)
                cells[cell] = expected
    return cells, twice


def _cells_of(line: dict[str, str]) -> list[Cell]:
    return [
        Cell(line["object"], world, state, deed, actor)
        for world in line["world"].split()
        for state in line["states"].split()
        for deed in line["deed"].split()
        for actor in line["actors"].split()
    ]
