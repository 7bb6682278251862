"""RDF Dataset Canonicalization (RDFC-1.0): https://www.w3.org/TR/rdf-canon/#canon-algorithm."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import permutations

from passports.standards.digests import SHA_2, hash_function
from passports.standards.hints import Any, Final
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.nquads import Quad, line
from passports.standards.types import Limits

# Each level of hashing related nodes is one more Python call.
_DEEPEST: Final = 150


class _Issuer:
    """Gives out identifiers in order: https://www.w3.org/TR/rdf-canon/#issue-identifier."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = {} if issued is None else issued

    def issue(self, node: str) -> str:
        known = self.issued.get(node)
        if known is None:
            known = self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return known

    def copy(self) -> _Issuer:
        return _Issuer(self.prefix, self.issued.copy())


def canonical_labels(
    quads: Iterable[Quad], *, hash_name: str, limits: Limits
) -> tuple[list[Quad], dict[str, str]]:
    """The distinct quads and the canonical label of each blank node.

    `hash_name` is `sha256` or `sha384`. Raises `JsonLdError`: `too_complex` when the graph has
    more symmetry than `limits.canonicalization_steps` allows, `too_many_quads`,
    `unsupported_hash`.
    """
    distinct = list(dict.fromkeys(quads))
    if len(distinct) > limits.quads:
        raise JsonLdError("too_many_quads", f"more than {limits.quads}")
    if hash_name not in SHA_2:
        raise JsonLdError("unsupported_hash", hash_name)
    return distinct, _Labeller(distinct, hash_function(hash_name), limits).run()


class _Labeller:
    def __init__(self, quads: list[Quad], new_hash: Callable[[bytes], Any], limits: Limits) -> None:
        self._new_hash = new_hash
        self._steps_left = limits.canonicalization_steps
        self._canonical = _Issuer("_:c14n")
        self._first: dict[str, str] = {}
        self._quads_of: dict[str, list[Quad]] = {}
        for quad in quads:
            for node in {quad.subject, quad.object, quad.graph}:
                if node.startswith("_:"):
                    self._quads_of.setdefault(node, []).append(quad)

    def run(self) -> dict[str, str]:
        alike: dict[str, list[str]] = {}
        for node in self._quads_of:
            self._first[node] = digest = self._hash_first_degree(node)
            alike.setdefault(digest, []).append(node)
        ordered = sorted(alike)
        for digest in ordered:
            nodes = alike[digest]
            if len(nodes) == 1:
                self._canonical.issue(nodes[0])
        for digest in ordered:
            if len(alike[digest]) > 1:
                self._label_alike(alike[digest])
        return self._canonical.issued

    def _label_alike(self, nodes: list[str]) -> None:
        paths: list[tuple[str, _Issuer]] = []
        for node in nodes:
            if node in self._canonical.issued:
                continue
            issuer = _Issuer("_:b")
            issuer.issue(node)
            paths.append(self._hash_n_degree(node, issuer, 0))
        for _, issuer in sorted(paths, key=lambda path: path[0]):
            for node in issuer.issued:
                self._canonical.issue(node)

    def _hash(self, text: str) -> str:
        return str(self._new_hash(text.encode("utf-8")).hexdigest())

    def _step(self, count: int = 1) -> None:
        self._steps_left -= count
        if self._steps_left < 0:
            raise JsonLdError("too_complex", "too many blank nodes that look alike")

    def _hash_first_degree(self, node: str) -> str:
        """https://www.w3.org/TR/rdf-canon/#hash-1d-quads"""
        lines = [
            line(
                Quad(
                    _mask(quad.subject, node),
                    quad.predicate,
                    _mask(quad.object, node),
                    _mask(quad.graph, node),
                )
            )
            for quad in self._quads_of[node]
        ]
        return self._hash("".join(sorted(lines)))

    def _hash_related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """https://www.w3.org/TR/rdf-canon/#hash-related-blank-node"""
        predicate = "" if position == "g" else quad.predicate
        known = self._canonical.issued.get(related) or issuer.issued.get(related)
        return self._hash(position + predicate + (known or self._first[related]))

    def _hash_n_degree(self, node: str, issuer: _Issuer, depth: int) -> tuple[str, _Issuer]:
        """https://www.w3.org/TR/rdf-canon/#hash-nd-quads"""
        if depth > _DEEPEST:
            raise JsonLdError("too_complex", "too long a chain of blank nodes that look alike")
        related_by_hash: dict[str, list[str]] = {}
        for quad in self._quads_of[node]:
            for term, position in ((quad.subject, "s"), (quad.object, "o"), (quad.graph, "g")):
                if term != node and term.startswith("_:"):
                    self._step()
                    digest = self._hash_related(term, quad, issuer, position)
                    related_by_hash.setdefault(digest, []).append(term)
        to_hash: list[str] = []
        for digest in sorted(related_by_hash):
            path, issuer = self._best_path(related_by_hash[digest], issuer, depth)
            to_hash.append(digest + path)
        return self._hash("".join(to_hash)), issuer

    def _best_path(self, related: list[str], issuer: _Issuer, depth: int) -> tuple[str, _Issuer]:
        chosen = ""
        chosen_issuer = issuer
        for order in permutations(related):
            self._step()
            found = self._path(order, issuer.copy(), chosen, depth)
            if found is not None and (chosen == "" or found[0] < chosen):
                chosen, chosen_issuer = found
        return chosen, chosen_issuer

    def _path(
        self, order: tuple[str, ...], issuer: _Issuer, chosen: str, depth: int
    ) -> tuple[str, _Issuer] | None:
        """The path of one order of related nodes; None as soon as it cannot be the least."""
        path = ""
        recursion: list[str] = []
        for node in order:
            known = self._canonical.issued.get(node)
            if known is None:
                if node not in issuer.issued:
                    recursion.append(node)
                known = issuer.issue(node)
            path += known
            if _is_worse(path, chosen):
                return None
        for node in recursion:
            self._step()
            digest, deeper = self._hash_n_degree(node, issuer, depth + 1)
            path += f"{issuer.issue(node)}<{digest}>"
            issuer = deeper
            if _is_worse(path, chosen):
                return None
        return path, issuer


def _is_worse(path: str, chosen: str) -> bool:
    return chosen != "" and len(path) >= len(chosen) and path > chosen


def _mask(term: str, node: str) -> str:
    if not term.startswith("_:"):
        return term
    return "_:a" if term == node else "_:z"


def relabelled(quads: Iterable[Quad], labels: dict[str, str]) -> str:
    """Canonical N-Quads: each quad with its canonical labels, sorted by code point."""
    return "".join(
        sorted(
            line(
                Quad(
                    labels.get(quad.subject, quad.subject),
                    quad.predicate,
                    labels.get(quad.object, quad.object),
                    labels.get(quad.graph, quad.graph),
                )
            )
            for quad in quads
        )
    )
