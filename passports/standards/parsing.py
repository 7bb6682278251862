"""From bytes to one credential. Bounds apply before anything is parsed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from passports.standards import strict_json
from passports.standards.encodings import encode_base64url
from passports.standards.formats import (
    SUMMARIES,
    detect,
    elm,
    format_named,
    presentation,
    sd_jwt_vc,
)
from passports.standards.formats.envelope import (
    ENVELOPED_PRESENTATION,
    envelope_kind,
    enveloped_text,
)
from passports.standards.formats.verifiable_credential import summary as generic_summary
from passports.standards.frozen import replace
from passports.standards.hints import Any
from passports.standards.jwt_claims import REGISTERED, credential_in
from passports.standards.pattern import pattern
from passports.standards.proofs.vc_jose import BadToken, read_token, says_presentation
from passports.standards.records import refuse_known_record, refuse_unsigned_record
from passports.standards.types import DEFAULT_LIMITS, Document, Limits, NotACredential

_PNG = b"\x89PNG\r\n\x1a\n"
# A COSE_Sign1 with its tag, as bytes and in base64: see proofs/cose.py.
_COSE, _COSE_AS_TEXT = b"\xd2\x84", "0oR"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# what a file begins with → the code that names it
_KNOWN_FILES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip_archive"),
    (b"PK\x05\x06", "zip_archive"),
    (b"PK\x07\x08", "zip_archive"),
    (b"\x1f\x8b", "compressed_archive"),
    (b"7z\xbc\xaf\x27\x1c", "compressed_archive"),
    (b"Rar!", "compressed_archive"),
    (b"%PDF-", "pdf_document"),
    (b"\xff\xd8\xff", "other_image"),
    (b"GIF8", "other_image"),
    (b"BM", "other_image"),
)
_ADDRESS = pattern(rb"https?://[!-~]{3,2000}\Z")
_TOKEN_CHARACTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."
_SELECTIVE_TOKEN = pattern(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*~[A-Za-z0-9_.~-]*\Z")


def parse(content: bytes, *, filename: str = "", limits: Limits = DEFAULT_LIMITS) -> Document:
    """The credential in `content`: JSON, a JWT, or a PNG or SVG that holds one of these.

    `filename` is a hint for people only: what a file is, its bytes say. Known kinds that are not
    implemented come back as a Document whose `format` is their name.
    Raises NotACredential with a stable code (see codes.py).
    """
    if not content.strip():
        raise NotACredential("empty")
    if len(content) > limits.document_bytes:
        raise NotACredential(
            "too_large", f"{len(content)} bytes", bytes=len(content), limit=limits.document_bytes
        )
    # Images and XML are rare beside JSON, and their readers take long to load.
    if content.startswith(_PNG):
        from passports.standards.baking import unbake_png

        return _parse_baked(unbake_png(content, limits=limits), "png", limits)
    for beginning, code in _KNOWN_FILES:
        if content.startswith(beginning):
            raise NotACredential(code, filename[:100])
    if content.startswith(_UTF_16):
        from passports.standards.xml_documents import as_utf_8

        content = as_utf_8(content)
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return _parse_markup(content, limits)
    return parse_text(content, limits=limits)


def _parse_markup(content: bytes, limits: Limits) -> Document:
    head = content[:4096].lower()
    if b"<!doctype html" in head or b"<html" in head:
        raise NotACredential("html_document")
    from passports.standards.baking import unbake_svg
    from passports.standards.xml_documents import is_europass, read_europass, refuse_transcript

    refuse_transcript(content)
    if is_europass(content):
        data = read_europass(content)
        return Document("elm", content, data, "xml", summary=elm.summary(data))
    if b"<svg" not in content and b":svg" not in content:
        raise NotACredential("xml_document")
    return _parse_baked(unbake_svg(content), "svg", limits)


def _parse_baked(payload: bytes, container: str, limits: Limits) -> Document:
    """What an image holds: a credential, or (Open Badges 1) only the address of one."""
    address = payload.strip()
    if _ADDRESS.match(address):
        # Kept in the form of version 1, so that it is read again outside of its image.
        payload = json.dumps({"verify": {"type": "hosted", "url": address.decode()}}).encode()
    return replace(parse_text(payload, limits=limits), container=container)


def parse_text(content: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The credential in JSON, a compact JWS or a COSE message. Raises NotACredential."""
    if content.startswith(_COSE):
        return _parse_message(encode_base64url(content), content, limits)
    try:
        text = content.decode("utf-8").removeprefix("\ufeff").strip()
    except UnicodeDecodeError as error:
        raise NotACredential("not_text", f"byte {error.start}") from error
    if "~" in text and _SELECTIVE_TOKEN.match(text):
        return _parse_selective(text, limits)
    if _is_token(text):
        return _parse_token(text, limits)
    if text.startswith(_COSE_AS_TEXT):
        return _parse_message(text, text.encode(), limits)
    return _parse_json(content, text, limits)


def _is_token(text: str) -> bool:
    """Three parts in base64url, of which only the last may be empty?"""
    parts = text.split(".", 3)
    if len(parts) != 3 or not parts[0] or not parts[1]:
        return False
    return not text.encode().translate(None, _TOKEN_CHARACTERS)


