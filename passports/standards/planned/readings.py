"""From bytes to the values of a document and the course for its shape."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from passports.standards import strict_json
from passports.standards.encodings import decode_base64url_bytes
from passports.standards.frozen import frozen
from passports.standards.hints import Any, Final
from passports.standards.jsonld import ContextSet
from passports.standards.long_base64 import decode_long_base64url
from passports.standards.planned.course import Course
from passports.standards.planned.keeping import Courses
from passports.standards.planned.outlines import Outline, outline_of
from passports.standards.proofs.vc_jose import problem_of_header, says_presentation
from passports.standards.types import DEFAULT_LIMITS, Limits, Token

# The headers of tokens name an algorithm and a key, and few of them name other ones.
_KEPT_CHARACTERS: Final = 1_000
_KEPT_HEADERS: Final = 500


@frozen
class Reading:
    """A document for whose shape there is a course. `text` is its JSON; a token is around it."""

    course: Course
    values: list[Any]
    text: str
    token: Token | None


def read(content: bytes, contexts: ContextSet, limits: Limits) -> Reading | None:
    """The reading of a document in JSON or of a compact JWS; None where there is no course."""
    if len(content) > limits.document_bytes:
        return None
    if content.startswith(b"{"):
        return _read(content, contexts, limits, None)
    if content.startswith(b"ey"):
        return _read_token(content, contexts, limits)
    return None


def _read_token(content: bytes, contexts: ContextSet, limits: Limits) -> Reading | None:
    content = content.strip()
    first, last = content.find(b"."), content.rfind(b".")
    if first + 1 >= last or first > _KEPT_CHARACTERS:
        return None
    try:
        header = _header(content[:first])
        claims = decode_long_base64url(content[first + 1 : last])
        signature = decode_base64url_bytes(content[last + 1 :])
    except ValueError:
        return None
    token = Token(content.decode(), header, {}, content[:last], signature)
    return _read(claims, contexts, limits, token)


@lru_cache(maxsize=_KEPT_HEADERS)
def _header(text: bytes) -> Mapping[str, Any]:
    """The header of a token in which there is nothing to find fault with. Raises ValueError."""
    header = strict_json.loads(decode_base64url_bytes(text), limits=DEFAULT_LIMITS)
    if not isinstance(header, dict) or not all(isinstance(item, str) for item in header.values()):
        raise ValueError("more than names in a header")
    kind = header.get("typ", "")
    if problem_of_header(header) is not None or "sd-jwt" in kind or says_presentation(kind):
        raise ValueError("not the header of a good credential")
    return header


def _read(
    content: bytes, contexts: ContextSet, limits: Limits, token: Token | None
) -> Reading | None:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    outline = outline_of(text)
    if outline is None:
        return None
    course = _courses(contexts, limits, token is not None).find(outline)
    if course is None or course.facts.depth > limits.nesting:
        return None
    return Reading(course, outline.values, text, token)


def _courses(contexts: ContextSet, limits: Limits, token: bool) -> Courses:
    name = "courses of tokens" if token else "courses"
    found: Courses | None = contexts.worked_out.get(name)
    if found is None:

        def find_constants(outline: Outline, keys: Any) -> list[int] | None:
            from passports.standards.planned import making

            return making.find_constants(outline, keys, limits)

        def make(outline: Outline, fixed: Any) -> Course | None:
            from passports.standards.planned import making

            return making.make_course(outline, fixed, contexts=contexts, limits=limits, token=token)

        found = contexts.worked_out[name] = Courses(find_constants, make)
    return found
