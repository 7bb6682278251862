"""What is signed must be where readers look for it.

An RDF based proof signs statements, not the JSON that people and programs read. The same
statements can be written so that a reader of `validUntil` or `credentialStatus` misses them, and
whoever holds a credential could rewrite it so. Contexts are not signed either, so one that came
inside the document could change what every name means. Such documents are refused. A context
inside the document may only give names with which the IRIs that they stand for end: the IRI is
signed, so then the name is too.
https://www.w3.org/TR/vc-data-integrity/#validating-contexts
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from passports.standards.jsonld import (
    JsonLdError,
    Plan,
    canonicalize_completely,
    expand,
    plan_for,
)
from passports.standards.types import Limits

MAX_CONTEXTS = 500  # in a document and the credentials inside it
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_WEB_IRI = re.compile(r"https?://[^\s]+\Z")
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
        if _is_plain(plan, values, limits):
            text = plan.canonical(values, hash_name)
            if text is not None:
                return text
    refuse_hidden(document, contexts, limits)
    return canonicalize_completely(
        document, contexts=contexts, hash_name=hash_name, limits=limits, i18n=True
    )


def _is_plain(plan: Plan, values: Sequence[Any], limits: Limits) -> bool:
    """Whether `refuse_hidden` has certainly nothing to say (inline contexts have no plans)."""
    facts = plan.facts
    return (
        facts.one_node
        and facts.members <= limits.quads
        and facts.contexts <= MAX_CONTEXTS
        and HIDING.isdisjoint(facts.keys)
        and not plan.has_repeated_top(values)
    )


def refuse_hidden(document: Mapping[str, Any], contexts: Mapping[str, Any], limits: Limits) -> None:
    """Raises JsonLdError: `unsupported_context` (one inside the document that does more than give
    names with which their IRIs end), `misplaced_keyword`,
    `repeated_node` (members of the credential stand in another object with its identifier),
    `too_many_quads` (more values than there may be statements: found before any is read)."""
    stack: list[Any] = [document]
    seen = contexts_seen = 0
    while stack:
        item = stack.pop()
        seen += 1
        if seen > limits.quads:
            raise JsonLdError("too_many_quads", f"more than {limits.quads} values")
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            _check_names(item)
            contexts_seen += len(_contexts(item))
            if contexts_seen > MAX_CONTEXTS:
                raise JsonLdError("context_overflow", f"more than {MAX_CONTEXTS} contexts")
            stack.extend(value for name, value in item.items() if name != "@context")
    _check_nodes(expand(document, contexts=contexts, limits=limits))


def _check_names(item: Mapping[str, Any]) -> None:
    hiding = HIDING.intersection(item)
    if hiding:
        raise JsonLdError("misplaced_keyword", min(hiding))
    for part in _contexts(item):
        if isinstance(part, dict) and not all(_is_bound(*each) for each in part.items()):
            raise JsonLdError("unsupported_context", "a context inside the document")


def _is_bound(name: str, meaning: Any) -> bool:
    """Whether nobody could give another name to the same IRI, or another IRI to the name."""
    if name == "@protected":
        return isinstance(meaning, bool)
    if isinstance(meaning, dict):
        if not meaning.keys() <= {"@id", "@type"} or not isinstance(meaning.get("@type", ""), str):
            return False
        meaning = meaning.get("@id")
    return (
        isinstance(meaning, str)
        and _PLAIN_NAME.match(name) is not None
        and _WEB_IRI.match(meaning) is not None
        and meaning.endswith((f"#{name}", f"/{name}"))
    )


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
            if item.get("@id") == identifier and len(item) > 1:
                raise JsonLdError("repeated_node", str(identifier)[:200])
            # A named graph makes its own statements and none about the credential.
            stack.extend(value for name, value in item.items() if name != "@graph")
