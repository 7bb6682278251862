"""Patterns that are compiled when they are first used: one document needs few of them."""

from __future__ import annotations

from passports.standards.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:
        """What `re.compile` gives back, a little later; the arguments are the same."""

        def __init__(self, text: Any, flags: int = 0) -> None:
            self._text, self._flags = text, flags

        def __getattr__(self, name: str) -> Any:
            import re

            found = getattr(re.compile(self._text, self._flags), name)
            # From now on it is here at once, as fast as that of a pattern.
            setattr(self, name, found)
            return found


__all__ = ["pattern"]
