"""Shapes of expanded objects, and the last steps of expanding one.

https://www.w3.org/TR/json-ld11-api/#expansion-algorithm, steps 15 to 19
"""

from __future__ import annotations

from passports.standards.hints import Any, Final
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.iris import is_absolute
from passports.standards.jsonld.values import SafeMode

_VALUE_ENTRIES: Final = frozenset({"@direction", "@index", "@language", "@type", "@value"})


def as_list(value: Any) -> list[Any]:
    """A list stays; anything else becomes a list of one."""
    return value if isinstance(value, list) else [value]


def add_value(target: dict[str, Any], name: str, value: Any) -> None:
    """Append to the array of `name`; expanded properties always hold arrays."""
    values = target.setdefault(name, [])
    if isinstance(value, list):
        values.extend(value)
    else:
        values.append(value)


def is_value_object(item: Any) -> bool:
    """Has it `@value`?"""
    return isinstance(item, dict) and "@value" in item


def is_list_object(item: Any) -> bool:
    """Has it `@list`?"""
    return isinstance(item, dict) and "@list" in item


def is_graph_object(item: Any) -> bool:
    """Is it `@graph` with at most a name and an index?"""
    return (
        isinstance(item, dict) and "@graph" in item and item.keys() <= {"@graph", "@id", "@index"}
    )


def is_node_object(item: Any) -> bool:
    """Is it neither a value, a list nor a set?"""
    return isinstance(item, dict) and not item.keys() & {"@value", "@list", "@set"}


def finish_object(result: dict[str, Any], active_property: str | None, safe: SafeMode) -> Any:
    """Check an expanded object and reduce it to what it stands for (None when to nothing)."""
    if "@value" in result:
        if not _is_good_value(result):
            safe.refuse("dropped_value", "null value")
            return None
    elif "@type" in result:
        result["@type"] = as_list(result["@type"])
    if "@set" in result or "@list" in result:
        if not result.keys() <= {"@set", "@list", "@index"} or len(result.keys() - {"@index"}) > 1:
            raise JsonLdError("invalid_set_or_list_object")
        if "@set" in result:
            return result["@set"]
    if result.keys() == {"@language"}:
        safe.refuse("dropped_value", "object with only a language")
        return None
    if active_property is None or active_property == "@graph":
        if not result or "@value" in result or "@list" in result:
            safe.refuse("free_floating_value", "value or empty object outside of any node")
            return None
        if result.keys() == {"@id"}:
            safe.refuse("free_floating_value", "node with only an id")
            return None
    return result


def _is_good_value(result: dict[str, Any]) -> bool:
    """False when the value is null. Raises `JsonLdError` for a malformed value object."""
    keys = result.keys()
    if not keys <= _VALUE_ENTRIES or (
        "@type" in keys and ("@language" in keys or "@direction" in keys)
    ):
        raise JsonLdError("invalid_value_object")
    if result.get("@type") == "@json":
        return True
    value = result["@value"]
    if value is None or value == []:
        return False
    if not isinstance(value, str) and "@language" in keys:
        raise JsonLdError("invalid_language-tagged_value")
    if "@type" in keys:
        kind = result["@type"]
        if not isinstance(kind, str) or not (is_absolute(kind) or kind == "@json"):
            raise JsonLdError("invalid_typed_value")
    return True
