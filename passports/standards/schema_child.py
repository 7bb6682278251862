"""Run as a program of its own: one JSON Schema and one document on standard input.

A schema comes from a stranger, and a small one can keep a validator busy for hours. This process
has seconds of CPU and a bound on memory, and its end takes nothing else with it. It imports nothing
of the project, refuses every reference to another document and every schema that applies to a value
before it applies to that same value, and prints a JSON list of problems, or an object with the
reason why the schema is none.
"""

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import jsonschema_rs

CPU_SECONDS = 2
MEMORY_BYTES = 2_000_000_000
MAX_PROBLEMS = 5

# Keywords whose schemas apply to the very value that their own schema applies to.
ONE = ("not", "if", "then", "else", "extends", "disallow")
LISTS = ("allOf", "anyOf", "oneOf", "type", "extends", "disallow")
TABLES = ("dependentSchemas", "dependencies")
REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
# Objects whose members are schemas under names that mean nothing.
NAMING = ("properties", "patternProperties", "$defs", "definitions", *TABLES)
# What these hold is data, whatever it looks like.
DATA = ("const", "enum", "default", "examples")


def refuse(address: str) -> Any:
    raise ValueError(f"a schema may not refer to {address[:200]}")


class Places:
    """The schemas of one document by their addresses: identifiers, anchors and JSON pointers."""

    def __init__(self, schema: Any) -> None:
        self.base: dict[int, str] = {}
        self.named: dict[str, Any] = {"": schema}
        self.dynamic: dict[str, list[Any]] = {}
        self.all: list[dict[str, Any]] = []
        stack: list[tuple[Any, str, bool]] = [(schema, "", False)]
        while stack:
            item, base, is_table = stack.pop()
            if isinstance(item, list):
                stack.extend((value, base, False) for value in item)
            elif isinstance(item, dict):
                if not is_table:
                    base = self._enter(item, base)
                for name, value in item.items():
                    if is_table or name not in DATA:
                        stack.append((value, base, not is_table and name in NAMING))

    def _enter(self, item: dict[str, Any], base: str) -> str:
        name = item.get("$id", item.get("id"))
        if isinstance(name, str):
            address, fragment = urldefrag(urljoin(base, name))
            if fragment:
                self.named.setdefault(f"{address}#{fragment}", item)
            else:
                base = address
                self.named.setdefault(base, item)
        for keyword in ("$anchor", "$dynamicAnchor"):
            if isinstance(item.get(keyword), str):
                self.named.setdefault(f"{base}#{item[keyword]}", item)
        if isinstance(item.get("$dynamicAnchor"), str):
            self.dynamic.setdefault(item["$dynamicAnchor"], []).append(item)
        if item.get("$recursiveAnchor") is True:
            self.dynamic.setdefault("", []).append(item)
        self.base[id(item)] = base
        self.all.append(item)
        return base

    def referred(self, item: dict[str, Any]) -> Iterator[Any]:
        """The schemas of this document that `item` refers to."""
        for keyword in REFERENCES:
            if not isinstance(item.get(keyword), str):
                continue
            address, fragment = urldefrag(urljoin(self.base[id(item)], item[keyword]))
            if keyword != "$ref":
                yield from self.dynamic.get(fragment, [])
            found = self.named.get(f"{address}#{fragment}" if fragment else address)
            yield self._pointed(address, fragment) if found is None else found

    def _pointed(self, address: str, fragment: str) -> Any:
        found = self.named.get(address)
        for part in unquote(fragment).split("/")[1:]:
            part = part.replace("~1", "/").replace("~0", "~")
            if isinstance(found, dict):
                found = found.get(part)
            elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
                found = found[int(part)]
            else:
                return None
        return found

    def same_value(self, item: dict[str, Any]) -> Iterator[Any]:
        """The schemas that apply to the value to which `item` applies."""
        yield from self.referred(item)
        for keyword in ONE:
            yield item.get(keyword)
        for keyword in LISTS:
            if isinstance(item.get(keyword), list):
                yield from item[keyword]
        for keyword in TABLES:
            if isinstance(item.get(keyword), dict):
                yield from item[keyword].values()


def goes_round(schema: Any) -> bool:
    """Whether some schema in the document applies to a value only by applying to it again. What
    that means is not defined: https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1
    Raises ValueError for a reference or an identifier that is no URL.
    """
    places = Places(schema)
    done: set[int] = set()
    for start in places.all:
        if id(start) in done:
            continue
        open_: set[int] = {id(start)}
        stack = [(start, places.same_value(start))]
        while stack:
            item, rest = stack[-1]
            child = next((each for each in rest if isinstance(each, dict)), None)
            if child is None:
                stack.pop()
                open_.discard(id(item))
                done.add(id(item))
            elif id(child) in open_:
                return True
            elif id(child) not in done and id(child) in places.base:
                open_.add(id(child))
                stack.append((child, places.same_value(child)))
    return False


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    schema, document = json.load(sys.stdin)
    problems: list[str] = []
    try:
        if goes_round(schema):
            json.dump({"bad_schema": "it applies to a value by applying to it again"}, sys.stdout)
            return
        validator = jsonschema_rs.validator_for(schema, retriever=refuse)
        for error in validator.iter_errors(document):
            problems.append(error.message[:200])
            if len(problems) == MAX_PROBLEMS:
                break
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        json.dump({"bad_schema": str(error)[:300]}, sys.stdout)
        return
    json.dump(problems, sys.stdout)


if __name__ == "__main__":
    main()
