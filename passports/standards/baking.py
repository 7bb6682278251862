"""Credentials inside PNG and SVG images: taking them out, and putting them in.

https://www.imsglobal.org/spec/ob/v3p0/#baked-badge. Both readers are bounded and load nothing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import (  # type: ignore[import-untyped]
    DefusedXMLParser,
    ParseError,
)

from passports.standards.types import DEFAULT_LIMITS, Limits, NotACredential

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_KEYWORDS = (b"openbadgecredential", b"openbadges")
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
BADGE_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
# Open Badges 3.0, and the older place, so that a badge of version 2 is named and not overlooked.
SVG_ELEMENTS = (
    f"{{{BADGE_NAMESPACE}}}credential",
    "{http://openbadges.org}assertion",
)
# Document types of SVG that drawing programs write. They declare nothing by themselves and nothing
# is loaded; any other document type, and every internal subset, is refused.
SVG_PUBLIC_IDS = frozenset(
    {
        "-//W3C//DTD SVG 1.0//EN",
        "-//W3C//DTD SVG 1.1//EN",
        "-//W3C//DTD SVG 1.1 Basic//EN",
        "-//W3C//DTD SVG 1.1 Tiny//EN",
        "-//W3C//DTD SVG 20010904//EN",
    }
)


def unbake_png(image: bytes, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The one credential in a PNG. Raises NotACredential: `no_payload`, `several_payloads`,
    `broken_image`, `decompressed_too_large`."""
    found = []
    for kind, body in _chunks(image):
        text = _payload_of_chunk(kind, body, limits)
        if text is not None and text not in found:
            found.append(text)
    return _only(found, "png")


