"""The list of codes holds every code that the package can emit."""

import ast
import re
from pathlib import Path

import pytest

import passports.standards
from passports.standards.codes import CODES

ROOT = Path(passports.standards.__file__).parent
MAKERS = {
    "passed",
    "failed",
    "could_not",
    "not_applicable",
    "NotACredential",
    "BadToken",
    "BadJson",
    "BadKey",
    "CannotResolve",
    "Problem",
    "JsonLdError",
}


def written_codes() -> dict[str, str]:
    """Every literal code in the source, with its file."""
    found = {}
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in MAKERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found[first.value.replace("@", "").replace("-", "_")] = f"{file.name}:{node.lineno}"
    return found


def test_every_code_in_the_source_is_listed() -> None:
    found = written_codes()
    assert len(found) > 80
    assert {code: place for code, place in found.items() if code not in CODES} == {}


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_a_word_and_its_line_a_sentence(code: str) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", code)
    assert CODES[code].endswith(".")
