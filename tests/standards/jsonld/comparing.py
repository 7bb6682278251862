"""When two results mean the same: arrays are sets outside lists, blank nodes have no names."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph


def same_expansion(one: Any, other: Any) -> bool:
    """Equal expanded documents, whatever the order of arrays that are not lists."""
    return _sortable(one, ordered=False) == _sortable(other, ordered=False)


def _sortable(value: Any, *, ordered: bool) -> Any:
    if isinstance(value, dict):
        if value.get("@type") == "@json":
            return {**value, "@value": json.dumps(value["@value"], sort_keys=True)}
        return {
            name: _sortable(item, ordered=name == "@list") for name, item in sorted(value.items())
        }
    if isinstance(value, list):
        items = [_sortable(item, ordered=False) for item in value]
        return items if ordered else sorted(items, key=lambda i: json.dumps(i, sort_keys=True))
    # True equals 1 in Python, not in JSON.
    return (type(value).__name__, value) if isinstance(value, bool | int | float) else value


def same_dataset(one: str, other: str) -> bool:
    """Isomorphic N-Quads documents."""
    return oxigraph_canonical(one) == oxigraph_canonical(other)


def oxigraph_canonical(text: str, *, sha384: bool = False) -> str:
    """RDFC-1.0 by pyoxigraph."""
    n_quads = pyoxigraph.RdfFormat.N_QUADS
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text.encode(), n_quads, lenient=True))
    algorithm = pyoxigraph.CanonicalizationAlgorithm
    dataset.canonicalize(algorithm.RDFC_1_0_SHA_384 if sha384 else algorithm.RDFC_1_0_SHA_256)
    rows = (pyoxigraph.serialize(dataset, format=n_quads) or b"").decode().split("\n")
    return "".join(f"{row}\n" for row in sorted(rows) if row)
