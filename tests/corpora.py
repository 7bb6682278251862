"""The real credentials made by others, where the environment says that they are.

`CREDENTIAL_CORPORA` names their folder. Nothing of it is copied into the repository; without it
the tests that need it say that they were not exercised.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from passports.standards.types import Fetched, FetchFailed

NOT_EXERCISED = "not exercised: CREDENTIAL_CORPORA is not set"

Row = Mapping[str, Any]


def corpora_path() -> Path | None:
    """The folder of the corpora, or None."""
    value = os.environ.get("CREDENTIAL_CORPORA")
    if not value:
        return None
    path = Path(value)
    if not (path / "manifest.jsonl").is_file():
        raise RuntimeError(f"CREDENTIAL_CORPORA names {path}, which has no manifest.jsonl")
    return path


requires_corpora = pytest.mark.skipif(corpora_path() is None, reason=NOT_EXERCISED)


def folder() -> Path:
    """The folder of the corpora; skips the test without one."""
    path = corpora_path()
    if path is None:
        pytest.skip(NOT_EXERCISED)
    return path


@cache
def _rows() -> tuple[Row, ...]:
    path = corpora_path()
    if path is None:
        return ()
    with (path / "manifest.jsonl").open(encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


def rows(*groups: str, judge: str | None = None) -> list[Row]:
    """The cases of these groups (all without any), of one judge if given; none without corpora."""
    return [
        row
        for row in _rows()
        if (not groups or row["group"] in groups) and judge in (None, row["judge"])
    ]


def params(*groups: str, judge: str | None = None) -> list[Any]:
    """The same as parameters of a test, named by file; without corpora, one that is skipped."""
    found = [
        pytest.param(row, id=f"{row['group']}/{row['name']}") for row in rows(*groups, judge=judge)
    ]
    return found or [pytest.param(None, id="corpora", marks=pytest.mark.skip(NOT_EXERCISED))]


def content(row: Row) -> bytes:
    """The bytes of a case."""
    return (folder() / row["file"]).read_bytes()


def aux(row: Row, ending: str = "") -> bytes:
    """The bytes of the first companion file whose name ends so."""
    for name in row.get("aux", ()):
        if name.endswith(ending):
            return (folder() / name).read_bytes()
    raise LookupError(f"{row['name']} has no companion {ending}")


@cache
def _json(name: str) -> Any:
    return json.loads((folder() / name).read_bytes())


def original_context(url: str) -> bytes:
    """The published bytes of a context."""
    return (folder() / "contexts" / _json("contexts/index.json")[url]).read_bytes()


class KnownDids:
    """The `did:example` documents among the companions of a case, as a key store."""

    def __init__(self, row: Row | None) -> None:
        names = [name for name in (row or {}).get("aux", ()) if "/did-" in name]
        documents = [_json(name) for name in names]
        self._documents = {document["id"]: document for document in documents}

    def controller_document(self, identifier: str) -> Mapping[str, Any] | None:
        return self._documents.get(identifier)


class OfflineFetch:
    """A `Fetch` that answers from the network index, and nothing else.

    `row` is the case under test: where it says so, it is served itself at its own address.
    `asked` lists the URLs that were wanted.
    """

    def __init__(self, row: Row | None = None, *, now: datetime | None = None) -> None:
        self._row = row
        self._now = now or datetime(2026, 11, 23, tzinfo=UTC)
        self.asked: list[str] = []

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        if self._row is not None and self._row.get("serve_self_at") == url:
            return self._answer(url, content(self._row))
        name = _json("cases/network/index.json").get(url)
        if name is None:
            raise FetchFailed("unreachable", url, "not in the network index", transient=True)
        return self._answer(url, (folder() / "cases" / "network" / name).read_bytes())

    def _answer(self, url: str, body: bytes) -> Fetched:
        return Fetched(url=url, body=body, media_type="application/json", fetched_at=self._now)
