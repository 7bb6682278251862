"""PyLD as the oracle of expansion, with the published contexts and no network."""

from __future__ import annotations

import json
from typing import Any

from pyld import context_resolver, jsonld

from tests import corpora

BASE = "https://base.example/folder/document"


def _cache_key(context: dict[str, Any]) -> bytes:
    """By what PyLD finds again a context that it has read. It makes canonical JSON in Python for
    that, which takes half of its time; any text that differs where contexts differ will do."""
    return json.dumps(context, sort_keys=True).encode()


context_resolver.canonicalize = _cache_key

# What PyLD raises for bad documents, and by mistake for some odd ones.
REFUSALS = (jsonld.JsonLdError, KeyError, TypeError, AttributeError)


class NoSuchContext(Exception):
    """The document names a context that the corpora do not hold."""


def _load(url: str, options: Any = None) -> dict[str, Any]:
    try:
        document = json.loads(corpora.original_context(url))
    except KeyError:
        raise NoSuchContext(url) from None
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
        # PyLD's word for what it may keep from one document to the next.
        "tag": "static",
    }


def pyld_expand(document: Any, *, base: str = BASE) -> list[Any] | None:
    """The expanded document, or None where PyLD refuses it."""
    try:
        expanded: list[Any] = jsonld.expand(document, {"documentLoader": _load, "base": base})
    except REFUSALS as error:
        if isinstance(error.__cause__, NoSuchContext):
            raise error.__cause__ from None
        return None
    return None if _has_empty_type(expanded) else expanded


def _has_empty_type(value: Any) -> bool:
    """PyLD lets a type be null, which no RDF can say; we refuse it."""
    if isinstance(value, dict):
        types = value.get("@type")
        if isinstance(types, list) and None in types:
            return True
        return any(map(_has_empty_type, value.values()))
    return isinstance(value, list) and any(map(_has_empty_type, value))


def pyld_canonicalize(document: Any) -> str | None:
    """The canonical N-Quads, or None where PyLD refuses the document."""
    options = {
        "documentLoader": _load,
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
    }
    try:
        text: str = jsonld.normalize(document, options)
    except REFUSALS as error:
        if isinstance(error.__cause__, NoSuchContext):
            raise error.__cause__ from None
        return None
    return text
