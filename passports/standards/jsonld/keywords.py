"""Expansion of the entries whose name is a keyword.

https://www.w3.org/TR/json-ld11-api/#expansion-algorithm, step 13.4
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.hints import Any, Protocol
from passports.standards.jsonld.active import ActiveContext
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.results import (
    add_value,
    as_list,
    is_list_object,
    is_node_object,
    is_value_object,
)
from passports.standards.jsonld.values import SafeMode


class _Expands(Protocol):
    def expand(self, active: ActiveContext, active_property: str | None, element: Any) -> Any: ...


class KeywordReader:
    """Writes the expansion of one keyword entry into the result of its object."""

    def __init__(self, expander: _Expands, safe: SafeMode) -> None:
        self._expander = expander
        self._safe = safe

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
        """`outer` is the context before type scopes; `input_type` the last type of the object."""
        if active_property == "@reverse":
            raise JsonLdError("invalid_reverse_property_map")
        if keyword in result:
            if keyword not in ("@included", "@type"):
                raise JsonLdError("colliding_keywords", keyword)
            self._safe.refuse("aliased_term", f"{keyword} is given twice")
        match keyword:
            case "@id":
                self._id(active, value, result)
            case "@type":
                self._type(outer, value, result)
            case "@graph":
                result["@graph"] = as_list(_or_empty(self._below(active, "@graph", value)))
            case "@included":
                self._included(active, active_property, value, result)
            case "@value":
                _value(value, result, input_type)
            case "@language":
                if not isinstance(value, str):
                    raise JsonLdError("invalid_language-tagged_string")
                self._safe.check_language(value)
                result["@language"] = value.lower()
            case "@direction":
                if value not in ("ltr", "rtl"):
                    raise JsonLdError("invalid_base_direction")
                result["@direction"] = value
            case "@index":
                if not isinstance(value, str):
                    raise JsonLdError("invalid_@index_value")
                result["@index"] = value
            case "@list":
                if active_property is None or active_property == "@graph":
                    self._safe.refuse("free_floating_value", "list outside of any node")
                    return
                result["@list"] = as_list(_or_empty(self._below(active, active_property, value)))
            case "@set":
                expanded = self._below(active, active_property, value)
                if expanded is not None:
                    result["@set"] = expanded
            case "@reverse":
                self._reverse(active, value, result)
            case _:
                self._safe.refuse("misplaced_keyword", keyword)

    def _below(self, active: ActiveContext, active_property: str | None, value: Any) -> Any:
        return self._expander.expand(active, active_property, value)

    def _id(self, active: ActiveContext, value: Any, result: dict[str, Any]) -> None:
        if not isinstance(value, str):
            raise JsonLdError("invalid_@id_value")
        expanded = active.expand(value, relative=True)
        self._safe.check_iri(expanded, value)
        result["@id"] = expanded

    def _type(self, outer: ActiveContext, value: Any, result: dict[str, Any]) -> None:
        types: list[Any] = []
        for name in as_list(value):
            if not isinstance(name, str):
                raise JsonLdError("invalid_type_value")
            expanded = outer.expand(name, vocab=True, relative=True)
            if expanded is None:
                raise JsonLdError("invalid_type_value", name[:200])
            self._safe.check_type(expanded, name)
            types.append(expanded)
        if "@type" in result:
            result["@type"] = as_list(result["@type"]) + types
        else:
            result["@type"] = types if isinstance(value, list) else types[0]

    def _included(
        self,
        active: ActiveContext,
        active_property: str | None,
        value: Any,
        result: dict[str, Any],
    ) -> None:
        items = as_list(_or_empty(self._below(active, None, value)))
        if not items or not all(is_node_object(item) for item in items):
            raise JsonLdError("invalid_@included_value")
        result.setdefault("@included", []).extend(items)

    def _reverse(self, active: ActiveContext, value: Any, result: dict[str, Any]) -> None:
        if not isinstance(value, Mapping):
            raise JsonLdError("invalid_@reverse_value")
        expanded = self._below(active, "@reverse", value) or {}
        for name, items in expanded.get("@reverse", {}).items():
            add_value(result, name, items)
        for name, items in expanded.items():
            if name == "@reverse":
                continue
            reverse = result.setdefault("@reverse", {})
            for item in as_list(items):
                if is_value_object(item) or is_list_object(item):
                    raise JsonLdError("invalid_reverse_property_value")
                add_value(reverse, name, item)


def _value(value: Any, result: dict[str, Any], input_type: str | None) -> None:
    if input_type != "@json" and isinstance(value, list | Mapping):
        raise JsonLdError("invalid_value_object_value")
    result["@value"] = value


def _or_empty(value: Any) -> Any:
    return [] if value is None else value
