"""Registries whose entries are loaded when they are first asked for.

One credential needs one format of proof, one kind of identifier and a few contexts; loading all of
them would take most of the time of a command.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from passports.standards.hints import TypeVar

T = TypeVar("T")


class LazyRegistry(Mapping[str, T]):
    """name → what stands in a module of `package`, written as `module.ATTRIBUTE`."""

    def __init__(self, package: str, places: Mapping[str, str]) -> None:
        self._package = package
        self._places = dict(places)
        self._loaded: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        found = self._loaded.get(name)
        if found is None:
            module, _, attribute = self._places[name].rpartition(".")
            # As `importlib.import_module` does it, which would load more than that.
            __import__(name := f"{self._package}.{module}")
            found = getattr(sys.modules[name], attribute)
            self._loaded[name] = found
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