def _chunks(image: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and body of every chunk. https://www.w3.org/TR/png-3/#5Chunk-layout"""
    if not image.startswith(PNG_SIGNATURE):
        raise NotACredential("broken_image", "no PNG signature")
    place = len(PNG_SIGNATURE)
    while place < len(image):
        size = int.from_bytes(image[place : place + 4], "big")
        kind = image[place + 4 : place + 8]
        end = place + 12 + size
        if len(kind) < 4 or end > len(image):
            raise NotACredential("broken_image", "a chunk is cut off", image="png")
        body = image[place + 8 : place + 8 + size]
        checksum = int.from_bytes(image[end - 4 : end], "big")
        if kind in _TEXT_CHUNKS and zlib.crc32(kind + body) != checksum:
            raise NotACredential("broken_image", "bad checksum", image="png")
        yield kind, body
        if kind == b"IEND":
            return
        place = end


_TEXT_CHUNKS = (b"iTXt", b"tEXt", b"zTXt")


def _payload_of_chunk(kind: bytes, body: bytes, limits: Limits) -> bytes | None:
    if kind not in _TEXT_CHUNKS:
        return None
    keyword, _, rest = body.partition(b"\0")
    if keyword not in PNG_KEYWORDS:
        return None
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _inflate(rest[1:], limits)
    compressed, rest = rest[:1], rest[2:]
    _language, _, rest = rest.partition(b"\0")
    _translated, _, text = rest.partition(b"\0")
    return _inflate(text, limits) if compressed == b"\1" else text


def _inflate(data: bytes, limits: Limits) -> bytes:
    bound = min(limits.decompressed_bytes, limits.document_bytes)
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(data, bound + 1)
    except zlib.error as error:
        raise NotACredential("broken_image", str(error), image="png") from error
    if len(text) > bound:
        raise NotACredential("decompressed_too_large", f"over {bound} bytes", bytes=bound)
    return text


class _SvgParser(DefusedXMLParser):  # type: ignore[misc]
    """Refuses entities, external references, and every document type but SVG's own."""

    def defused_start_doctype_decl(
        self, name: str, sysid: str | None, pubid: str | None, has_internal_subset: int
    ) -> None:
        if has_internal_subset or pubid not in SVG_PUBLIC_IDS:
            super().defused_start_doctype_decl(name, sysid, pubid, has_internal_subset)


def unbake_svg(image: bytes) -> bytes:
    """The one credential in an SVG. Raises NotACredential: `no_payload`, `several_payloads`,
    `broken_image`, `unsafe_xml` (entities or a document type)."""
    collector = _Collector()
    parser = _SvgParser(
        target=collector, forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        parser.feed(image)
        parser.close()
    except DefusedXmlException as error:
        raise NotACredential("unsafe_xml", type(error).__name__, image="svg") from error
    except (ParseError, ValueError, LookupError) as error:
        raise NotACredential("broken_image", str(error)[:200], image="svg") from error
    if collector.root not in {f"{{{SVG_NAMESPACE}}}svg", "svg"}:
        raise NotACredential("xml_document", collector.root[:100])
    return _only([text for text in collector.found if text], "svg")


class _Collector:
    """Keeps the text of credential elements and builds no tree, however deep the image is."""

    def __init__(self) -> None:
        self.root = ""
        self.found: list[bytes] = []
        self._depth = 0
        self._token = ""
        self._parts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.root = self.root or tag
        if self._depth:
            self._depth += 1
        elif tag in SVG_ELEMENTS:
            self._depth, self._parts = 1, []
            self._token = attributes.get("verify", "").strip()

    def end(self, tag: str) -> None:
        if not self._depth:
            return
        self._depth -= 1
        if self._depth == 0:
            body = "".join(self._parts).strip()
            # Version 1 and 2 may have the address beside the assertion itself, which says more.
            is_address = self._token.startswith(("http://", "https://"))
            token = "" if body and is_address else self._token
            # A token beside a document is two credentials, and readers differ on which one counts.
            found = [text.encode() for text in (token, body) if text] or [b""]
            self.found += [text for text in found if text not in self.found]

    def data(self, text: str) -> None:
        if self._depth:
            self._parts.append(text)

    def close(self) -> None:
        """Called by the parser at the end of the image."""


def _only(found: list[bytes], image: str) -> bytes:
    if not found:
        raise NotACredential("no_payload", f"no credential in this {image}", image=image)
    if len(found) > 1:
        raise NotACredential("several_payloads", str(len(found)), image=image, count=len(found))
    return found[0]


def bake(image: bytes, payload: bytes, *, version: int = 3) -> bytes:
    """`image` (PNG or SVG) with the credential `payload` in it, in place of any other.

    `version` is that of Open Badges, which says in which place it stands: 3, or 2 and 1
    (https://www.imsglobal.org/spec/ob/v2p0/#badge-baking), whose payload may be an address alone.
    Raises NotACredential(`broken_image`) if `image` is neither.
    """
    if image.startswith(PNG_SIGNATURE):
        return _bake_png(image, payload, PNG_KEYWORDS[0 if version == 3 else 1])
    namespace, name = (BADGE_NAMESPACE, "credential") if version == 3 else _OLD_PLACE
    return _bake_svg(image, payload, namespace, name)


_OLD_PLACE = ("http://openbadges.org", "assertion")


def _bake_png(image: bytes, payload: bytes, keyword: bytes) -> bytes:
    parts = [PNG_SIGNATURE]
    for kind, body in _chunks(image):
        if kind in _TEXT_CHUNKS and body.partition(b"\0")[0] in PNG_KEYWORDS:
            continue
        parts.append(_chunk(kind, body))
        if kind == b"IHDR":
            parts.append(_chunk(b"iTXt", keyword + b"\0\0\0\0\0" + payload))
    return b"".join(parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + checksum


def _bake_svg(image: bytes, payload: bytes, namespace: str, name: str) -> bytes:
    try:
        unbake_svg(image)
    except NotACredential as error:
        if error.code != "no_payload":
            raise
    else:
        raise NotACredential("several_payloads", "this image holds a credential", image="svg")
    text, content = image.decode("utf-8"), payload.decode("utf-8")
    start = text.index("<svg")
    end = _end_of_tag(text, start)
    # Costs 40 ms, because it loads the web client of Python: only who bakes pays.
    from xml.sax.saxutils import quoteattr

    attribute = "" if content.lstrip().startswith("{") else f" verify={quoteattr(content)}"
    body = "" if attribute else "<![CDATA[" + content.replace("]]>", "]]]]><![CDATA[>") + "]]>"
    element = (
        f'<openbadges:{name} xmlns:openbadges="{namespace}"{attribute}>{body}</openbadges:{name}>'
    )
    if text[end - 1] == "/":
        return f"{text[: end - 1]}>{element}</svg>{text[end + 1 :]}".encode()
    return f"{text[: end + 1]}{element}{text[end + 1 :]}".encode()


def _end_of_tag(text: str, start: int) -> int:
    quote = ""
    for place in range(start, len(text)):
        character = text[place]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == ">":
            return place
    raise NotACredential("broken_image", "the svg element does not end", image="svg")
