"""Related resources: what a credential says of documents that it builds on.

https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from passports.standards.formats.format import Problem, as_list
from passports.standards.hints import Any
from passports.standards.pattern import pattern
from passports.standards.resource_digest import fits, read_multibase

_MEMBER = "relatedResource"
# https://www.w3.org/TR/SRI/#the-integrity-attribute: hash-algorithm "-" base64-value, with options
_SRI = pattern(r"sha(256|384|512)-[A-Za-z0-9+/_-]+={0,2}(\?[\x21-\x7e]*)?", re.ASCII)
_HEX = pattern(r"[0-9a-fA-F]+", re.ASCII)


def changed_contexts(data: Mapping[str, Any], contexts: Mapping[str, Any]) -> Iterator[Problem]:
    """Where a digest is not that of the published context that we read the document with.

    Contexts are the only related resources that verification uses without fetching them.
    """
    for index, item in enumerate(as_list(data.get(_MEMBER))):
        table = contexts.get(item["id"]) if _is_named(item) else None
        if table is None:
            continue
        digests = {"sha256": bytes.fromhex(table.sha256), "sha384": bytes.fromhex(table.sha384)}
        if not fits(item, lambda name, known=digests: known.get(name) or None):  # type: ignore[misc]
            yield Problem("digest_mismatch", f"{_MEMBER}.{index}", item["id"][:200])


def unreadable_digests(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Digests that no resource can have, so that a credential with them must not be issued: what is
    no multihash, and hexadecimal digits where base64 must be."""
    for index, item in enumerate(as_list(data.get(_MEMBER))):
        if not isinstance(item, Mapping):
            continue
        path = f"{_MEMBER}.{index}"
        if "digestMultibase" in item and read_multibase(item["digestMultibase"]) is None:
            yield Problem("bad_digest", f"{path}.digestMultibase", "not a multihash")
        if "digestSRI" in item and not _is_integrity(item["digestSRI"]):
            yield Problem("bad_digest", f"{path}.digestSRI", "not an algorithm and base64")


def _is_named(item: object) -> bool:
    return isinstance(item, Mapping) and isinstance(item.get("id"), str)


def _is_integrity(value: object) -> bool:
    words = value.split() if isinstance(value, str) else []
    return bool(words) and all(_is_digest(word) for word in words)


def _is_digest(word: str) -> bool:
    found = _SRI.fullmatch(word)
    if found is None:
        return False
    digits = word.split("-", 1)[1]
    return _HEX.fullmatch(digits) is None or len(digits) * 4 != int(found.group(1))
