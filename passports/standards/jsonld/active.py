"""The names in force at one place of a document.

https://www.w3.org/TR/json-ld11-api/#context-processing-algorithms
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards.hints import Any, Final
from passports.standards.jsonld.contexts.table import ContextTable
from passports.standards.jsonld.iris import (
    KEYWORDS,
    has_keyword_form,
    is_absolute,
    resolve,
)
from passports.standards.jsonld.keeping import Plans
from passports.standards.lazy import LazyRegistry

UNSET: Final = object()

# Contexts that were worked out are kept for every tuple of published contexts that was seen;
# a sender of odd combinations must not fill the memory.
_KEPT_CONTEXTS: Final = 500


class TermDefinition:
    """What one name stands for."""

    __slots__ = (
        "base_url",
        "container",
        "context",
        "direction",
        "index",
        "iri",
        "language",
        "nest",
        "prefix",
        "protected",
        "published",
        "reverse",
        "type",
    )

    def __init__(self, *, protected: bool, base_url: str | None, published: bool) -> None:
        self.iri: str | None = None
        self.prefix = False
        self.protected = protected
        self.reverse = False
        self.base_url = base_url
        self.context: Any = UNSET
        self.container: frozenset[str] = frozenset()
        self.type: str | None = None
        self.language: Any = UNSET
        self.direction: Any = UNSET
        self.index: str | None = None
        self.nest: str | None = None
        self.published = published

    def same_meaning(self, other: TermDefinition) -> bool:
        """Equal apart from protection (a protected name may be repeated, not changed)."""
        return (
            self.iri == other.iri
            and self.prefix == other.prefix
            and self.reverse == other.reverse
            and _equal(self.context, other.context)
            and self.container == other.container
            and self.type == other.type
            and _equal(self.language, other.language)
            and _equal(self.direction, other.direction)
            and self.index == other.index
            and self.nest == other.nest
        )

    def same_shape(self, other: TermDefinition) -> bool:
        """Are values of the two read alike?"""
        return (
            self.reverse == other.reverse
            and self.container == other.container
            and self.type == other.type
            and self.index == other.index
            and _equal(self.language, other.language)
            and _equal(self.direction, other.direction)
        )


def _equal(one: Any, other: Any) -> bool:
    return one is other or bool(one == other)


class ActiveContext:
    """Names, base, vocabulary and defaults. Never changed once it is in use."""

    __slots__ = (
        "_published_iris",
        "base",
        "direction",
        "kept",
        "language",
        "memo",
        "original_base",
        "previous",
        "terms",
        "vocab",
    )

    def __init__(self, base: str | None, *, kept: bool) -> None:
        self.terms: dict[str, TermDefinition] = {}
        self.base = base
        self.original_base = base
        self.vocab: str | None = None
        self.language: str | None = None
        self.direction: str | None = None
        self.previous: ActiveContext | None = None
        # True when nothing in here came from a document, so that it may outlive the document.
        self.kept = kept
        self.memo: dict[Any, ActiveContext] = {}
        self._published_iris: frozenset[str] | None = None

    def copy(self) -> ActiveContext:
        """The same names, to be changed while a context is processed."""
        new = ActiveContext(self.original_base, kept=self.kept)
        new.terms = self.terms.copy()
        new.base = self.base
        new.vocab = self.vocab
        new.language = self.language
        new.direction = self.direction
        new.previous = self.previous
        return new

    def published_iris(self) -> frozenset[str]:
        """The IRIs of the names in force that shipped tables define."""
        if self._published_iris is None:
            self._published_iris = frozenset(
                d.iri for d in self.terms.values() if d.published and d.iri is not None
            )
        return self._published_iris

    def ends_at(self, element: Mapping[str, Any]) -> bool:
        """Does a context that does not propagate end at this element?"""
        expanded = [self.expand(key, vocab=True) for key in element]
        return "@value" not in expanded and expanded != ["@id"]

    def is_type_key(self, key: str) -> bool:
        """Is `key` the keyword `@type` or a name of it?"""
        return key == "@type" or (key != "@context" and self.expand(key, vocab=True) == "@type")

    def expand(self, value: str, *, vocab: bool = False, relative: bool = False) -> str | None:
        """IRI expansion of a string of the document.

        `vocab`: names and the vocabulary apply; `relative`: the base applies.
        https://www.w3.org/TR/json-ld11-api/#iri-expansion
        """
        if value in KEYWORDS:
            return value
        if value.startswith("@") and has_keyword_form(value):
            return None
        definition = self.terms.get(value)
        if definition is not None and (vocab or definition.iri in KEYWORDS):
            return definition.iri
        colon = value.find(":", 1)
        if colon > 0:
            prefix, suffix = value[:colon], value[colon + 1 :]
            if prefix == "_" or suffix.startswith("//"):
                return value
            definition = self.terms.get(prefix)
            if definition is not None and definition.prefix and definition.iri is not None:
                return definition.iri + suffix
            if is_absolute(value):
                return value
        if vocab and self.vocab is not None:
            return self.vocab + value
        if relative:
            return resolve(self.base, value)
        return value


class ContextSet(Mapping[str, ContextTable]):
    """A fixed set of published contexts, with what was worked out from them before.

    `version` names the set in reports. What is kept depends on the contexts alone, never on a
    document.
    """

    def __init__(self, tables: Mapping[str, ContextTable], *, version: str = "") -> None:
        # Tables of our own were proven when they were written; others come from anywhere.
        self.shipped = isinstance(tables, LazyRegistry)
        self._tables = tables if isinstance(tables, LazyRegistry) else dict(tables)
        self.version = version
        self._root = ActiveContext(None, kept=True)
        self._kept = 0
        self.plans = Plans()
        # What others worked out from these contexts, by names of their own.
        self.worked_out: dict[str, Any] = {}

    def __getitem__(self, url: str) -> ContextTable:
        return self._tables[url]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def root(self, base: str | None) -> ActiveContext:
        """The empty context in which a document begins."""
        return self._root if base is None else ActiveContext(base, kept=False)

    def count_kept(self) -> None:
        """One more context is kept; too many are all forgotten."""
        self._kept += 1
        if self._kept > _KEPT_CONTEXTS:
            self._kept = 0
            self._root = ActiveContext(None, kept=True)