def _parse_json(content: bytes, text: str, limits: Limits) -> Document:
    try:
        data = strict_json.loads(content, limits=limits)
    except strict_json.BadJson as error:
        code = error.code
        if code == "not_json" and text.startswith(("{", "[")) and not text.endswith(("}", "]")):
            code = "truncated_json"
        raise NotACredential(code, error.detail) from error
    refuse_known_record(data)
    if isinstance(data, list):
        raise NotACredential("several_credentials" if len(data) > 1 else "no_credential_type")
    if not isinstance(data, dict):
        raise NotACredential("no_credential_type", "not a JSON object")
    return _document(data, content, limits)


def _parse_token(text: str, limits: Limits) -> Document:
    try:
        token = read_token(text, limits=limits)
    except BadToken as error:
        raise NotACredential(error.code, error.detail) from error
    kind = str(token.header.get("typ", ""))
    claims: Mapping[str, Any] = token.claims
    if "sd-jwt" in kind or "_sd_alg" in claims:
        return _parse_selective(text, limits)
    presented = _presentation_in(claims)
    data_or_none = presented or credential_in(claims)
    if data_or_none is None:
        raise NotACredential("no_credential_type", "the vc claim is not an object")
    found = _document(data_or_none, text.encode(), limits)
    if found.token or _contradicts(kind, found.format):
        raise NotACredential("wrong_envelope", f"{found.format} in a token of typ {kind[:40]}")
    summary = replace(found.summary, proof_types=("JWT", *found.summary.proof_types))
    return replace(found, container="jwt", token=text, summary=summary, reading=token)


def _parse_message(text: str, payload: bytes, limits: Limits) -> Document:
    """A credential or presentation in a COSE message, which says by its types which it is."""
    from passports.standards.proofs import cose

    try:
        message = read_token(text, limits=limits)
    except BadToken as error:
        raise NotACredential(error.code, error.detail) from error
    data = {name: value for name, value in message.claims.items() if name not in REGISTERED}
    found = _document(data, payload, limits)
    problem = cose.problem_of_types(message.header, found.format == presentation.FORMAT.name)
    if found.token or problem:
        raise NotACredential("wrong_envelope", problem or "a message in a message")
    summary = replace(found.summary, proof_types=("COSE", *found.summary.proof_types))
    return replace(found, container="cose", token=text, summary=summary, reading=message)


def _presentation_in(claims: Mapping[str, Any]) -> dict[str, Any] | None:
    """The presentation in the claim `vp` (VCDM 1.1, section 6.3.1), if there is one."""
    inner = claims.get("vp")
    if not isinstance(inner, dict):
        return None
    presented = dict(inner)
    if isinstance(claims.get("jti"), str):
        presented.setdefault("id", claims["jti"])
    return presented


def _contradicts(kind: str, format_name: str) -> bool:
    """A token says by its `typ` whether it presents or asserts (VC-JOSE-COSE, section 3.1)."""
    is_presentation = format_name == presentation.FORMAT.name
    if says_presentation(kind):
        return not is_presentation
    return is_presentation and kind.removeprefix("application/").lower() == "vc+jwt"


def _parse_selective(text: str, limits: Limits) -> Document:
    """A token with disclosures. What is wrong with them is found when they are checked; then the
    claims are shown as they were signed."""
    from passports.standards import disclosures

    try:
        parts = disclosures.split(text)
        claims = read_token(parts.token, limits=limits).claims
    except BadToken as error:
        raise NotACredential(error.code, error.detail) from error
    except disclosures.BadDisclosure as error:
        raise NotACredential("not_a_jwt", error.detail) from error
    try:
        data = disclosures.disclosed(claims, parts.disclosures, limits)
    except disclosures.BadDisclosure:
        data = dict(claims)
    summary = sd_jwt_vc.summary(data)
    return Document("sd_jwt_vc", text.encode(), data, "jwt", text, summary)


def _document(data: dict[str, Any], payload: bytes, limits: Limits) -> Document:
    if envelope_kind(data):
        return _parse_envelope(data, payload, limits)
    name = detect(data)
    if not name:
        from passports.standards.badges.parts import is_badge_part, problems_of_part

        if is_badge_part(data):
            raise NotACredential("part_of_a_badge", problems=problems_of_part(data))
        refuse_unsigned_record(data)
        raise NotACredential("no_credential_type")
    found = format_named(name)
    make = found.summary if found is not None else SUMMARIES.get(name, generic_summary)
    return Document(format=name, payload=payload, data=data, summary=make(data))


def _parse_envelope(data: dict[str, Any], payload: bytes, limits: Limits) -> Document:
    """The document in a data URL; its bytes are those of the object that envelops it."""
    found = parse_text(enveloped_text(data).encode(), limits=limits)
    presents = found.format == presentation.FORMAT.name
    if not found.token or presents != (envelope_kind(data) == ENVELOPED_PRESENTATION):
        raise NotACredential("wrong_envelope", f"{found.format} in {envelope_kind(data)}")
    return replace(found, payload=payload)
