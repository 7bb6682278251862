"""Values that are made once and never change, declared as with `dataclasses`.

`dataclasses` writes and compiles the methods of each class when it is loaded, which took a sixth of
a command that verifies one file. These are tuples with names, which also are made in half the time.
"""

from __future__ import annotations

from operator import itemgetter

from passports.standards.hints import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(declared: type[T]) -> type[T]:
    """The class `declared` by the annotations in its body, in their order; what has a default comes
    last. Values are equal if they are of one class and what they hold is equal."""
    names = tuple(declared.__annotations__)
    body = {name: value for name, value in vars(declared).items() if name not in _NOT_COPIED}
    defaults = tuple(body.pop(name) for name in names if name in body)
    facts: dict[str, Any] = {name: property(itemgetter(n)) for n, name in enumerate(names)}
    facts |= {"__slots__": (), "__match_args__": names, "__new__": _maker(names, defaults)}
    return type(declared.__name__, (_Frozen,), facts | body)


def replace(value: T, **changes: Any) -> T:
    """A copy of a frozen value with `changes`. Raises TypeError for a name that it has not."""
    return type(value)(**{**_held(value), **changes})


def as_dict(value: Any) -> dict[str, Any]:
    """The names of a frozen value and what they hold, with frozen values in it as dicts too."""
    return {
        name: as_dict(held) if isinstance(held, _Frozen) else held
        for name, held in _held(value).items()
    }


def _held(value: Any) -> dict[str, Any]:
    return dict(zip(value.__match_args__, tuple(value), strict=True))


# What a class has of itself, and a copy of it must not.
_NOT_COPIED = frozenset({"__dict__", "__weakref__"})


class _Frozen(tuple[Any, ...]):
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = tuple.__hash__

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        held = ", ".join(f"{name}={value!r}" for name, value in _held(self).items())
        return f"{type(self).__name__}({held})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


def _maker(names: tuple[str, ...], defaults: tuple[Any, ...]) -> Any:
    count, needed = len(names), len(names) - len(defaults)
    new = tuple.__new__

    def __new__(cls: type, *values: Any, **named: Any) -> Any:
        if named:
            values = _in_order(cls, values, named)
        elif len(values) < count:
            values += defaults[max(len(values) - needed, 0) :]
        if len(values) != count:
            raise TypeError(f"{cls.__name__} takes {', '.join(names)}")
        return new(cls, values)

    def _in_order(cls: type, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        for place in range(len(values), count):
            if names[place] in named:
                values += (named.pop(names[place]),)
            elif place >= needed:
                values += (defaults[place - needed],)
        if named:
            raise TypeError(f"{cls.__name__} takes no {', '.join(named)} here")
        return values

    return __new__
