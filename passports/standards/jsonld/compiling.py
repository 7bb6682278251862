"""Making a plan: the complete processor reads a document whose values are place holders.

What it does with a value depends on the value in few ways: is it an absolute IRI, is it a name,
must it be escaped? These are checked in each document, so that the statements found here with
place holders are those of every document of the shape. A value whose part is not understood
completely leaves the shape without a plan.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from passports.standards.hints import Any, Final
from passports.standards.jsonld.active import ActiveContext, ContextSet
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.expansion import Expander
from passports.standards.jsonld.iris import KEYWORDS, is_absolute, is_well_formed
from passports.standards.jsonld.keywords import KeywordReader
from passports.standards.jsonld.numbers import number_literal
from passports.standards.jsonld.plans import Plan
from passports.standards.jsonld.rdf import QuadWriter
from passports.standards.jsonld.shapes import with_values
from passports.standards.jsonld.templates import TemplateWriter, facts_of
from passports.standards.jsonld.values import SafeMode
from passports.standards.types import Limits

IRI: Final = "iri"
NAME: Final = "name"
LITERAL: Final = "literal"
NUMBER: Final = "number"

# Nobody can write a document that holds one of ours.
_HOLDER: Final = f"slot{os.urandom(8).hex()}"
_FIRST_NUMBER: Final = 7_000_000_000_000


class _NoPlan(Exception):
    """A value plays a part that plans do not know."""


class Recorder(Expander):
    """Expands a document of place holders and notes what each of them turns out to be."""

    def __init__(self, contexts: ContextSet, holders: Mapping[Any, int]) -> None:
        super().__init__(contexts, None, safe=True)
        self._keywords = _KeywordRecorder(self, self._safe)
        self._holders = holders
        self.parts: dict[int, str] = {}
        self.names: dict[int, Mapping[str, str]] = {}
        self.datatypes: dict[int, str | None] = {}
        self.prefixes: set[str] = set()
        self._known_names: dict[ActiveContext, Mapping[str, str]] = {}

    def plain(self, active: ActiveContext, active_property: str, element: Any) -> dict[str, Any]:
        result = super().plain(active, active_property, element)
        place = self.place_of(element)
        if place is None:
            return result
        definition = active.terms.get(active_property)
        kind = None if definition is None else definition.type
        if isinstance(element, int):
            self.note(place, NUMBER)
            self.datatypes[place] = result.get("@type")
        elif kind == "@vocab":
            self.note(place, NAME)
            self.names[place] = self._names_in(active)
        elif kind == "@id":
            self.note_iri(place, active)
        else:
            self.note(place, LITERAL)
        return result

    def place_of(self, value: Any) -> int | None:
        """Which place holder this is, if any."""
        return self._holders.get(value) if type(value) in (str, int) else None

    def note(self, place: int, part: str) -> None:
        if place in self.parts:
            raise _NoPlan
        self.parts[place] = part

    def note_iri(self, place: int, active: ActiveContext) -> None:
        self.note(place, IRI)
        for name, definition in active.terms.items():
            if definition.prefix and definition.iri is not None:
                self.prefixes.add(name)
            if ":" in name and definition.iri in KEYWORDS:
                raise _NoPlan

    def _names_in(self, active: ActiveContext) -> Mapping[str, str]:
        known = self._known_names.get(active)
        if known is None:
            known = self._known_names[active] = {
                name: f"<{definition.iri}>"
                for name, definition in active.terms.items()
                if definition.iri is not None
                and not name.startswith("@")
                and is_well_formed(definition.iri)
                and is_absolute(definition.iri)
            }
        return known


class _KeywordRecorder(KeywordReader):
    def __init__(self, recorder: Recorder, safe: SafeMode) -> None:
        super().__init__(recorder, safe)
        self._recorder = recorder

    def read(
        self,
        active: ActiveContext,
        outer: ActiveContext,
        active_property: str | None,
        keyword: str,
        value: Any,
        result: dict[str, Any],
        input_type: str | None,
    ) -> None:
        place = self._recorder.place_of(value)
        if place is not None:
            if keyword == "@id":
                self._recorder.note_iri(place, active)
            elif keyword == "@value" and isinstance(value, str):
                self._recorder.note(place, LITERAL)
        super().read(active, outer, active_property, keyword, value, result, input_type)


def make_plan(
    document: Any, values: list[Any], *, contexts: ContextSet, limits: Limits
) -> Plan | None:
    """The plan for documents of the shape of `document`; None where there cannot be one.

    `values` are those of `document`, as `shape_of` gives them.
    """
    stand_ins: list[Any] = [
        f"{_HOLDER}:{place}:" if isinstance(value, str) else _FIRST_NUMBER + place
        for place, value in enumerate(values)
    ]
    holders = {stand_in: place for place, stand_in in enumerate(stand_ins)}
    sample = with_values(document, stand_ins)
    recorder = Recorder(contexts, holders)
    try:
        expanded = recorder.run(sample)
        quads = QuadWriter(safe=True, limits=limits).run(expanded)
        if len(recorder.parts) != len(values) or not quads:
            return None
        terms = _terms(stand_ins, recorder)
        written = TemplateWriter(quads, terms, f"{_HOLDER}:", len(values))
        facts = facts_of(sample, expanded, quads, holders)
    except (JsonLdError, _NoPlan):
        return None
    if facts is None or not written.is_complete:
        return None
    return Plan(
        facts,
        texts=_with_part(recorder, LITERAL),
        iris=_with_part(recorder, IRI),
        names=recorder.names,
        numbers=recorder.datatypes,
        prefixes=frozenset(recorder.prefixes),
        lines=written.lines,
        nodes=written.nodes,
        unordered=written.unordered,
        blanks=len(written.blanks),
    )


def _with_part(recorder: Recorder, part: str) -> list[int]:
    return sorted(place for place, found in recorder.parts.items() if found == part)


def _terms(stand_ins: list[Any], recorder: Recorder) -> dict[str, tuple[int, str]]:
    """How each value is written in a statement: its place, and the text around it with `%s`."""
    terms: dict[str, tuple[int, str]] = {}
    for place, part in recorder.parts.items():
        stand_in = stand_ins[place]
        if part == IRI:
            terms[f"<{stand_in}>"] = place, "<%s>"
        elif part == NAME:
            terms[f"<{stand_in}>"] = place, "%s"
        elif part == NUMBER:
            terms[number_literal(stand_in, recorder.datatypes[place])] = place, "%s"
        else:
            terms[f'"{stand_in}"'] = place, '"%s"'
    return terms
