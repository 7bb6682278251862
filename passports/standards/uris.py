"""Identifiers and addresses as text: what counts as a URI, and where its fragment begins."""

from __future__ import annotations

import re

from passports.standards.pattern import pattern

# RFC 3986: a scheme, a colon, and no character that a URI may not hold.
_URI = pattern(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+\Z")


def is_uri(value: object) -> bool:
    """Whether `value` is a string with the form of an absolute URI (RFC 3986, section 4.3)."""
    return isinstance(value, str) and len(value) <= 4_000_000 and _URI.match(value) is not None


def is_did(value: object) -> bool:
    """Whether `value` is a DID without path, query or fragment (https://www.w3.org/TR/did-1.0/)."""
    return (
        isinstance(value, str)
        and re.fullmatch(r"did:[a-z0-9]+:[A-Za-z0-9._:%\-]*[A-Za-z0-9._%\-]", value) is not None
    )


def split_fragment(uri: str) -> tuple[str, str]:
    """`uri` without its fragment, and the fragment without its `#` (empty if there is none)."""
    base, _, fragment = uri.partition("#")
    return base, fragment
