"""From the values of a document straight to its canonical form, by a plan for its shape.

A plan is made by `compiling.py`, which runs the complete processor once. It knows each statement up
to the values in it, so that only these have to be checked, written and sorted. Whatever a plan
cannot say for certain it does not say: then the complete processor reads the document. No plan
holds a value of a document; their number and size are bounded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from passports.standards.frozen import frozen
from passports.standards.hints import Any, Final
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.nquads import escape
from passports.standards.jsonld.numbers import number_literal
from passports.standards.pattern import pattern

_NOT_PLAIN: Final = pattern('[\\x00-\\x1f\\x7f"\\\\\ud800-\udfff]')
_SURROGATE: Final = pattern("[\ud800-\udfff]")
# As `is_absolute` and `is_well_formed` together; `#` once.
_IN_IRI: Final = r'[^\s\x00-\x20<>"{}|^`\\\ud800-\udfff#]*+'
_IN_ASCII_IRI: Final = r"[!$-;=?-\[\]_a-z~\x7f]*+"
# These characters, and what ends each IRI.
_OF_ASCII_IRIS: Final = bytes(
    b"!=]_~\x7f\n" + bytes([*range(0x24, 0x3C), *range(0x3F, 0x5C), *range(0x61, 0x7B)])
)
_LABELS: Final = tuple(f"_:c14n{number}" for number in range(2_000))
_HASHES: Final[Mapping[str, Callable[[bytes], Any]]] = {
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
}


@frozen
class Template:
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


@frozen
class Facts:
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


class IriPattern:
    """What IRIs, each with a line feed, must match. None has only a scheme.

    An IRI that begins with one of the `prefixes` would be expanded, so it must not match.
    """

    __slots__ = ("_any", "_ascii", "_heads")

    def __init__(self, prefixes: frozenset[str]) -> None:
        names = "|".join(re.escape(name) for name in sorted(prefixes))
        refused = f"(?!(?:{names}):(?!//))" if names else ""
        head = rf"(?:{refused}[A-Za-z][A-Za-z0-9+.\-]*+:(?!\n)"
        self._heads = re.compile(rf"{head}[^\n]*+\n)*+")
        self._ascii = re.compile(rf"{head}{_IN_ASCII_IRI}(?:#{_IN_ASCII_IRI})?+\n)*+")
        self._any = re.compile(rf"{head}{_IN_IRI}(?:#{_IN_IRI})?+\n)*+")

    def fits(self, joined: str) -> bool:
        """Whether `joined` is IRIs only, each with a line feed behind it."""
        if not joined.isascii():
            pattern = self._any
        elif joined.encode().translate(None, _OF_ASCII_IRIS):
            pattern = self._ascii
        else:
            pattern = self._heads
        return pattern.fullmatch(joined) is not None


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
        # Which values are IRIs, and with what none of these may begin.
        self.iris, self.prefixes = tuple(iris), prefixes
        self._texts = tuple(texts)
        self._names, self._numbers = tuple(names.items()), tuple(numbers.items())
        self._iri_pattern = IriPattern(prefixes)
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
        return any(values[place] == identifier for place in self.iris if place != top)

    def canonical(
        self, values: Sequence[Any], hash_name: str, *, checked: bool = False
    ) -> str | None:
        """The canonical N-Quads of the document with these values; None if that is uncertain.

        `checked` says that the IRIs fit `IriPattern(prefixes)` and no text needs an escape.
        """
        terms = list(values) if checked else self._checked(values)
        if terms is None or hash_name not in _HASHES or not self._name(terms):
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

    def _checked(self, values: Sequence[Any]) -> list[Any] | None:
        """The values with IRIs looked at and texts escaped."""
        terms = list(values)
        iris = [values[place] for place in self.iris]
        iris.append("")
        joined = "\n".join(iris)
        if joined.count("\n") != len(self.iris) or not self._iri_pattern.fits(joined):
            return None
        texts = [values[place] for place in self._texts]
        joined = "".join(texts)
        if _NOT_PLAIN.search(joined) is not None:
            if _SURROGATE.search(joined) is not None:
                return None
            for place in self._texts:
                terms[place] = escape(values[place])
        return terms

    def _name(self, terms: list[Any]) -> bool:
        """Writes names and numbers as N-Quads has them; False for one that is not known."""
        for place, meanings in self._names:
            meaning = meanings.get(terms[place])
            if meaning is None:
                return False
            terms[place] = meaning
        for place, datatype in self._numbers:
            try:
                terms[place] = number_literal(terms[place], datatype)
            except JsonLdError:
                return False
        return True

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
