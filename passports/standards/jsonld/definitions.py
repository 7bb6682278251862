"""One scope being defined: each of its names, in the order in which they need each other.

https://www.w3.org/TR/json-ld11-api/#create-term-definition
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passports.standards.hints import Any, Final
from passports.standards.jsonld.active import ActiveContext, TermDefinition
from passports.standards.jsonld.entries import ENTRIES, check_type_keyword, is_container
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.iris import (
    KEYWORDS,
    has_keyword_form,
    is_absolute,
    is_blank,
)

_GEN_DELIMS: Final = tuple(":/?#[]@")
# Each link of a chain of names that stand for each other is four Python calls.
_LONGEST_CHAIN: Final = 50


class LocalScope:
    """The names of one local context while they are written into an active context."""

    def __init__(
        self,
        active: ActiveContext,
        local: Mapping[str, Any],
        *,
        protected: bool,
        override: bool,
        base_url: str | None,
        published: bool,
        validate_scope: Callable[[Any], None],
    ) -> None:
        self._active = active
        self._local = local
        self._protected = protected
        self._override = override
        self._base_url = base_url
        self._published = published
        self._validate_scope = validate_scope
        self._defined: dict[str, bool] = {}
        self._chain = 0

    def define(self, name: str) -> None:
        """Write the definition of `name` into the active context. Raises `JsonLdError`."""
        if name in self._defined:
            if self._defined[name]:
                return
            raise JsonLdError("cyclic_iri_mapping", name)
        if name == "":
            raise JsonLdError("invalid_term_definition", "empty term")
        self._defined[name] = False
        value = self._local[name]
        if name == "@type":
            check_type_keyword(value)
        elif name in KEYWORDS:
            raise JsonLdError("keyword_redefinition", name)
        elif has_keyword_form(name):
            return
        previous = self._active.terms.pop(name, None)
        simple = isinstance(value, str)
        entries: Mapping[str, Any]
        if value is None or simple:
            entries = {"@id": value}
        elif isinstance(value, Mapping):
            entries = value
        else:
            raise JsonLdError("invalid_term_definition", name)
        definition = TermDefinition(
            protected=self._protected, base_url=self._base_url, published=self._published
        )
        if "@protected" in entries:
            if not isinstance(entries["@protected"], bool):
                raise JsonLdError("invalid_@protected_value", name)
            definition.protected = entries["@protected"]
        if "@type" in entries:
            definition.type = self._type(entries["@type"])
        if "@reverse" in entries:
            if not self._define_reverse(name, entries, definition):
                return
        elif not self._define_iri(name, entries, definition, simple):
            return
        self._define_container(name, entries, definition)
        self._define_rest(name, entries, definition)
        if not entries.keys() <= ENTRIES:
            raise JsonLdError("invalid_term_definition", name)
        if previous is not None and previous.protected and not self._override:
            if not definition.same_meaning(previous):
                raise JsonLdError("protected_term_redefinition", name)
            definition = previous
        self._active.terms[name] = definition
        self._defined[name] = True

    def _expand(self, value: str) -> str | None:
        """IRI expansion in which names of this scope are defined on demand."""
        if value in KEYWORDS:
            return value
        if has_keyword_form(value):
            return None
        self._need(value)
        definition = self._active.terms.get(value)
        if definition is not None:
            return definition.iri
        colon = value.find(":", 1)
        if colon > 0:
            prefix, suffix = value[:colon], value[colon + 1 :]
            if prefix != "_" and not suffix.startswith("//"):
                self._need(prefix)
        return self._active.expand(value, vocab=True)

    def _need(self, name: str) -> None:
        if name in self._local and not self._defined.get(name, False) and name[:1] != "@":
            self._chain += 1
            if self._chain > _LONGEST_CHAIN:
                raise JsonLdError("too_complex", "names that need too many other names")
            self.define(name)
            self._chain -= 1

    def _type(self, value: Any) -> str:
        if not isinstance(value, str):
            raise JsonLdError("invalid_type_mapping")
        expanded = self._expand(value)
        if expanded in ("@id", "@vocab", "@json", "@none"):
            return expanded
        if expanded is None or not is_absolute(expanded):
            raise JsonLdError("invalid_type_mapping", value)
        return expanded

    def _define_reverse(
        self, name: str, entries: Mapping[str, Any], definition: TermDefinition
    ) -> bool:
        if "@id" in entries or "@nest" in entries:
            raise JsonLdError("invalid_reverse_property", name)
        value = entries["@reverse"]
        if not isinstance(value, str):
            raise JsonLdError("invalid_iri_mapping", name)
        if value not in KEYWORDS and has_keyword_form(value):
            return False
        expanded = self._expand(value)
        if expanded is None or not (is_absolute(expanded) or is_blank(expanded)):
            raise JsonLdError("invalid_iri_mapping", name)
        if entries.get("@container") not in (None, "@set", "@index"):
            raise JsonLdError("invalid_reverse_property", name)
        definition.iri = expanded
        definition.reverse = True
        return True

    def _define_iri(
        self, name: str, entries: Mapping[str, Any], definition: TermDefinition, simple: bool
    ) -> bool:
        value = entries.get("@id", name)
        active = self._active
        if value is None:
            return True
        if not isinstance(value, str):
            raise JsonLdError("invalid_iri_mapping", name)
        if value != name:
            return self._define_given_iri(name, value, definition, simple)
        colon = name.find(":", 1)
        if colon > 0:
            prefix, suffix = name[:colon], name[colon + 1 :]
            self._need(prefix)
            known = active.terms.get(prefix)
            definition.iri = name if known is None or known.iri is None else known.iri + suffix
        elif "/" in name:
            expanded = active.expand(name, vocab=True)
            if expanded is None or not is_absolute(expanded):
                raise JsonLdError("invalid_iri_mapping", name)
            definition.iri = expanded
        elif name == "@type":
            definition.iri = "@type"
        elif active.vocab is not None:
            definition.iri = active.vocab + name
        else:
            raise JsonLdError("invalid_iri_mapping", name)
        return True

    def _define_given_iri(
        self, name: str, value: str, definition: TermDefinition, simple: bool
    ) -> bool:
        if value not in KEYWORDS and has_keyword_form(value):
            return False
        expanded = self._expand(value)
        if expanded is None or not (
            expanded in KEYWORDS or is_absolute(expanded) or is_blank(expanded)
        ):
            raise JsonLdError("invalid_iri_mapping", name)
        if expanded == "@context":
            raise JsonLdError("invalid_keyword_alias", name)
        if ":" in name[1:-1] or "/" in name:
            self._defined[name] = True
            if self._expand(name) != expanded:
                raise JsonLdError("invalid_iri_mapping", name)
        elif simple and (expanded.endswith(_GEN_DELIMS) or is_blank(expanded)):
            definition.prefix = True
        definition.iri = expanded
        return True

    def _define_container(
        self, name: str, entries: Mapping[str, Any], definition: TermDefinition
    ) -> None:
        if "@container" not in entries:
            return
        value = entries["@container"]
        if definition.reverse and value is None:
            return
        parts = list(value) if isinstance(value, list | tuple) else [value]
        if not all(isinstance(part, str) for part in parts) or not is_container(frozenset(parts)):
            raise JsonLdError("invalid_container_mapping", name)
        definition.container = frozenset(parts)
        if "@type" in definition.container:
            if definition.type is None:
                definition.type = "@id"
            elif definition.type not in ("@id", "@vocab"):
                raise JsonLdError("invalid_type_mapping", name)

    def _define_rest(
        self, name: str, entries: Mapping[str, Any], definition: TermDefinition
    ) -> None:
        if "@index" in entries:
            index = entries["@index"]
            if "@index" not in definition.container or not isinstance(index, str):
                raise JsonLdError("invalid_term_definition", name)
            expanded = self._expand(index)
            if expanded is None or not is_absolute(expanded):
                raise JsonLdError("invalid_term_definition", name)
            definition.index = index
        if "@context" in entries:
            definition.context = entries["@context"]
            try:
                self._validate_scope(definition.context)
            except JsonLdError as error:
                if error.code.startswith(("unsupported", "too_")):
                    raise
                raise JsonLdError("invalid_scoped_context", f"{name}: {error}") from None
        if "@language" in entries and "@type" not in entries:
            language = entries["@language"]
            if language is not None and not isinstance(language, str):
                raise JsonLdError("invalid_language_mapping", name)
            definition.language = language if language is None else language.lower()
        if "@direction" in entries and "@type" not in entries:
            direction = entries["@direction"]
            if direction is not None and direction not in ("ltr", "rtl"):
                raise JsonLdError("invalid_base_direction", name)
            definition.direction = direction
        if "@nest" in entries:
            nest = entries["@nest"]
            if not isinstance(nest, str) or (nest in KEYWORDS and nest != "@nest"):
                raise JsonLdError("invalid_@nest_value", name)
            definition.nest = nest
        if "@prefix" in entries:
            if ":" in name or "/" in name:
                raise JsonLdError("invalid_term_definition", name)
            if not isinstance(entries["@prefix"], bool):
                raise JsonLdError("invalid_@prefix_value", name)
            definition.prefix = entries["@prefix"]
            if definition.prefix and definition.iri in KEYWORDS:
                raise JsonLdError("invalid_term_definition", name)
