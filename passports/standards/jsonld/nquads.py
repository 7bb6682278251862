"""N-Quads: terms, quads, reading and writing.

https://www.w3.org/TR/n-quads/ and its canonical form,
https://www.w3.org/TR/rdf-canon/#canonical-quads. Terms are kept as they are written in canonical
N-Quads, so a term that starts with `<` is an IRI, with `_` a blank node, with `"` a literal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from passports.standards.frozen import frozen
from passports.standards.hints import TYPE_CHECKING, Final
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.iris import is_well_formed
from passports.standards.pattern import pattern
from passports.standards.types import DEFAULT_LIMITS, Limits

XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"


@frozen
class Quad:
    """Four terms in canonical N-Quads; `graph` is empty for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str = ""

    if TYPE_CHECKING:  # as every frozen value is a tuple

        def __iter__(self) -> Iterator[str]: ...


_ESCAPES: Final = {
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_TO_ESCAPE: Final = pattern(r'[\x00-\x1f\x7f"\\]')


def escape(text: str) -> str:
    """The text between the quotation marks of a literal."""
    return _TO_ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)


def literal(text: str, *, datatype: str = XSD_STRING, language: str = "") -> str:
    """A literal as canonical N-Quads writes it."""
    quoted = f'"{escape(text)}"'
    if language:
        return f"{quoted}@{language}"
    return quoted if datatype == XSD_STRING else f"{quoted}^^<{datatype}>"


def line(quad: Quad) -> str:
    """One line, with its line feed."""
    subject, predicate, object_, graph = quad
    if graph:
        return f"{subject} {predicate} {object_} {graph} .\n"
    return f"{subject} {predicate} {object_} .\n"


_BASE = r"A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
_CHARS = (
    _BASE
    + r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LABEL_START = _CHARS + "_0-9:"
_LABEL_REST = _LABEL_START + r"\-\xb7\u0300-\u036f\u203f-\u2040"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_IRI = rf'<((?:[^\x00-\x20<>"{{}}|^`\\]|{_UCHAR})*)>'
_BLANK = rf"(_:[{_LABEL_START}](?:[{_LABEL_REST}.]*[{_LABEL_REST}])?)"
_LITERAL = (
    rf'"((?:[^"\\\n\r]|\\[tbnrf"\'\\]|{_UCHAR})*)"'
    rf"(?:\^\^{_IRI}|@([A-Za-z]+(?:-[A-Za-z0-9]+)*))?"
)
_EMPTY: Final = pattern(r"[ \t]*(?:#.*)?")
_ESCAPED: Final = pattern(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CHARACTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@cache
def _line_pattern() -> re.Pattern[str]:
    # Made when it is needed: most verifications read no N-Quads, and this takes 20 ms.
    return re.compile(
        rf"[ \t]*(?:{_IRI}|{_BLANK})[ \t]*{_IRI}[ \t]*(?:{_IRI}|{_BLANK}|{_LITERAL})[ \t]*"
        rf"(?:(?:{_IRI}|{_BLANK})[ \t]*)?\.[ \t]*(?:#.*)?"
    )


def parse(text: str, *, limits: Limits = DEFAULT_LIMITS) -> list[Quad]:
    """Read N-Quads. Raises `JsonLdError`: `bad_nquads` or `too_many_quads`."""
    quads: list[Quad] = []
    pattern = _line_pattern()
    for number, row in enumerate(re.split(r"[\r\n]+", text), start=1):
        match = pattern.fullmatch(row)
        if match is None:
            if _EMPTY.fullmatch(row) is None:
                raise JsonLdError("bad_nquads", f"line {number}")
            continue
        if len(quads) >= limits.quads:
            raise JsonLdError("too_many_quads", f"more than {limits.quads}")
        s_iri, s_blank, predicate, o_iri, o_blank, lexical, kind, language, g_iri, g_blank = (
            match.groups()
        )
        if lexical is None:
            value = _term(o_iri, o_blank)
        else:
            datatype = XSD_STRING if kind is None else _iri(kind)
            value = literal(_unescape(lexical), datatype=datatype, language=language or "")
        quads.append(
            Quad(
                _term(s_iri, s_blank),
                f"<{_iri(predicate)}>",
                value,
                _term(g_iri, g_blank) if g_iri is not None or g_blank else "",
            )
        )
    return quads


def _term(iri: str | None, blank: str | None) -> str:
    return blank if iri is None and blank else f"<{_iri(iri or '')}>"


def _iri(written: str) -> str:
    iri = _unescape(written)
    if not is_well_formed(iri):
        raise JsonLdError("bad_nquads", "relative or malformed IRI")
    return iri


def _unescape(text: str) -> str:
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return _CHARACTERS.get(match[3], match[3])
    number = int(code, 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise JsonLdError("bad_nquads", "not a character")
    return chr(number)
