"""Statements with places for values and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from passports.standards.hints import Any
from passports.standards.jsonld.nquads import Quad, line
from passports.standards.jsonld.plans import Facts, Template

# A term as it is written: text with at most one `%s`, and what goes into it (-1: nothing).
_Written = tuple[str, int]


class TemplateWriter:
    """Writes the statements of a sample document as templates.

    `terms` says of each place holder how it is written; `mark` begins every place holder; `count`
    is the number of values, after which the labels of the blank nodes are counted.
    """

    def __init__(
        self, quads: Sequence[Quad], terms: Mapping[str, tuple[int, str]], mark: str, count: int
    ) -> None:
        self._terms, self._mark = terms, mark
        self._used: set[int] = set()
        self._clean = True
        of_blank: dict[str, list[Quad]] = {}
        for quad in quads:
            for node in {quad.subject, quad.object, quad.graph}:
                if node.startswith("_:"):
                    of_blank.setdefault(node, []).append(quad)
        self.blanks = {node: count + number for number, node in enumerate(of_blank)}
        self.unordered: list[int] = []
        self.lines = _joined([self._line(quad, None) for quad in quads], "\n")
        nodes = []
        for number, (node, about) in enumerate(of_blank.items()):
            # Lines that begin differently before their first value are in order for good.
            written = sorted((self._line(quad, node) for quad in about), key=_head)
            heads = [_head(item) for item in written]
            if any(later.startswith(earlier) for earlier, later in pairwise(heads)):
                self.unordered.append(number)
            nodes.append(_joined([(text + "\n", places) for text, places in written], ""))
        self.nodes = _joined([(node.text, node.places) for node in nodes], "\0")
        self.is_complete = self._clean and len(self._used) == count

    def _line(self, quad: Quad, node: str | None) -> tuple[str, tuple[int, ...]]:
        written = [self._term(term, node) for term in quad]
        text = line(Quad(*(part for part, _ in written))).removesuffix("\n")
        return text, tuple(place for _, place in written if place >= 0)

    def _term(self, term: str, node: str | None) -> _Written:
        if term.startswith("_:"):
            if node is None:
                return "%s", self.blanks[term]
            return ("_:a" if term == node else "_:z"), -1
        found = self._terms.get(term)
        suffix = ""
        if found is None and term.startswith(f'"{self._mark}'):
            # Place holders have no quotation marks: what follows the second is type or language.
            end = term.index('"', 1) + 1
            found, suffix = self._terms.get(term[:end]), _escaped(term[end:])
        if found is not None and self._mark not in suffix:
            place, text = found
            self._used.add(place)
            return text + suffix, place
        if self._mark in term:
            self._clean = False
        return _escaped(term), -1


def _escaped(text: str) -> str:
    return text.replace("%", "%%")


def _head(written: tuple[str, tuple[int, ...]]) -> str:
    """What stands before the first value, as it will be written."""
    text = written[0]
    position = 0
    while (position := text.find("%", position)) >= 0 and text[position + 1] == "%":
        position += 2
    return (text if position < 0 else text[:position]).replace("%%", "%")


def _joined(parts: Sequence[tuple[str, tuple[int, ...]]], between: str) -> Template:
    return Template(
        between.join(text for text, _ in parts),
        tuple(place for _, places in parts for place in places),
    )


def facts_of(
    sample: Any, expanded: list[Any], quads: Sequence[Quad], holders: Mapping[Any, int]
) -> Facts | None:
    """What can be said about every document of the shape of `sample`.

    None if a node has an identifier that is no value: the key of a map, say.
    """
    top = None
    one_node = len(expanded) == 1 and isinstance(expanded[0], dict)
    if one_node and "@id" in expanded[0]:
        top = holders.get(expanded[0]["@id"])
    stack: list[Any] = list(expanded)
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            if "@id" in item and len(item) > 1 and item["@id"] not in holders:
                return None
            stack.extend(item.values())
    return _with_keys(sample, quads, one_node, top)


def _with_keys(sample: Any, quads: Sequence[Quad], one_node: bool, top: int | None) -> Facts:
    keys: set[str] = set()
    deepest = members = contexts = 0
    stack = [(sample, 1)]
    while stack:
        item, depth = stack.pop()
        members += 1
        if isinstance(item, dict):
            keys.update(item)
            value = item.get("@context", [])
            contexts += len(value) if isinstance(value, list) else 1
            below = [child for name, child in item.items() if name != "@context"]
            deepest = max(deepest, depth + ("@context" in item))
        elif isinstance(item, list):
            below = item
        else:
            continue
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in below)
    return Facts(
        depth=deepest,
        quads=len(quads),
        members=members,
        contexts=contexts,
        keys=frozenset(keys),
        one_node=one_node,
        top=top,
        repeats=_may_repeat(quads),
    )


def _may_repeat(quads: Sequence[Quad]) -> bool:
    """Can two statements that touch a blank node become equal by their values?"""
    seen: set[tuple[str, str, str]] = set()
    for quad in quads:
        if quad.graph:
            return True
        if quad.subject.startswith("_:"):
            key = (quad.subject, quad.predicate, quad.graph)
            if key in seen:
                return True
            seen.add(key)
    return False
