"""JSON-LD 1.1 and RDFC-1.0, pure Python: expansion, quads, canonical form. Nothing is fetched.

Safe mode is on unless a test turns it off: what expansion would silently drop is an error, so
that nothing in a document that verifies is left unsigned. A context is one of the shipped tables
or the document is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.hints import TYPE_CHECKING, Any
from passports.standards.jsonld.active import ContextSet
from passports.standards.jsonld.canonical import canonical_labels, relabelled
from passports.standards.jsonld.contexts import SHIPPED_TABLES, VERSION
from passports.standards.jsonld.contexts.table import ContextTable
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.expansion import Expander
from passports.standards.jsonld.nquads import Quad, parse
from passports.standards.jsonld.rdf import QuadWriter
from passports.standards.jsonld.shapes import shape_of
from passports.standards.types import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from passports.standards.jsonld.plans import Plan

SHIPPED = ContextSet(SHIPPED_TABLES, version=VERSION)


def expand(
    document: Any,
    *,
    contexts: Mapping[str, ContextTable] = SHIPPED,
    limits: Limits = DEFAULT_LIMITS,
    base: str | None = None,
    safe: bool = True,
    expand_context: Any = None,
) -> list[Any]:
    """The expanded form of a JSON-LD document.

    `document` is parsed JSON; `contexts` are the only contexts that it may name; `base` resolves
    relative references (none by default, so that they are errors); `expand_context` is put in
    force before the document's own. Raises `JsonLdError`.
    https://www.w3.org/TR/json-ld11-api/#expansion-algorithm
    """
    _check_nesting(document, limits.nesting)
    known = contexts if isinstance(contexts, ContextSet) else ContextSet(contexts)
    return Expander(known, base, safe=safe).run(document, expand_context)


def to_nquads(
    document: Any,
    *,
    contexts: Mapping[str, ContextTable] = SHIPPED,
    limits: Limits = DEFAULT_LIMITS,
    base: str | None = None,
    safe: bool = True,
    expand_context: Any = None,
    i18n: bool = False,
) -> list[Quad]:
    """The distinct quads of a JSON-LD document; arguments and errors as for `expand`.

    `i18n` writes a base direction as a datatype, as Data Integrity does; else it is refused.
    https://www.w3.org/TR/json-ld11-api/#deserialize-json-ld-to-rdf-algorithm
    """
    expanded = expand(
        document,
        contexts=contexts,
        limits=limits,
        base=base,
        safe=safe,
        expand_context=expand_context,
    )
    return QuadWriter(safe=safe, limits=limits, i18n=i18n).run(expanded)


def plan_for(
    document: Any, *, contexts: Mapping[str, ContextTable], limits: Limits
) -> tuple[Plan, list[Any]] | None:
    """The plan for the shape of a document, and its values; None where there is none.

    The first document of a shape has no plan, nor has one that exceeds `limits`.
    """
    if not isinstance(contexts, ContextSet):
        return None
    found = shape_of(document)
    if found is None:
        return None
    shape, values = found

    def make() -> Plan | None:
        # Who verifies one file never comes here.
        from passports.standards.jsonld.compiling import make_plan

        return make_plan(document, values, contexts=contexts, limits=limits)

    plan = contexts.plans.find(shape, make)
    if plan is None or plan.facts.depth > limits.nesting or plan.facts.quads > limits.quads:
        return None
    return plan, values


def canonicalize(
    document: Mapping[str, Any],
    *,
    contexts: Mapping[str, ContextTable] = SHIPPED,
    hash_name: str = "sha256",
    limits: Limits = DEFAULT_LIMITS,
) -> str:
    """The canonical N-Quads of a JSON-LD document, always in safe mode.

    `hash_name` is the hash inside RDFC-1.0: `sha256`, or `sha384` for P-384 keys.
    Raises `JsonLdError`. https://www.w3.org/TR/rdf-canon/
    """
    planned = plan_for(document, contexts=contexts, limits=limits)
    if planned is not None:
        plan, values = planned
        text = plan.canonical(values, hash_name)
        if text is not None:
            return text
    return canonicalize_completely(document, contexts=contexts, hash_name=hash_name, limits=limits)


def canonicalize_completely(
    document: Mapping[str, Any],
    *,
    contexts: Mapping[str, ContextTable] = SHIPPED,
    hash_name: str = "sha256",
    limits: Limits = DEFAULT_LIMITS,
    i18n: bool = False,
) -> str:
    """The same as `canonicalize` and slower: every algorithm step by step, without plans."""
    expanded = expand(document, contexts=contexts, limits=limits)
    return canonicalize_expanded(expanded, hash_name=hash_name, limits=limits, i18n=i18n)


def canonicalize_expanded(
    expanded: list[Any], *, hash_name: str, limits: Limits, i18n: bool = False
) -> str:
    """The canonical N-Quads of what `expand` made of a document. Raises `JsonLdError`."""
    quads = QuadWriter(safe=True, limits=limits, i18n=i18n).run(expanded)
    return relabelled(*canonical_labels(quads, hash_name=hash_name, limits=limits))


def canonicalize_nquads(
    text: str, *, hash_name: str = "sha256", limits: Limits = DEFAULT_LIMITS
) -> str:
    """The canonical form of an N-Quads document. Raises `JsonLdError`."""
    quads = parse(text, limits=limits)
    return relabelled(*canonical_labels(quads, hash_name=hash_name, limits=limits))


def _check_nesting(document: Any, deepest: int) -> None:
    level = [document]
    depth = 0
    while level:
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        level = [child for child in level if isinstance(child, dict | list)]
        depth += 1
        if depth > deepest:
            raise JsonLdError("too_deep", f"more than {deepest} levels")


__all__ = [
    "SHIPPED",
    "ContextSet",
    "ContextTable",
    "JsonLdError",
    "Quad",
    "canonicalize",
    "canonicalize_completely",
    "canonicalize_expanded",
    "canonicalize_nquads",
    "expand",
    "plan_for",
    "to_nquads",
]
