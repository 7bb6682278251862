"""From the contexts that a document names to the names in force.

https://www.w3.org/TR/json-ld11-api/#context-processing-algorithm
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.hints import Any, Final
from passports.standards.jsonld.active import ActiveContext, ContextSet, TermDefinition
from passports.standards.jsonld.definitions import LocalScope
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.iris import is_absolute, is_blank, resolve

_SCOPE_KEYWORDS: Final = frozenset(
    {
        "@base",
        "@direction",
        "@import",
        "@language",
        "@propagate",
        "@protected",
        "@version",
        "@vocab",
    }
)
_DIRECTIONS: Final = (None, "ltr", "rtl")
_DEEPEST_INCLUSION: Final = 10
# New names that one document may make us define: its own and those of published contexts.
_MOST_DEFINITIONS: Final = 100_000


class ContextProcessor:
    """Works out active contexts for one document, from shipped tables and inline scopes only."""

    def __init__(self, contexts: ContextSet, *, trusting: bool = True) -> None:
        """`trusting` tables: the scopes inside their terms were found valid before they shipped
        (tests/standards/jsonld/test_context_tables.py), so that only those in use are read."""
        self._contexts = contexts
        self._trusting = trusting
        self._definitions = 0

    def process(
        self,
        active: ActiveContext,
        local: Any,
        *,
        base_url: str | None,
        remote: tuple[str, ...] = (),
        override: bool = False,
        propagate: bool = True,
        validate: bool = True,
        published: bool = False,
    ) -> ActiveContext:
        """The active context after `local`, which may be an object, a URL, None or a list.

        `published` says that `local` comes from a shipped table. Raises `JsonLdError`.
        """
        if isinstance(local, dict) and "@propagate" in local:
            propagate = local["@propagate"]
            if not isinstance(propagate, bool):
                raise JsonLdError("invalid_@propagate_value")
        result = active
        if not propagate and active.previous is None:
            result = active.copy()
            result.previous = active
        for context in local if isinstance(local, list | tuple) else (local,):
            if context is None:
                result = self._cleared(active, result, override, propagate)
            elif isinstance(context, str):
                result = self._named(result, context, base_url, remote, override, validate)
            elif isinstance(context, Mapping):
                result = self._object(
                    result, context, base_url, remote, override, validate, published
                )
            else:
                raise JsonLdError("invalid_local_context")
        return result

    def scoped(
        self,
        active: ActiveContext,
        definition: TermDefinition,
        *,
        name: str | None = None,
        override: bool = False,
        propagate: bool = True,
    ) -> ActiveContext:
        """`active` after the scope inside a term, worked out once for each pair of them.

        With `name`, the term must not read its own values otherwise inside its own scope: there
        other processors do not do what the specification says, so that is refused.
        """
        key = (definition, override, propagate)
        found = active.memo.get(key)
        if found is not None:
            return found
        result = self.process(
            active,
            definition.context,
            base_url=definition.base_url,
            override=override,
            propagate=propagate,
            published=definition.published,
        )
        again = None if name is None else result.terms.get(name)
        if again is not None and not again.same_shape(definition):
            raise JsonLdError("unsupported_scope", name or "")
        self._keep(active, key, result, definition.published)
        return result

    def _keep(
        self, active: ActiveContext, key: Any, result: ActiveContext, published: bool
    ) -> None:
        if active.kept:
            if not published:
                return
            self._contexts.count_kept()
        active.memo[key] = result

    def _cleared(
        self, active: ActiveContext, result: ActiveContext, override: bool, propagate: bool
    ) -> ActiveContext:
        if not override and any(d.protected for d in result.terms.values()):
            raise JsonLdError("invalid_context_nullification", "protected terms are in force")
        new = ActiveContext(active.original_base, kept=active.kept)
        if not propagate:
            new.previous = result.previous
        return new

    def _named(
        self,
        active: ActiveContext,
        reference: str,
        base_url: str | None,
        remote: tuple[str, ...],
        override: bool,
        validate: bool,
    ) -> ActiveContext:
        url = resolve(base_url, reference)
        if not validate and url in remote:
            return active
        if len(remote) >= _DEEPEST_INCLUSION:
            raise JsonLdError("context_overflow", url)
        key = (url, override)
        if validate:
            found = active.memo.get(key)
            if found is not None:
                return found
        result = self.process(
            active,
            self._load(url),
            base_url=url,
            remote=(*remote, url),
            override=override,
            validate=validate,
            published=True,
        )
        if validate:
            self._keep(active, key, result, True)
        return result

    def _load(self, url: str) -> Any:
        table = self._contexts.get(url)
        if table is None:
            raise JsonLdError("unsupported_context", url[:200])
        return table.scope

    def _object(
        self,
        active: ActiveContext,
        context: Mapping[str, Any],
        base_url: str | None,
        remote: tuple[str, ...],
        override: bool,
        validate: bool,
        published: bool,
    ) -> ActiveContext:
        if context.get("@version", 1.1) != 1.1 or isinstance(context.get("@version"), bool):
            raise JsonLdError("invalid_@version_value")
        if "@import" in context:
            context = self._imported(context, base_url)
        if not isinstance(context.get("@propagate", True), bool):
            raise JsonLdError("invalid_@propagate_value")
        self._definitions += len(context)
        if self._definitions > _MOST_DEFINITIONS:
            raise JsonLdError("too_complex", "too many terms in contexts")
        result = active.copy()
        result.kept = active.kept and published
        if "@base" in context and not remote:
            result.base = _base(context["@base"], result.base)
        if "@vocab" in context:
            result.vocab = _vocab(context["@vocab"], result)
        if "@language" in context:
            result.language = _language(context["@language"])
        if "@direction" in context:
            result.direction = direction(context["@direction"])
        protected = context.get("@protected", False)
        if not isinstance(protected, bool):
            raise JsonLdError("invalid_@protected_value")

        def validate_scope(scope: Any) -> None:
            if published and self._trusting and self._contexts.shipped:
                return
            self.process(
                result,
                scope,
                base_url=base_url,
                remote=remote,
                override=True,
                validate=False,
                published=published,
            )

        local = LocalScope(
            result,
            context,
            protected=protected,
            override=override,
            base_url=base_url,
            published=published,
            validate_scope=validate_scope,
        )
        for name in context:
            if name not in _SCOPE_KEYWORDS:
                local.define(name)
        return result

    def _imported(self, context: Mapping[str, Any], base_url: str | None) -> dict[str, Any]:
        reference = context["@import"]
        if not isinstance(reference, str):
            raise JsonLdError("invalid_@import_value")
        imported = self._load(resolve(base_url, reference))
        if not isinstance(imported, Mapping):
            raise JsonLdError("invalid_remote_context", "not one object")
        if "@import" in imported:
            raise JsonLdError("invalid_context_entry", "@import in an imported context")
        merged = {**imported, **context}
        del merged["@import"]
        return merged


def _base(value: Any, current: str | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        if is_absolute(value):
            return value
        if current is not None:
            return resolve(current, value)
    raise JsonLdError("invalid_base_iri")


def _vocab(value: Any, active: ActiveContext) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        expanded = active.expand(value, vocab=True, relative=True)
        if expanded is not None and (is_absolute(expanded) or is_blank(expanded)):
            return expanded
        if expanded is not None and not expanded.startswith("@"):
            return expanded
    raise JsonLdError("invalid_vocab_mapping")


def _language(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return value.lower()
    raise JsonLdError("invalid_default_language")


def direction(value: Any) -> str | None:
    """A base direction of a context or a term."""
    if value in _DIRECTIONS and (value is None or isinstance(value, str)):
        return value
    raise JsonLdError("invalid_base_direction")
