"""How the facts of a published context are written down.

A scope is what JSON-LD calls a local context: names and what they stand for. Inside a scope a
plain string is a name for exactly that IRI (or keyword), `names()` lists names that a vocabulary
uses too, `term()` says more about one of them, and None takes a name away.
https://www.w3.org/TR/json-ld11/#context-definitions
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passports.standards.frozen import frozen
from passports.standards.hints import Any, Final

# A JSON-LD local context: an object, None, the URL of another one, or a list of these.
LocalContext = Mapping[str, Any] | Sequence[Any] | str | None

ALIASES: Final[Mapping[str, Any]] = {"id": "@id", "type": "@type"}

_UNSAID: Final = object()


@frozen
class ContextTable:
    """One published context.

    `urls` are the addresses that name it in documents, `sha256` and `sha384` are the lower-case hex
    digests of the published bytes (the second may be unknown), `scope` the facts.
    """

    urls: tuple[str, ...]
    sha256: str
    scope: LocalContext
    sha384: str = ""


def scope(*groups: Mapping[str, Any], **rules: Any) -> dict[str, Any]:
    """The names of one scope; `rules` (protected, propagate, vocab...) hold for all of them."""
    facts: dict[str, Any] = {f"@{rule}": value for rule, value in rules.items()}
    for group in groups:
        for name, meaning in group.items():
            if name in facts:
                raise ValueError(f"{name} is given twice in one scope")
            facts[name] = meaning
    return facts


def protected_scope(*groups: Mapping[str, Any], **rules: Any) -> dict[str, Any]:
    """A scope whose names cannot be redefined, with `id` and `type` as nearly all have."""
    return scope(ALIASES, *groups, protected=True, **rules)


def names(
    vocabulary: str,
    words: str,
    *,
    type: str | None = None,
    container: str | Sequence[str] | None = None,
) -> dict[str, Any]:
    """Names that the vocabulary knows by the same word, with values of the same type."""
    if type is None and container is None:
        return {word: vocabulary + word for word in words.split()}
    return {word: term(vocabulary + word, type, container=container) for word in words.split()}


def term(
    iri: Any = _UNSAID,
    type: str | None = None,
    *,
    container: str | Sequence[str] | None = None,
    inside: Any = _UNSAID,
    **more: Any,
) -> dict[str, Any]:
    """One name: its IRI, the type of its values, its container, and the scope inside it.

    `inside=None` clears every name (the credentials inside a presentation begin anew). `more` are
    the rarer facts: protected, prefix, language, reverse.
    """
    facts: dict[str, Any] = {}
    if iri is not _UNSAID:
        facts["@id"] = iri
    if type is not None:
        facts["@type"] = type
    if container is not None:
        facts["@container"] = container if isinstance(container, str) else list(container)
    if inside is not _UNSAID:
        facts["@context"] = inside
    facts.update({f"@{name}": value for name, value in more.items()})
    return facts
