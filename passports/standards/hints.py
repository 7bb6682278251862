"""The names of `typing` that the standards use, without `typing`.

One command verifies one file, and `typing` takes as long to load as half of Python. A type checker
reads the real names; a running program needs something to stand in their place, and never looks.
"""

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import (
        Any,
        Final,
        NoReturn,
        Protocol,
        TextIO,
        TypeVar,
        dataclass_transform,
    )
else:

    class Hint:
        """Stands for any hint, with anything in brackets behind it."""

        def __class_getitem__(cls, item):
            return cls

    class Protocol:
        """What implements a protocol need not inherit it; nobody asks at run time."""

    Any = Final = NoReturn = TextIO = Hint

    def TypeVar(name):
        return Hint

    def dataclass_transform(**facts):
        return lambda function: function


__all__ = [
    "TYPE_CHECKING",
    "Any",
    "Final",
    "NoReturn",
    "Protocol",
    "TextIO",
    "TypeVar",
    "dataclass_transform",
]
