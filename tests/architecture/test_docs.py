"""What the documentation points to exists, and what can be set is documented."""

import re
from pathlib import Path

import pytest

from tests.architecture.imports import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
# How settings read the environment.
NAME = re.compile(r"""(?:env\.\w+|required)\(\s*["']([A-Z][A-Z_]+)["']""")
# For developers, or described as a family.
ELSEWHERE = {"PORT", "PORTAL_ENV", "VERIFICATION_DOCUMENTS_INDEX"}


def links_of(page: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.S)
    return [link.partition("#")[0] for link in LINK.findall(text)]


def test_there_is_something_to_check():
    assert len(PAGES) > 10
    assert sum(len(links_of(page)) for page in PAGES) > 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_is_dead(page):
    relative = [link for link in links_of(page) if link and not re.match(r"[a-z]+:|/", link)]
    assert [link for link in relative if not (page.parent / link).exists()] == []


def test_the_index_names_every_page():
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link).resolve() for link in links_of(index) if link}
    docs = {page for page in (ROOT / "docs").rglob("*.md") if page != index}
    assert {page.name for page in docs - linked} == set(), "add a line to docs/README.md"


def test_every_setting_is_documented():
    read = {
        name
        for path in (ROOT / "portal" / "settings").glob("*.py")
        for name in NAME.findall(path.read_text())
    }
    assert "DATABASE_URL" in read
    text = (ROOT / "docs" / "deploying.md").read_text()
    missing = {name for name in read - ELSEWHERE if f"`{name}`" not in text}
    assert {name for name in missing if not name.startswith("WORK_")} == set()
    assert "`WORK_…_SECONDS`" in text


def test_files_that_pages_name_exist():
    """In backticks, from the root: `employers/actions/requests.py`, `employers/portals/`."""
    named = {
        (page.name, path)
        for page in PAGES
        for path in re.findall(
            r"`((?:portal|accounts|passports|employers|tests|benchmarks|templates|static)/[\w./-]+)`",
            page.read_text(),
        )
    }
    assert len(named) > 20
    # `name` stands for whatever somebody adds.
    named = {(page, path) for page, path in named if Path(path).stem != "name"}
    missing = {(page, path) for page, path in named if not (ROOT / path).exists()}
    assert missing == set(), "moved, or never there"


NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::([\w:]+))?`")


def test_every_test_that_a_page_names_is_there():
    named = {
        (page.name, *found) for page in PAGES for found in NAMED_TEST.findall(page.read_text())
    }
    assert len(named) > 60
    missing = []
    for page, path, name in named:
        file = ROOT / path
        text = file.read_text() if file.exists() else ""
        parts = name.split("::") if name else []
        if not text or not all(re.search(rf"(def|class) {part}\b", text) for part in parts):
            missing.append(f"{page}: {path}::{name}")
    assert not missing
