"""The W3C suites: our result is the expected one, or a refusal; never another one.

https://w3c.github.io/json-ld-api/tests/, https://w3c.github.io/rdf-canon/tests/
The table at the end of these tests counts right, unsupported and wrong by group.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from passports.standards.jsonld import (
    ContextTable,
    JsonLdError,
    canonicalize_nquads,
    expand,
    to_nquads,
)
from passports.standards.jsonld.canonical import canonical_labels
from passports.standards.jsonld.iris import resolve
from passports.standards.jsonld.nquads import line, parse
from passports.standards.types import DEFAULT_LIMITS
from tests import corpora
from tests.standards.jsonld.comparing import same_dataset, same_expansion

# Refusals that say what is missing here, not what is bad in the document.
UNSUPPORTED = ("unsupported_", "too_", "context_overflow")
JSON_LD_GROUPS = ("w3c-jsonld-expand", "w3c-jsonld-tordf")

TALLY: Counter[tuple[str, str]] = Counter()


@pytest.fixture(scope="module", autouse=True)
def tally(request: pytest.FixtureRequest) -> Iterator[None]:
    """Say what became of each group, whatever pytest captures."""
    yield
    rows = [f"{'group':<20}{'right':>8}{'unsupported':>13}{'wrong':>8}"]
    for group in sorted({group for group, _ in TALLY}):
        counts = [TALLY[group, word] for word in ("right", "unsupported", "wrong")]
        rows.append(f"{group:<20}{counts[0]:>8}{counts[1]:>13}{counts[2]:>8}")
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\n" + "\n".join(rows) if len(rows) > 1 else "")


def _is_not_offered(row: corpora.Row) -> bool:
    """JSON-LD 1.0, which 1.1 reads otherwise by design, and base directions in RDF."""
    return "json-ld-1.0" in row["options"].values() or "rdfDirection" in row["options"]


def _contexts(row: corpora.Row) -> dict[str, ContextTable]:
    """The companion files of a case, at the addresses that it names them by."""
    tables = {}
    for name in row.get("aux", ()):
        short = name.rsplit("/", 1)[1]
        if short.endswith((".jsonld", ".json")):
            url = resolve(row["base"], short)
            try:
                scope = json.loads((corpora.folder() / name).read_bytes()).get("@context")
            except (ValueError, AttributeError):
                continue
            tables[url] = ContextTable(urls=(url,), sha256="", scope=scope)
    return tables


def _arguments(row: corpora.Row) -> dict[str, Any]:
    options = row["options"]
    arguments = {
        "contexts": _contexts(row),
        "base": options.get("base", row["base"]),
        "safe": False,
    }
    if "expandContext" in options:
        name = options["expandContext"].rsplit("/", 1)[1]
        arguments["expand_context"] = json.loads(corpora.aux(row, name))["@context"]
    return arguments


def _judge(row: corpora.Row, word: str, detail: str) -> None:
    TALLY[row["group"], word] += 1
    if word == "wrong":
        pytest.fail(detail, pytrace=False)


@pytest.mark.parametrize("row", corpora.params(*JSON_LD_GROUPS))
def test_json_ld(row: corpora.Row) -> None:
    if _is_not_offered(row):
        _judge(row, "unsupported", "")
        return
    document = json.loads(corpora.content(row))
    result: Any = None
    try:
        if row["group"] == "w3c-jsonld-expand":
            result = expand(document, **_arguments(row))
        else:
            result = to_nquads(document, **_arguments(row))
    except JsonLdError as error:
        if error.code.startswith(UNSUPPORTED):
            _judge(row, "unsupported", "")
        elif error.code.replace("_", " ") == (row["expect_error"] or "").lower():
            _judge(row, "right", "")
        else:
            _judge(row, "wrong", f"refused: {error}")
        return
    if row["expect_error"] is not None:
        _judge(row, "wrong", f"accepted, but expected: {row['expect_error']}")
    elif "jld:PositiveSyntaxTest" in row["test_type"]:
        _judge(row, "right", "")
    elif row["group"] == "w3c-jsonld-expand":
        expected = json.loads(corpora.aux(row, "-out.jsonld"))
        same = same_expansion(result, expected)
        _judge(row, "right" if same else "wrong", json.dumps(result, indent=1))
    else:
        text = "".join(sorted(map(line, result)))
        same = same_dataset(text, corpora.aux(row, "-out.nq").decode())
        _judge(row, "right" if same else "wrong", text)


@pytest.mark.parametrize("row", corpora.params(*JSON_LD_GROUPS))
def test_safe_mode_only_refuses_more(row: corpora.Row) -> None:
    """Whatever safe mode lets through is what the algorithm gives without it."""
    document = json.loads(corpora.content(row))
    arguments = _arguments(row)
    run = expand if row["group"] == "w3c-jsonld-expand" else to_nquads
    try:
        loose = run(document, **arguments)
    except JsonLdError:
        with pytest.raises(JsonLdError):
            run(document, **(arguments | {"safe": True}))
        return
    with contextlib.suppress(JsonLdError):
        assert run(document, **(arguments | {"safe": True})) == loose


@pytest.mark.parametrize("row", corpora.params("w3c-rdf-canon"))
def test_rdf_canon(row: corpora.Row) -> None:
    hash_name = row["hash_algorithm"].lower().replace("-", "")
    text = corpora.content(row).decode()
    negative = row["kind"] == "rdfc10-negative"
    try:
        result = canonicalize_nquads(text, hash_name=hash_name)
    except JsonLdError as error:
        if not error.code.startswith(UNSUPPORTED):
            _judge(row, "wrong", f"refused: {error}")
        _judge(row, "right" if negative else "unsupported", "")
        return
    if negative:
        _judge(row, "wrong", "a poison graph was canonicalized")
    elif row["kind"] == "rdfc10-map":
        _judge(row, *_judge_map(row, text, hash_name))
    else:
        expected = corpora.aux(row, ".nq").decode()
        _judge(row, "right" if result == expected else "wrong", result)


def _judge_map(row: corpora.Row, text: str, hash_name: str) -> tuple[str, str]:
    _, labels = canonical_labels(parse(text), hash_name=hash_name, limits=DEFAULT_LIMITS)
    found = {old.removeprefix("_:"): new.removeprefix("_:") for old, new in labels.items()}
    expected = json.loads(corpora.aux(row, ".json"))
    return ("right" if found == expected else "wrong", json.dumps(found))
