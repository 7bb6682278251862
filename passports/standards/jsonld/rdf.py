"""From an expanded document to quads.

https://www.w3.org/TR/json-ld11-api/#deserialize-json-ld-to-rdf-algorithm
"""

from __future__ import annotations

from passports.standards.hints import Any, Final
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.iris import is_well_formed
from passports.standards.jsonld.jcs import canonical_json
from passports.standards.jsonld.nquads import XSD_STRING, Quad, literal
from passports.standards.jsonld.numbers import number_literal
from passports.standards.jsonld.results import as_list
from passports.standards.jsonld.values import SafeMode
from passports.standards.types import Limits

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_I18N: Final = "https://www.w3.org/ns/i18n#"
_RDF_TYPE: Final = f"<{_RDF}type>"
_RDF_FIRST: Final = f"<{_RDF}first>"
_RDF_REST: Final = f"<{_RDF}rest>"
_RDF_NIL: Final = f"<{_RDF}nil>"


class QuadWriter:
    """Collects the quads of one expanded document, each once, in the order of the document."""

    def __init__(self, *, safe: bool, limits: Limits, i18n: bool = False) -> None:
        self._safe = SafeMode(safe)
        self._i18n = i18n
        self._most = limits.quads
        self._quads: dict[Quad, None] = {}
        self._labels: dict[str, str] = {}
        self._fresh = 0

    def run(self, expanded: list[Any]) -> list[Quad]:
        """The quads. Raises `JsonLdError`."""
        for node in expanded:
            self._node(node, "")
        return list(self._quads)

    def _add(
        self, subject: str | None, predicate: str, value: str | None, graph: str | None
    ) -> None:
        if subject is None or value is None or graph is None:
            return
        self._quads[Quad(subject, predicate, value, graph)] = None
        if len(self._quads) > self._most:
            raise JsonLdError("too_many_quads", f"more than {self._most}")

    def _node(self, node: dict[str, Any], graph: str | None) -> str | None:
        """Write the quads of a node and say by which term it is named."""
        identifier = node.get("@id")
        subject = self._blank() if identifier is None else self._resource(identifier)
        if "@id" in node and identifier is None:
            self._safe.refuse("relative_iri", "null")
            subject = None
        for name, value in node.items():
            if name[:1] != "@":
                predicate = self._predicate(name)
                for item in value:
                    term = self._object(item, graph)
                    if predicate is not None:
                        self._add(subject, predicate, term, graph)
            elif name == "@type":
                for kind in as_list(value):
                    self._add(subject, _RDF_TYPE, self._resource(kind), graph)
            elif name == "@graph":
                for item in value:
                    # A name whose container is a graph may be given a value, which no statement
                    # in the graph holds.
                    if "@value" in item or "@list" in item:
                        self._safe.refuse("free_floating_value", "in a graph")
                    else:
                        self._node(item, subject)
            elif name == "@included":
                for item in value:
                    self._node(item, graph)
            elif name == "@reverse":
                for reverse_name, items in value.items():
                    predicate = self._predicate(reverse_name)
                    for item in items:
                        other = self._node(item, graph)
                        if predicate is not None:
                            self._add(other, predicate, subject, graph)
        return subject

    def _object(self, item: dict[str, Any], graph: str | None) -> str | None:
        if "@value" in item:
            return self._literal(item)
        if "@list" in item:
            return self._list(item["@list"], graph)
        return self._node(item, graph)

    def _list(self, items: list[Any], graph: str | None) -> str:
        first = _RDF_NIL
        cells = [self._blank() for _ in items]
        for position, item in enumerate(items):
            following = cells[position + 1] if position + 1 < len(cells) else _RDF_NIL
            self._add(cells[position], _RDF_FIRST, self._object(item, graph), graph)
            self._add(cells[position], _RDF_REST, following, graph)
        return cells[0] if cells else first

    def _resource(self, identifier: Any) -> str | None:
        if isinstance(identifier, str):
            if identifier.startswith("_:"):
                label = self._labels.get(identifier)
                if label is None:
                    label = self._labels[identifier] = self._blank()
                return label
            if is_well_formed(identifier):
                return f"<{identifier}>"
        self._safe.refuse("invalid_iri", str(identifier)[:200])
        return None

    def _predicate(self, name: str) -> str | None:
        if name.startswith("_:"):
            self._safe.refuse("blank_predicate", name[:200])
            return None
        return self._resource(name)

    def _blank(self) -> str:
        self._fresh += 1
        return f"_:b{self._fresh - 1}"

    def _literal(self, item: dict[str, Any]) -> str | None:
        value = item["@value"]
        datatype = item.get("@type")
        if datatype == "@json":
            return literal(canonical_json(value), datatype=_RDF + "JSON")
        if datatype is not None and not is_well_formed(datatype):
            self._safe.refuse("invalid_iri", str(datatype)[:200])
            return None
        if isinstance(value, bool):
            text = "true" if value else "false"
            return literal(text, datatype=datatype or _XSD + "boolean")
        if isinstance(value, int | float):
            return number_literal(value, datatype)
        if not isinstance(value, str):
            raise JsonLdError("unsupported_value", type(value).__name__)
        if "@direction" in item and self._i18n:
            # https://www.w3.org/TR/json-ld11/#the-i18n-namespace
            tag = (item.get("@language") or "").lower()
            return literal(value, datatype=f"{_I18N}{tag}_{item['@direction']}")
        if "@direction" in item:
            self._safe.refuse("unsupported_direction", "base direction in RDF")
        language = item.get("@language")
        if language is not None:
            if not _is_language(language):
                self._safe.refuse("invalid_language_tag", language[:200])
                return None
            return literal(value, language=language)
        return literal(value, datatype=datatype or XSD_STRING)


def _is_language(tag: str) -> bool:
    parts = tag.split("-")
    return all(part.isascii() and part.isalnum() for part in parts) and parts[0].isalpha()
