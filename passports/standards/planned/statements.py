"""The statements of a credential and of its proof, by plans of JSON-LD."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from passports.standards.hints import Any
from passports.standards.jsonld import ContextSet
from passports.standards.jsonld.compiling import make_plan
from passports.standards.jsonld.plans import Plan
from passports.standards.jsonld.shapes import shape_of
from passports.standards.planned.samples import Sample
from passports.standards.proofs.readable import HIDING, is_plain
from passports.standards.types import Limits


class Part:
    """One JSON-LD document whose values are some of those of a text."""

    def __init__(self, plan: Plan, places: Sequence[int]) -> None:
        self.plan = plan
        self._choose: Callable[[Sequence[Any]], Sequence[Any]] = itemgetter(*places)
        self.iris = [places[number] for number in plan.iris]

    def canonical(self, values: Sequence[Any], hash_name: str, limits: Limits) -> str | None:
        """The canonical N-Quads where nothing is hidden in them; None if that is uncertain."""
        own = self._choose(values)
        facts = self.plan.facts
        if facts.depth > limits.nesting or facts.quads > limits.quads:
            return None
        if not is_plain(self.plan, own, limits):
            return None
        return self.plan.canonical(own, hash_name, checked=True)


class Statements:
    """What an RDF based proof signs: the options of the proof, and the document."""

    def __init__(self, document: Part, options: Part) -> None:
        self._document, self._options = document, options
        self.iris = [*document.iris, *options.iris]
        self.prefixes = document.plan.prefixes | options.plan.prefixes
        self.size = document.plan.size + options.plan.size

    def signed_bytes(self, values: Sequence[Any], hash_name: str, limits: Limits) -> bytes | None:
        """As `rdfc_signed_bytes`; None if that is uncertain."""
        text = self._document.canonical(values, hash_name, limits)
        said = self._options.canonical(values, hash_name, limits)
        if text is None or said is None:
            return None
        new_hash = hashlib.sha384 if hash_name == "sha384" else hashlib.sha256
        return new_hash(said.encode()).digest() + new_hash(text.encode()).digest()


def make_statements(
    sample: Sample,
    credential: Mapping[str, Any],
    proof: Mapping[str, Any],
    *,
    contexts: ContextSet,
    limits: Limits,
) -> Statements | None:
    """The statements of a credential with `proof` (without its value); None where there is no
    plan for one of them."""
    unsecured = {name: value for name, value in credential.items() if name != "proof"}
    options = {**proof, "@context": credential.get("@context")}
    if HIDING.intersection(options):
        return None
    parts = [_part(sample, document, contexts, limits) for document in (unsecured, options)]
    document_part, options_part = parts
    if document_part is None or options_part is None:
        return None
    return Statements(document_part, options_part)


def _part(
    sample: Sample, document: dict[str, Any], contexts: ContextSet, limits: Limits
) -> Part | None:
    found = shape_of(document)
    if found is None:
        return None
    _, values = found
    # Text that belongs to the shape of the whole may be a value here: it keeps its place.
    places = [sample.everywhere.get(value) for value in values]
    if len(places) < 2 or None in places:
        return None
    plan = make_plan(document, values, contexts=contexts, limits=limits)
    return None if plan is None else Part(plan, [place for place in places if place is not None])
