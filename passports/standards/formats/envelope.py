"""Objects of VCDM 2.0 that hold a secured token in a `data:` URL.

https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials and #enveloped-verifiable-
presentations; media types: https://www.w3.org/TR/vc-jose-cose/#iana-considerations
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from passports.standards.formats.data_model import CONTEXT_2
from passports.standards.formats.format import as_list, types_of
from passports.standards.hints import Any
from passports.standards.pattern import pattern
from passports.standards.types import NotACredential

ENVELOPED_CREDENTIAL = "EnvelopedVerifiableCredential"
ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"
MEDIA_TYPES: Mapping[str, frozenset[str]] = {
    ENVELOPED_CREDENTIAL: frozenset(
        {"application/vc+jwt", "application/vc+sd-jwt", "application/dc+sd-jwt", "application/jwt",
         "application/vc-ld+jwt", "application/vc-ld+sd-jwt",
         "application/vc+cose", "application/vc-ld+cose"}
    ),
    ENVELOPED_PRESENTATION: frozenset(
        {"application/vp+jwt", "application/vp+sd-jwt", "application/jwt",
         "application/vp-ld+jwt", "application/vp-ld+sd-jwt",
         "application/vp+cose", "application/vp-ld+cose"}
    ),
}  # fmt: skip
_DATA_URL = pattern(r"data:([a-z0-9.+/-]+)((?:;[^,;]+)*),(.*)\Z", re.IGNORECASE | re.DOTALL)


def is_envelope(data: Mapping[str, Any]) -> bool:
    """Whether `data` says that it envelops, and its `id` is a data URL of a secured document."""
    if not envelope_kind(data) or "@context" not in data:
        return False
    return _DATA_URL.match(str(data.get("id"))) is not None


def envelope_kind(data: Mapping[str, Any]) -> str:
    """Which of the two enveloping types `data` has; empty if none."""
    return next((name for name in MEDIA_TYPES if name in types_of(data)), "")


def enveloped_text(data: Mapping[str, Any]) -> str:
    """The token in an enveloping object; a COSE message comes in base64url.

    Raises NotACredential(`wrong_envelope`): no data URL, or of another media type.
    """
    # Envelopes are rare beside plain documents, and what takes them apart is long to load.
    import base64
    from urllib.parse import unquote

    kind = envelope_kind(data)
    match = _DATA_URL.match(data["id"]) if isinstance(data.get("id"), str) else None
    if match is None or next(iter(as_list(data.get("@context"))), None) != CONTEXT_2:
        raise NotACredential("wrong_envelope", "no data URL, or not the context of version 2.0")
    media_type, parameters, body = match[1].lower(), match[2].lower(), match[3]
    if media_type not in MEDIA_TYPES[kind]:
        raise NotACredential("wrong_envelope", f"{kind} with {media_type[:60]}")
    if media_type.endswith("+cose"):
        return _message(body, parameters)
    if ";base64" not in parameters:
        return unquote(body)
    try:
        return base64.b64decode(body, validate=True).decode("ascii")
    except ValueError as error:
        raise NotACredential("wrong_envelope", "bad base64") from error


def _message(body: str, parameters: str) -> str:
    """Bytes of COSE in either alphabet of base64, with or without padding and tag."""
    import base64
    from urllib.parse import unquote

    from passports.standards.proofs import cose

    plain = unquote(body).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        content = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError as error:
        raise NotACredential("wrong_envelope", "bad base64") from error
    if ";base64" not in parameters or not content:
        raise NotACredential("wrong_envelope", "COSE that is not in base64")
    return cose.as_text(content)
