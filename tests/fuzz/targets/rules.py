"""Rules that strangers publish: contexts of extensions of badges, and JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from passports.standards import strict_json
from passports.standards.schema_child import goes_round
from passports.standards.types import Verdict
from tests.fuzz.mutation import mutate_json
from tests.fuzz.oracle import require, whole
from tests.fuzz.targets.target import Target
from tests.standards.formats import badge_world as badges
from tests.standards.formats import test_badge_extensions as extensions
from tests.standards.making import Documents, check
from tests.standards.test_schema import ONWARD, ROUND, SCHEMA


def _dump(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def context_seeds() -> dict[str, bytes]:
    several = extensions.context()
    several["validation"] += extensions.context(named="extensions:Other")["validation"]
    return {
        "plain.json": _dump(extensions.context()),
        "prefixed.json": _dump(extensions.context("obi:")),
        "several.json": _dump(several),
    }


def _extension() -> Callable[[bytes], None]:
    """A context of an extension lifts nothing. No schema answers, so that none is run here."""
    node = {"@context": extensions.CONTEXT_URL, "type": ["Extension", extensions.NAME]}
    data = badges.assertion(**{extensions.NAME: node})
    elsewhere = f"{badges.HOST}/a/2.json"

    def run(content: bytes) -> None:
        served = {extensions.CONTEXT_URL: content, badges.ISSUER: badges.issuer(),
                  badges.BADGE: badges.badge_class()}  # fmt: skip
        whole(check(data, Documents(served | {data["id"]: data}, transient=False)))
        report = check(data, Documents(served | {data["id"]: {**data, "id": elsewhere}}))
        require(report.verdict is not Verdict.VERIFIED, "another badge was believed")

    return run


def schema_seeds() -> dict[str, bytes]:
    found = {f"round-{number}": each for number, each in enumerate(ROUND.values())}
    found |= {f"onward-{number}": each for number, each in enumerate(ONWARD.values())}
    return {f"{name}.json": _dump(each) for name, each in {"plain": SCHEMA, **found}.items()}


def _schema() -> Callable[[bytes], None]:
    """Whether a schema goes round is told of every schema, whatever stands beside it."""

    def run(content: bytes) -> None:
        try:
            schema = strict_json.loads(content)
        except strict_json.BadJson:
            return
        try:
            answer = goes_round(schema)
        except ValueError:
            # A reference that is no URL: the program around it says so.
            return
        if answer and isinstance(schema, dict) and "$id" not in schema:
            require(goes_round({**schema, "title": "another"}), "a title changed the answer")

    return run


TARGETS = (
    Target("extension", _extension, context_seeds, mutate_json),
    Target("schema", _schema, schema_seeds, mutate_json),
)
