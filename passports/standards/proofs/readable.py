"""What is signed must be where readers look for it.

An RDF based proof signs statements, not the JSON that people and programs read. The same
statements can be written so that a reader of `validUntil` or `credentialStatus` misses them, and
whoever holds a credential could rewrite it so. Contexts are not signed either, so one that came
inside the document could change what every name means. Such documents are refused. A context
inside the document may only give names with which the IRIs that they stand for end: the IRI is
signed, so then the name is too. That also holds for the contexts inside its terms, which may not
take over a name of a published context.
https://www.w3.org/TR/vc-data-integrity/#validating-contexts
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from passports.standards.hints import TYPE_CHECKING, Any
from passports.standards.jsonld import (
    JsonLdError,
    canonicalize_expanded,
    expand,
    plan_for,
)
from passports.standards.pattern import pattern
from passports.standards.types import Limits

if TYPE_CHECKING:
    from passports.standards.jsonld.plans import Plan

MAX_CONTEXTS = 500  # in a document and the credentials inside it
MAX_INLINE_TERMS = 500  # in the contexts of one node, those inside their terms counted too
_PLAIN_NAME = pattern(r"[A-Za-z][A-Za-z0-9_-]*\Z")
# The IRIs that an inline context may give names to, and what stands before the name in them.
_WEB_IRI = pattern(r"https?://[^\s]+\Z")
# What an endorsement says of the badge in which it stands: Open Badges 3.0, and its drafts.
_OB3 = (
    r"https://(?:purl\.imsglobal\.org/spec/vc/ob/vocab"
    r"|imsglobal\.github\.io/openbadges-specification/ob_v3p0)"
)
_ENDORSED = pattern(_OB3 + r"\.html#EndorsementSubject\Z")
_COMMENT = pattern(_OB3 + r"\.html#endorsementComment\Z")
_URN = pattern(r"urn:[a-z0-9][a-z0-9-]{1,31}:[^\s]+\Z", re.IGNORECASE)
_ALIASES = (("id", "@id"), ("type", "@type"))
_DEEPEST_SCOPE = 10
# Keywords that put a node's members somewhere else than into the node, and one whose value no
# statement holds, so that anybody could add it to a signed document.
HIDING = frozenset({"@nest", "@included", "@reverse", "@graph", "@index"})


def canonicalize_readable(
    document: Mapping[str, Any], *, contexts: Mapping[str, Any], hash_name: str, limits: Limits
) -> str:
    """The canonical form of a document after `refuse_hidden`, by a plan where there is one.

    Raises JsonLdError.
    """
    planned = plan_for(document, contexts=contexts, limits=limits)
    if planned is not None:
        plan, values = planned
        if is_plain(plan, values, limits):
            text = plan.canonical(values, hash_name)
            if text is not None:
                return text
    expanded = refuse_hidden(document, contexts, limits)
    return canonicalize_expanded(expanded, hash_name=hash_name, limits=limits, i18n=True)


def is_plain(plan: Plan, values: Sequence[Any], limits: Limits) -> bool:
    """Whether `refuse_hidden` has certainly nothing to say (inline contexts have no plans)."""
    facts = plan.facts
    return (
        facts.one_node
        and facts.members <= limits.quads
        and facts.contexts <= MAX_CONTEXTS
        and HIDING.isdisjoint(facts.keys)
        and not plan.has_repeated_top(values)
    )


def refuse_hidden(
    document: Mapping[str, Any], contexts: Mapping[str, Any], limits: Limits
) -> list[Any]:
    """The expanded form of a document that hides nothing.

    Raises JsonLdError: `unsupported_context` (one inside the document that does more than give
    names with which their IRIs end), `misplaced_keyword`,
    `repeated_node` (members of the credential stand in another object with its identifier),
    `too_many_quads` (more values than there may be statements: found before any is read)."""
    stack: list[Any] = [document]
    names = _PublishedNames(document, contexts)
    seen = contexts_seen = 0
    while stack:
        item = stack.pop()
        seen += 1
        if seen > limits.quads:
            raise JsonLdError("too_many_quads", f"more than {limits.quads} values")
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            _check_names(item, names)
            contexts_seen += len(_contexts(item))
            if contexts_seen > MAX_CONTEXTS:
                raise JsonLdError("context_overflow", f"more than {MAX_CONTEXTS} contexts")
            stack.extend(value for name, value in item.items() if name != "@context")
    expanded = expand(document, contexts=contexts, limits=limits)
    _check_nodes(expanded)
    return expanded


class _PublishedNames:
    """The names in the published contexts of a document, gathered when they are first asked for."""

    def __init__(self, document: Mapping[str, Any], contexts: Mapping[str, Any]) -> None:
        self._urls = [item for item in _contexts(document) if isinstance(item, str)]
        self._contexts = contexts

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        tables = [self._contexts.get(url) for url in self._urls]
        return frozenset(_names_in([table.scope for table in tables if table is not None]))


def _names_in(scope: Any) -> Iterator[str]:
    for part in scope if isinstance(scope, list | tuple) else (scope,):
        if isinstance(part, Mapping):
            for name, meaning in part.items():
                yield name
                if isinstance(meaning, Mapping):
                    yield from _names_in(meaning.get("@context"))
        elif isinstance(part, list | tuple):
            yield from _names_in(part)


def _check_names(item: Mapping[str, Any], published: _PublishedNames) -> None:
    hiding = HIDING.intersection(item)
    if hiding:
        raise JsonLdError("misplaced_keyword", min(hiding))
    inline = [part for part in _contexts(item) if isinstance(part, dict)]
    if terms_in(inline) > MAX_INLINE_TERMS:
        raise JsonLdError("unsupported_context", "too many terms inside the document")
    if not all(_is_bound_scope(part, published, 0) for part in inline):
        raise JsonLdError("unsupported_context", "a context inside the document")


def terms_in(contexts: list[Any]) -> int:
    """How many names the contexts inside a document give, with those inside their terms."""
    count = 0
    stack: list[Any] = list(contexts)
    while stack:
        part = stack.pop()
        if isinstance(part, list):
            stack.extend(part)
        elif isinstance(part, dict):
            count += len(part)
            stack.extend(term["@context"] for term in part.values()
                         if isinstance(term, dict) and "@context" in term)  # fmt: skip
    return count


def _is_bound_scope(scope: Any, published: _PublishedNames, depth: int) -> bool:
    """Whether nobody could give another name to the same IRI, or another IRI to a name."""
    if not isinstance(scope, dict) or depth > _DEEPEST_SCOPE:
        return False
    return all(_is_bound(name, meaning, published, depth) for name, meaning in scope.items())


def _is_bound(name: str, meaning: Any, published: _PublishedNames, depth: int) -> bool:
    if name == "@protected":
        return isinstance(meaning, bool)
    if depth:
        if (name, meaning) in _ALIASES:
            return True
        # JSON-LD itself keeps protected names from being taken over, except inside a term.
        if name in published:
            return False
    if isinstance(meaning, dict):
        if not meaning.keys() <= {"@id", "@type", "@context"}:
            return False
        if not isinstance(meaning.get("@type", ""), str):
            return False
        inside = meaning.get("@context", {})
        if not _is_bound_scope(inside, published, depth + 1):
            return False
        meaning = meaning.get("@id")
    if not isinstance(meaning, str) or _PLAIN_NAME.match(name) is None:
        return False
    if _URN.match(meaning) is not None:
        return meaning.endswith(f":{name}")
    return _WEB_IRI.match(meaning) is not None and meaning.endswith((f"#{name}", f"/{name}"))


def _contexts(item: Mapping[str, Any]) -> list[Any]:
    value = item.get("@context", [])
    return value if isinstance(value, list) else [value]


def _check_nodes(expanded: list[Any]) -> None:
    if len(expanded) != 1 or not isinstance(expanded[0], dict):
        raise JsonLdError("free_floating_value", "not one node")
    top = expanded[0]
    identifier = top.get("@id")
    if identifier is None:
        return
    stack: list[Any] = [value for name, value in top.items() if name != "@id"]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            if item.get("@id") == identifier and len(item) > 1 and not _endorses(item, top):
                raise JsonLdError("repeated_node", str(identifier)[:200])
            # A named graph makes its own statements and none about the credential.
            stack.extend(value for name, value in item.items() if name != "@graph")


def _endorses(item: Mapping[str, Any], top: Mapping[str, Any]) -> bool:
    """Whether all that `item` says is a comment of an endorsement on the credential that it stands
    in, and no reader looks for that, or for its type, at the top."""
    types = item.get("@type", [])
    return (
        len(types) == 1
        and _ENDORSED.match(types[0]) is not None
        and types[0] not in top.get("@type", [])
        and not any(_COMMENT.match(name) for name in top)
        and all(name in {"@id", "@type"} or _COMMENT.match(name) for name in item)
    )
