"""IRIs: what is one, and how relative references are resolved.

https://www.w3.org/TR/json-ld11-api/#iri-expansion, https://www.rfc-editor.org/rfc/rfc3986#section-5
"""

from __future__ import annotations

import re

from passports.standards.hints import Final
from passports.standards.pattern import pattern

KEYWORDS: Final = frozenset(
    {
        "@base",
        "@container",
        "@context",
        "@default",
        "@direction",
        "@embed",
        "@explicit",
        "@graph",
        "@id",
        "@included",
        "@index",
        "@json",
        "@language",
        "@list",
        "@nest",
        "@none",
        "@omitDefault",
        "@prefix",
        "@preserve",
        "@protected",
        "@requireAll",
        "@reverse",
        "@set",
        "@type",
        "@value",
        "@version",
        "@vocab",
        "@import",
        "@propagate",
    }
)

_KEYWORD_FORM = pattern(r"@[A-Za-z]+")
_ABSOLUTE = pattern(r"[A-Za-z][A-Za-z0-9+.\-]*:\S*")
# The characters that an IRIREF of N-Quads may not hold.
_REFUSED = r'\x00-\x20<>"{}|^`\\#'
_WELL_FORMED, _ASCII_WELL_FORMED = (
    pattern(rf"[A-Za-z][A-Za-z0-9+.\-]*:[^{refused}]*(?:#[^{refused}]*)?")
    # Half a millisecond is what a set with surrogates takes to be compiled.
    for refused in (rf"{_REFUSED}\ud800-\udfff", _REFUSED)
)
_PARTS = pattern(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)


def has_keyword_form(value: str) -> bool:
    """Is this reserved for future keywords (`@` and letters only)?"""
    return value.startswith("@") and _KEYWORD_FORM.fullmatch(value) is not None


def is_absolute(value: str) -> bool:
    """Has the string the form of an absolute IRI?"""
    return _ABSOLUTE.fullmatch(value) is not None


def is_blank(value: str) -> bool:
    """Is this a blank node identifier?"""
    return value.startswith("_:")


def is_well_formed(value: str) -> bool:
    """Can the IRI be written as N-Quads without escapes?"""
    allowed = _ASCII_WELL_FORMED if value.isascii() else _WELL_FORMED
    return allowed.fullmatch(value) is not None


def resolve(base: str | None, reference: str) -> str:
    """Resolve `reference` against `base` (RFC 3986, section 5.2); without a base, unchanged."""
    if base is None:
        return reference
    scheme, authority, path, query, fragment = _split(reference)
    if scheme is not None:
        path = _without_dots(path)
    else:
        b_scheme, b_authority, b_path, b_query, _ = _split(base)
        scheme = b_scheme
        if authority is not None:
            path = _without_dots(path)
        else:
            authority = b_authority
            if not path:
                path = b_path
                query = b_query if query is None else query
            elif path.startswith("/"):
                path = _without_dots(path)
            else:
                if b_authority is not None and not b_path:
                    merged = "/" + path
                else:
                    merged = b_path[: b_path.rfind("/") + 1] + path
                path = _without_dots(merged)
    result = "" if scheme is None else scheme + ":"
    if authority is not None:
        result += "//" + authority
    result += path
    if query is not None:
        result += "?" + query
    if fragment is not None:
        result += "#" + fragment
    return result


def _split(value: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _PARTS.fullmatch(value)
    if match is None:
        return None, None, value, None, None
    return match[1], match[2], match[3] or "", match[4], match[5]


def _without_dots(path: str) -> str:
    absolute = path.startswith("/")
    output: list[str] = []
    segments = path.split("/")
    for segment in segments[1:] if absolute else segments:
        if segment == "..":
            if output:
                output.pop()
        elif segment != ".":
            output.append(segment)
    if segments[-1] in (".", ".."):
        output.append("")
    return ("/" if absolute else "") + "/".join(output)
