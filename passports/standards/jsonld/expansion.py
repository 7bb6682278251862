"""Expansion: a document with names becomes one with IRIs only.

https://www.w3.org/TR/json-ld11-api/#expansion-algorithm
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.hints import Any, Final
from passports.standards.jsonld.active import UNSET, ActiveContext, ContextSet, TermDefinition
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.iris import KEYWORDS
from passports.standards.jsonld.keywords import KeywordReader
from passports.standards.jsonld.processing import ContextProcessor
from passports.standards.jsonld.results import (
    add_value,
    as_list,
    finish_object,
    is_graph_object,
    is_list_object,
    is_value_object,
)
from passports.standards.jsonld.values import SafeMode, expand_value

_NO_CONTAINER: Final[frozenset[str]] = frozenset()
_MAPS: Final = frozenset({"@id", "@index", "@language", "@type"})


class Expander:
    """Expands one document. Safe mode refuses whatever the algorithm would silently drop."""

    def __init__(self, contexts: ContextSet, base: str | None, *, safe: bool) -> None:
        self._contexts = contexts
        self._base = base
        self._processor = ContextProcessor(contexts)
        self._safe = SafeMode(safe)
        self._keywords = KeywordReader(self, self._safe)

    def run(self, document: Any, extra_context: Any = None) -> list[Any]:
        """The expanded document. Raises `JsonLdError`."""
        active = self._contexts.root(self._base)
        if extra_context is not None:
            active = self._processor.process(active, extra_context, base_url=self._base)
        expanded = self.expand(active, None, document)
        if isinstance(expanded, dict) and len(expanded) == 1 and "@graph" in expanded:
            expanded = expanded["@graph"]
        return [] if expanded is None else as_list(expanded)

    def expand(
        self,
        active: ActiveContext,
        active_property: str | None,
        element: Any,
        *,
        from_map: bool = False,
    ) -> Any:
        """Expand one element below `active_property` (None at the top)."""
        if element is None:
            return None
        definition = None if active_property is None else active.terms.get(active_property)
        if isinstance(element, list):
            return self._array(active, active_property, definition, element, from_map)
        if isinstance(element, Mapping):
            return self._object(active, active_property, definition, element, from_map)
        if active_property is None or active_property == "@graph":
            self._safe.refuse("free_floating_value", "value outside of any node")
            return None
        if definition is not None and definition.context is not UNSET:
            active = self._processor.scoped(active, definition, name=active_property, override=True)
        return self.plain(active, active_property, element)

    def plain(self, active: ActiveContext, active_property: str, element: Any) -> dict[str, Any]:
        """Expand a string, number or boolean."""
        return expand_value(active, active_property, element, self._safe)

    def _array(
        self,
        active: ActiveContext,
        active_property: str | None,
        definition: TermDefinition | None,
        element: list[Any],
        from_map: bool,
    ) -> list[Any]:
        result: list[Any] = []
        in_list = definition is not None and "@list" in definition.container
        for item in element:
            expanded = self.expand(active, active_property, item, from_map=from_map)
            if isinstance(expanded, list):
                if in_list:
                    result.append({"@list": expanded})
                else:
                    result.extend(expanded)
            elif expanded is not None:
                result.append(expanded)
        return result

    def _object(
        self,
        active: ActiveContext,
        active_property: str | None,
        definition: TermDefinition | None,
        element: Mapping[str, Any],
        from_map: bool,
    ) -> Any:
        # The scope inside a term is that of the context in which the term stands, even where a
        # context that does not propagate ends here.
        if active.previous is not None and not from_map and active.ends_at(element):
            active = active.previous
        if definition is not None and definition.context is not UNSET:
            active = self._processor.scoped(active, definition, name=active_property, override=True)
        if "@context" in element:
            active = self._processor.process(active, element["@context"], base_url=self._base)
        outer = active
        type_keys = [key for key in sorted(element) if active.is_type_key(key)]
        input_type: str | None = None
        for key in type_keys:
            names = [name for name in as_list(element[key]) if isinstance(name, str)]
            for name in sorted(names):
                found = outer.terms.get(name)
                if found is not None and found.context is not UNSET:
                    active = self._processor.scoped(active, found, propagate=False)
        if type_keys:
            values = as_list(element[type_keys[0]])
            if values and isinstance(values[-1], str):
                input_type = outer.expand(values[-1], vocab=True, relative=True)
        result: dict[str, Any] = {}
        self._entries(active, outer, active_property, element, result, input_type)
        return finish_object(result, active_property, self._safe)

    def _entries(
        self,
        active: ActiveContext,
        outer: ActiveContext,
        active_property: str | None,
        element: Mapping[str, Any],
        result: dict[str, Any],
        input_type: str | None,
    ) -> None:
        nests: list[str] = []
        for key, value in element.items():
            if key == "@context":
                continue
            expanded_key = active.expand(key, vocab=True)
            if expanded_key is None or (":" not in expanded_key and expanded_key not in KEYWORDS):
                self._safe.refuse("undefined_term", key[:200])
                continue
            if expanded_key in KEYWORDS:
                self._safe.check_keyword(active, key, expanded_key)
            if expanded_key == "@nest":
                if active_property == "@reverse":
                    raise JsonLdError("invalid_reverse_property_map")
                nests.append(key)
            elif expanded_key in KEYWORDS:
                self._keywords.read(
                    active, outer, active_property, expanded_key, value, result, input_type
                )
            else:
                self._safe.check_name(active, key, expanded_key)
                self._property(active, key, expanded_key, value, result)
        for key in nests:
            self._nested(active, outer, key, element[key], result, input_type)

    def _nested(
        self,
        active: ActiveContext,
        outer: ActiveContext,
        key: str,
        value: Any,
        result: dict[str, Any],
        input_type: str | None,
    ) -> None:
        definition = active.terms.get(key)
        inside = active
        if definition is not None and definition.context is not UNSET:
            inside = self._processor.scoped(active, definition, name=key, override=True)
        for nested in as_list(value):
            if not isinstance(nested, Mapping) or any(
                inside.expand(name, vocab=True) == "@value" for name in nested
            ):
                raise JsonLdError("invalid_@nest_value")
            self._entries(inside, outer, key, nested, result, input_type)

    def _property(
        self,
        active: ActiveContext,
        key: str,
        expanded_key: str,
        value: Any,
        result: dict[str, Any],
    ) -> None:
        definition = active.terms.get(key)
        container = _NO_CONTAINER if definition is None else definition.container
        expanded: Any
        if definition is not None and definition.type == "@json":
            if not container.isdisjoint(_MAPS):
                # Other processors read a map where the specification reads JSON.
                self._safe.refuse("unsupported_scope", key[:200])
            expanded = {"@value": value, "@type": "@json"}
        elif definition is not None and "@language" in container and isinstance(value, Mapping):
            expanded = self._language_map(active, definition, value)
        elif (
            definition is not None
            and isinstance(value, Mapping)
            and ("@index" in container or "@type" in container or "@id" in container)
        ):
            expanded = self._map(active, key, definition, value)
        else:
            expanded = self.expand(active, key, value)
        if expanded is None:
            return
        if "@list" in container and not is_list_object(expanded):
            expanded = {"@list": as_list(expanded)}
        if "@graph" in container and "@id" not in container and "@index" not in container:
            expanded = [{"@graph": as_list(item)} for item in as_list(expanded)]
        if definition is not None and definition.reverse:
            reverse = result.setdefault("@reverse", {})
            for item in as_list(expanded):
                if is_value_object(item) or is_list_object(item):
                    raise JsonLdError("invalid_reverse_property_value")
                add_value(reverse, expanded_key, item)
        else:
            add_value(result, expanded_key, expanded)

    def _language_map(
        self, active: ActiveContext, definition: TermDefinition, value: Mapping[str, Any]
    ) -> list[Any]:
        direction = active.direction if definition.direction is UNSET else definition.direction
        expanded: list[Any] = []
        for language in sorted(value):
            for text in as_list(value[language]):
                if text is None:
                    continue
                if not isinstance(text, str):
                    raise JsonLdError("invalid_language_map_value")
                item = {"@value": text}
                if language != "@none" and active.expand(language, vocab=True) != "@none":
                    self._safe.check_language(language)
                    item["@language"] = language.lower()
                if direction is not None:
                    item["@direction"] = direction
                expanded.append(item)
        return expanded

    def _map(
        self, active: ActiveContext, key: str, definition: TermDefinition, value: Mapping[str, Any]
    ) -> list[Any]:
        """An index, type or id map."""
        container = definition.container
        index_key = definition.index or "@index"
        expanded: list[Any] = []
        for index in sorted(value):
            map_context = active
            if "@id" in container or "@type" in container:
                map_context = active.previous or active
            if "@type" in container:
                found = map_context.terms.get(index)
                if found is not None and found.context is not UNSET:
                    map_context = self._processor.scoped(map_context, found, propagate=False)
            expanded_index = active.expand(index, vocab=True)
            items = self.expand(map_context, key, as_list(value[index]), from_map=True)
            for item in items:
                if "@graph" in container and not is_graph_object(item):
                    item = {"@graph": as_list(item)}
                if expanded_index != "@none":
                    self._mark(active, container, index_key, index, expanded_index, item)
                expanded.append(item)
        return expanded

    def _mark(
        self,
        active: ActiveContext,
        container: frozenset[str],
        index_key: str,
        index: str,
        expanded_index: str | None,
        item: dict[str, Any],
    ) -> None:
        """Write the key of a map into one of its items."""
        if "@index" in container and index_key != "@index":
            value = expand_value(active, index_key, index, self._safe)
            name = active.expand(index_key, vocab=True)
            if name is None or name in KEYWORDS:
                raise JsonLdError("invalid_term_definition", index_key)
            item[name] = [value, *as_list(item.get(name, []))]
            if is_value_object(item):
                raise JsonLdError("invalid_value_object")
        elif "@index" in container:
            item.setdefault("@index", index)
        elif is_value_object(item):
            raise JsonLdError("invalid_value_object")
        elif "@id" in container:
            if "@id" not in item:
                identifier = active.expand(index, relative=True)
                self._safe.check_iri(identifier, index)
                item["@id"] = identifier
        elif "@type" in container:
            self._safe.check_type(expanded_index, index)
            item["@type"] = [expanded_index, *as_list(item.get("@type", []))]
