"""From the values of a document straight to its canonical form, by a plan for its shape.

A plan is made by `compiling.py`, which runs the complete processor once. It knows each statement up
to the values in it, so that only these have to be checked, written and sorted. Whatever a plan
cannot say for certain it does not say: then the complete processor reads the document. No plan
holds a value of a document; their number and size are bounded.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.nquads import escape
from passports.standards.jsonld.numbers import number_literal
from passports.standards.jsonld.shapes import MOST_CHARACTERS, Shape

_MOST_PLANS: Final = 400
_MOST_CHARACTERS_KEPT: Final = 16_000_000
_MOST_SEEN: Final = 4_000
_NOT_PLAIN: Final = re.compile('[\\x00-\\x1f\\x7f"\\\\\ud800-\udfff]')
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# As `is_absolute` and `is_well_formed` together; `#` once.
_IN_IRI: Final = r'[^\s\x00-\x20<>"{}|^`\\\ud800-\udfff#]*+'
_IN_ASCII_IRI: Final = r"[!$-;=?-\[\]_a-z~\x7f]*+"
_LABELS: Final = tuple(f"_:c14n{number}" for number in range(2_000))
_HASHES: Final[Mapping[str, Callable[[bytes], Any]]] = {
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
}


class Template(NamedTuple):
    """Text with places, and which of the values and labels go into them."""

    text: str
    places: tuple[int, ...]

    def filler(self) -> Callable[[Sequence[Any]], str]:
        """The function from values and labels to the text."""
        text = self.text
        if not self.places:
            fixed = text % ()
            return lambda _: fixed
        choose = itemgetter(*self.places)
        return lambda values: text % choose(values)


class Facts(NamedTuple):
    """What the compiler found out about a shape."""

    depth: int
    quads: int
    members: int
    contexts: int
    keys: frozenset[str]
    one_node: bool
    # The value that is the identifier of the outermost node, if it has one.
    top: int | None
    # May statements about one blank node turn out equal?
    repeats: bool


def iri_pattern(prefixes: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What IRIs, each with a line feed, must match: ASCII only, and any.

    An IRI that begins with one of the `prefixes` would be expanded, so it must not match.
    """
    names = "|".join(re.escape(name) for name in sorted(prefixes))
    refused = f"(?!(?:{names}):(?!//))" if names else ""
    head = rf"(?:{refused}[A-Za-z][A-Za-z0-9+.\-]*+:"
    return (
        re.compile(rf"{head}{_IN_ASCII_IRI}(?:#{_IN_ASCII_IRI})?+\n)*+"),
        re.compile(rf"{head}{_IN_IRI}(?:#{_IN_IRI})?+\n)*+"),
    )


class Plan:
    """How documents of one shape are written."""

    def __init__(
        self,
        facts: Facts,
        *,
        texts: Sequence[int],
        iris: Sequence[int],
        names: Mapping[int, Mapping[str, str]],
        numbers: Mapping[int, str | None],
        prefixes: frozenset[str],
        lines: Template,
        nodes: Template,
        unordered: Sequence[int],
        blanks: int,
    ) -> None:
        self.facts = facts
        self._texts, self._iris = tuple(texts), tuple(iris)
        self._names, self._numbers = dict(names), dict(numbers)
        self._ascii_iri, self._any_iri = iri_pattern(prefixes)
        self._lines, self._nodes = lines.filler(), nodes.filler()
        self._unordered = tuple(unordered)
        self._blanks = blanks
        self.size = len(lines.text) + len(nodes.text)

    def has_repeated_top(self, values: Sequence[Any]) -> bool:
        """Might the outermost node stand somewhere else too?"""
        top = self.facts.top
        if top is None:
            return False
        identifier = values[top]
        return any(values[place] == identifier for place in self._iris if place != top)

    def canonical(self, values: Sequence[Any], hash_name: str) -> str | None:
        """The canonical N-Quads of the document with these values; None if that is uncertain."""
        terms = self._terms(values)
        if terms is None or hash_name not in _HASHES:
            return None
        if self._blanks:
            labels = self._label(terms, _HASHES[hash_name])
            if labels is None:
                return None
            terms += labels
        lines = self._lines(terms).split("\n")
        distinct = set(lines)
        if len(distinct) != len(lines) and self.facts.repeats:
            return None
        return "\n".join(sorted(distinct)) + "\n"

    def _terms(self, values: Sequence[Any]) -> list[Any] | None:
        """The values as they are written in N-Quads."""
        terms = list(values)
        iris = [values[place] for place in self._iris]
        iris.append("")
        joined = "\n".join(iris)
        pattern = self._ascii_iri if joined.isascii() else self._any_iri
        if joined.count("\n") != len(self._iris) or pattern.fullmatch(joined) is None:
            return None
        texts = [values[place] for place in self._texts]
        joined = "".join(texts)
        if _NOT_PLAIN.search(joined) is not None:
            if _SURROGATE.search(joined) is not None:
                return None
            for place in self._texts:
                terms[place] = escape(values[place])
        for place, meanings in self._names.items():
            meaning = meanings.get(values[place])
            if meaning is None:
                return None
            terms[place] = meaning
        for place, datatype in self._numbers.items():
            try:
                terms[place] = number_literal(values[place], datatype)
            except JsonLdError:
                return None
        return terms

    def _label(self, terms: list[Any], new_hash: Callable[[bytes], Any]) -> list[str] | None:
        """The canonical labels where no two blank nodes look alike.

        https://www.w3.org/TR/rdf-canon/#hash-1d-quads; alike ones need the complete algorithm.
        """
        about = self._nodes(terms).encode().split(b"\0")
        for node in self._unordered:
            about[node] = b"".join(sorted(about[node].splitlines(keepends=True)))
        digests = [new_hash(lines).digest() for lines in about]
        ranks = dict(zip(sorted(digests), _LABELS, strict=False))
        if len(ranks) != self._blanks:
            return None
        return [ranks[digest] for digest in digests]


class Plans:
    """The plans for one set of contexts. A shape gets one when it is seen for the second time."""

    def __init__(self) -> None:
        self._plans: OrderedDict[Shape, Plan | None] = OrderedDict()
        self._seen: dict[int, None] = {}
        self.characters = 0

    def __len__(self) -> int:
        return len(self._plans)

    def find(self, shape: Shape, make: Callable[[], Plan | None]) -> Plan | None:
        """The plan for `shape`, made if it is time for it; None if there is none."""
        try:
            plan = self._plans[shape]
            self._plans.move_to_end(shape)
            return plan
        except KeyError:
            pass
        mark = hash(shape)
        if mark not in self._seen:
            if len(self._seen) >= _MOST_SEEN:
                self._seen = {}
            self._seen[mark] = None
            return None
        size = sum(len(part) for part in shape if isinstance(part, str))
        if size > MOST_CHARACTERS:
            return None
        plan = make()
        self._keep(shape, plan, size)
        return plan

    def _keep(self, shape: Shape, plan: Plan | None, size: int) -> None:
        self._plans[shape] = plan
        self.characters += size + (0 if plan is None else plan.size)
        if self.characters > _MOST_CHARACTERS_KEPT:
            self._plans, self.characters = OrderedDict(), 0
        elif len(self._plans) > _MOST_PLANS:
            self._plans.popitem(last=False)
