"""Expansion of plain values, and what safe mode refuses.

https://www.w3.org/TR/json-ld11-api/#value-expansion
"""

from __future__ import annotations

from passports.standards.hints import Any, Final
from passports.standards.jsonld.active import UNSET, ActiveContext
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.iris import is_absolute, is_blank
from passports.standards.pattern import pattern

_LANGUAGE: Final = pattern(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


class SafeMode:
    """Whether data that the algorithm would drop without a word is refused.

    What is dropped is not signed, so a signature over the rest proves less than it seems to.
    """

    def __init__(self, on: bool) -> None:
        self.on = on

    def refuse(self, code: str, detail: str) -> None:
        """Raise `JsonLdError` in safe mode."""
        if self.on:
            raise JsonLdError(code, detail)

    def check_iri(self, expanded: str | None, written: str) -> None:
        """An identifier must be an absolute IRI or a blank node."""
        if self.on and (expanded is None or not (is_blank(expanded) or is_absolute(expanded))):
            raise JsonLdError("relative_iri", written[:200])

    def check_type(self, expanded: str | None, written: str) -> None:
        """A type must be a defined name or an absolute IRI."""
        if (
            self.on
            and expanded != "@json"
            and (expanded is None or not (is_blank(expanded) or is_absolute(expanded)))
        ):
            raise JsonLdError("undefined_term", f"type {written[:200]}")

    def check_language(self, language: str) -> None:
        """A language tag must be well formed (BCP 47)."""
        if self.on and _LANGUAGE.fullmatch(language) is None:
            raise JsonLdError("invalid_language_tag", language[:200])

    def check_keyword(self, active: ActiveContext, key: str, keyword: str) -> None:
        """A keyword must be written as itself or as a published name of it.

        `@nest`, `@included` and `@reverse` say something about a node in a place where a reader
        of plain JSON does not look for it; no credential needs them.
        """
        if not self.on:
            return
        if keyword in ("@nest", "@included", "@reverse"):
            raise JsonLdError("unsupported_keyword", keyword)
        if key != keyword and not active.terms[key].published:
            raise JsonLdError("aliased_term", key[:200])

    def check_name(self, active: ActiveContext, key: str, iri: str) -> None:
        """A property must not hide behind another spelling of a published name.

        Contexts are not signed. If `credentialStatus` could be written as its IRI, or as a name
        that an inline context adds, whoever reads the document by its names would miss it.
        """
        if not self.on:
            return
        definition = active.terms.get(key)
        if definition is not None and definition.published:
            return
        if iri in active.published_iris():
            raise JsonLdError("aliased_term", key[:200])


def expand_value(
    active: ActiveContext, active_property: str, value: Any, safe: SafeMode
) -> dict[str, Any]:
    """Expand a string, number or boolean by the type, language and direction of its term."""
    definition = active.terms.get(active_property)
    kind = None if definition is None else definition.type
    if isinstance(value, str):
        if kind == "@id":
            expanded = active.expand(value, relative=True)
            safe.check_iri(expanded, value)
            return {"@id": expanded}
        if kind == "@vocab":
            expanded = active.expand(value, vocab=True, relative=True)
            safe.check_iri(expanded, value)
            return {"@id": expanded}
    result: dict[str, Any] = {"@value": value}
    if kind is not None and kind not in ("@id", "@vocab", "@none"):
        result["@type"] = kind
    elif isinstance(value, str):
        language = active.language
        direction = active.direction
        if definition is not None:
            if definition.language is not UNSET:
                language = definition.language
            if definition.direction is not UNSET:
                direction = definition.direction
        if language is not None:
            safe.check_language(language)
            result["@language"] = language
        if direction is not None:
            result["@direction"] = direction
    return result
