"""Every shipped table says what the published context says.

With the corpora: the digest is that of the original, the facts are those of the original, and
documents that use every name in every scope expand as PyLD expands them with the original.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from passports.standards.frozen import replace
from passports.standards.jsonld import SHIPPED, ContextTable, JsonLdError, contexts, expand
from passports.standards.jsonld.active import ActiveContext, ContextSet
from passports.standards.jsonld.contexts import SHIPPED_TABLES
from passports.standards.jsonld.processing import ContextProcessor
from tests import corpora
from tests.standards.jsonld.comparing import same_expansion
from tests.standards.jsonld.oracle import BASE, pyld_expand

URLS = sorted(SHIPPED)
TABLES = sorted({table.urls[0] for table in SHIPPED.values()})
Steps = tuple[tuple[str, str], ...]

VALUES: tuple[Any, ...] = (
    "text",
    "urn:example:thing",
    "sub#path",
    7,
    1.5,
    True,
    None,
    ["a", "b", "a"],
    [["a"], []],
    {"@value": "x", "@language": "en"},
    {"@id": "urn:example:node"},
    {"urn:example:p": "x"},
    {"en": "one", "fr": ["deux"]},
    {"@list": ["a"]},
    {"@set": []},
)


@pytest.mark.parametrize("url", URLS)
def test_table_is_well_formed(url: str) -> None:
    table = SHIPPED[url]
    assert url in table.urls
    assert re.fullmatch(r"[0-9a-f]{64}", table.sha256)
    assert re.fullmatch(r"https://\S+", url)
    assert table.scope, "a table without facts"
    assert expand({"@context": url, "@id": "urn:a", "urn:p": "x"}) == [
        {"@id": "urn:a", "urn:p": [{"@value": "x"}]}
    ]


@pytest.mark.parametrize("url", sorted(SHIPPED))
def test_every_scope_inside_a_table_is_valid(url: str) -> None:
    """Verification trusts this, and reads only the scopes that a document uses."""
    processor = ContextProcessor(ContextSet(SHIPPED_TABLES), trusting=False)
    processor.process(ActiveContext(None, kept=True), url, base_url=None)


def test_a_table_with_a_scope_that_is_none_is_found() -> None:
    wrong = {"a": {"@id": "urn:example:a", "@context": {"b": {"@id": "@context"}}}}
    table = ContextTable(("urn:example:table",), "0" * 64, wrong)
    for trusting in (True, False):
        processor = ContextProcessor(ContextSet({table.urls[0]: table}), trusting=trusting)
        with pytest.raises(JsonLdError, match="invalid_scoped_context"):
            processor.process(ActiveContext(None, kept=True), table.urls[0], base_url=None)


def test_every_file_of_a_table_is_shipped() -> None:
    folder = Path(contexts.__file__).parent
    modules = {
        path.stem
        for path in folder.glob("*.py")
        if "TABLE = ContextTable(" in path.read_text(encoding="utf-8")
    }
    shipped = {id(SHIPPED[url]) for url in URLS}
    assert len(modules) == len(shipped)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d(\.\d+)?", SHIPPED.version)


# The groups whose credentials must be understood.
GROUPS = (
    "dcc-vc-test-fixtures",
    "dcc-verifier-core",
    "1edtech-ob3",
    "1edtech-clr2",
    "1edtech-spec-vectors",
    "jff-plugfest",
    "w3c-di-eddsa",
    "w3c-di-ecdsa",
    "w3c-vcdm1",
    "w3c-vcdm2",
)


@corpora.requires_corpora
def test_the_contexts_that_credentials_need_are_shipped() -> None:
    held = json.loads((corpora.folder() / "contexts" / "index.json").read_bytes())
    needed = {url for row in corpora.rows(*GROUPS) for url in row["needs_network"] if url in held}
    assert len(needed) > 15
    assert needed <= set(URLS)


@corpora.requires_corpora
@pytest.mark.parametrize("url", URLS)
def test_digest_and_facts_are_those_of_the_original(url: str) -> None:
    original = corpora.original_context(url)
    assert hashlib.sha256(original).hexdigest() == SHIPPED[url].sha256
    assert hashlib.sha384(original).hexdigest() == SHIPPED[url].sha384
    assert _normal(SHIPPED[url].scope) == _normal(json.loads(original)["@context"])


@corpora.requires_corpora
@pytest.mark.parametrize("url", TABLES)
class TestExpansionIsThatOfPyldWithTheOriginal:
    """Documents that use every name in every scope."""

    def test_names(self, url: str) -> None:
        used = 0
        for path, terms, outer in _scopes(_original(url)):
            for value in VALUES:
                nodes = [_inside(path, {name: value}) for name in terms]
                used += len(nodes)
                _compare_all(url, nodes)
            _compare_all(url, [_inside(path, {name: "text"}) for name in outer])
        assert used or not _terms(_original(url))

    def test_names_as_types_and_one_level_deeper(self, url: str) -> None:
        for path, terms, outer in _scopes(_original(url)):
            nodes = [
                _inside(path, {"@type": name, "urn:example:p": "x"})
                for name, meaning in terms.items()
                if not _clears(meaning)
            ]
            nodes += [_inside(path, {"urn:example:p": {name: "x"}}) for name in (*terms, *outer)]
            some = (*terms, *outer)[:5]
            nodes += [_inside(path, {name: {other: "x"}}) for name in terms for other in some]
            _compare_all(url, nodes)

    def test_redefinitions(self, url: str) -> None:
        for path, terms, _ in _scopes(_original(url)):
            for name in terms:
                for other in ({name: "urn:example:other"}, {name: None}):
                    inner = {"@context": other, name: "x"}
                    _compare({"@context": url, "@graph": [_inside(path, inner)]})
                    if not path:
                        _compare({"@context": [url, other], name: "x"})

    def test_repetition_and_removal(self, url: str) -> None:
        for context in ([url, url], [url, None], [url, {}], [{"x": "urn:example:x"}, url]):
            for path, terms, _ in _scopes(_original(url)):
                for name in tuple(terms)[:2]:
                    _compare({"@context": context, "@graph": [_inside(path, {name: "x"})]})
                    inner = {"@context": None, name: "x"}
                    _compare({"@context": context, "@graph": [_inside(path, inner)]})


def _original(url: str) -> Any:
    return json.loads(corpora.original_context(url))["@context"]


def _normal(scope: Any) -> Any:
    """A local context with every name written out: `"a"` and `{"@id": "a"}` mean the same, except
    that only the first can be a prefix."""
    if isinstance(scope, list | tuple):
        return [_normal(part) for part in scope]
    if not isinstance(scope, Mapping):
        return scope
    facts = {}
    for name, meaning in scope.items():
        if isinstance(meaning, Mapping):
            meaning = {
                key: _normal(value) if key == "@context" else value
                for key, value in meaning.items()
            }
            iri = meaning.get("@id")
            if set(meaning) == {"@id"} and iri is not None and iri[-1] not in ":/?#[]@":
                meaning = iri
        facts[name] = meaning
    return facts


def _terms(scope: Any) -> dict[str, Any]:
    """The names of a local context, with what each is."""
    terms: dict[str, Any] = {}
    for part in scope if isinstance(scope, list) else [scope]:
        if isinstance(part, Mapping):
            terms.update({name: m for name, m in part.items() if not name.startswith("@")})
    return terms


def _scopes(
    scope: Any, path: Steps = (), outer: tuple[str, ...] = ()
) -> Iterator[tuple[Steps, dict[str, Any], tuple[str, ...]]]:
    """Each scope below one: how it is reached, its names, and some names from around it."""
    terms = _terms(scope)
    yield path, terms, tuple(name for name in outer if name not in terms)
    around = (*terms, *outer)[:15]
    for name, meaning in terms.items():
        if isinstance(meaning, Mapping) and "@context" in meaning and len(path) < 4:
            for kind in ("property",) if _clears(meaning) else ("type", "property"):
                yield from _scopes(meaning["@context"], (*path, (kind, name)), around)


def _clears(meaning: Any) -> bool:
    """PyLD ignores a type whose scope is null. The specification refuses it where it would clear
    protected names, and so do we (see test_expansion.py); it is left out of the comparison."""
    return isinstance(meaning, Mapping) and meaning.get("@context", "") is None


def _inside(path: Steps, node: dict[str, Any]) -> dict[str, Any]:
    """A node that stands where the path leads: of a type, or below a property."""
    for kind, name in reversed(path):
        if kind == "property":
            node = {name: node}
        elif "@type" in node:
            node = {**node, "@type": [name, *_listed(node["@type"])]}
        else:
            node = {"@type": name, **node}
    return node


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _compare_all(url: str, nodes: list[dict[str, Any]]) -> None:
    """Many nodes in one document; halves of them where the whole is refused."""
    if not nodes:
        return
    whole = {"@context": url, "@graph": nodes}
    ours, theirs = _ours(whole), pyld_expand(whole)
    if len(nodes) == 1 or (ours is not None and theirs is not None):
        _check(whole, ours, theirs)
    else:
        middle = len(nodes) // 2
        _compare_all(url, nodes[:middle])
        _compare_all(url, nodes[middle:])


def _ours(document: Any) -> list[Any] | None:
    try:
        return expand(document, safe=False, base=BASE)
    except JsonLdError:
        return None


def _compare(document: Any) -> None:
    _check(document, _ours(document), pyld_expand(document))


def _check(document: Any, ours: list[Any] | None, theirs: list[Any] | None) -> None:
    if ours is None or theirs is None:
        assert ours is theirs, (json.dumps(document), ours, theirs)
    else:
        assert same_expansion(ours, theirs), json.dumps(document)


def test_a_table_that_says_something_else_is_noticed() -> None:
    """The comparisons above can fail."""
    one = ContextTable(urls=("https://a.example",), sha256="0" * 64, scope={"a": "urn:example:a"})
    other = replace(one, scope={"a": {"@id": "urn:example:a", "@type": "@id"}})
    assert _normal(one.scope) != _normal(other.scope)
    document = {"@context": "https://a.example", "a": "urn:example:b"}
    results = [expand(document, contexts={"https://a.example": t}) for t in (one, other)]
    assert not same_expansion(*results)
