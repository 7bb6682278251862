"""Objects of VCDM 2.0 that hold a secured token in a `data:` URL.

https://www.w3.org/TR/vc-data-model-2.0/#enveloped-verifiable-credentials and #enveloped-verifiable-
presentations; media types: https://www.w3.org/TR/vc-jose-cose/#iana-considerations
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from passports.standards.formats.data_model import CONTEXT_2
from passports.standards.formats.format import as_list, types_of
from passports.standards.types import NotACredential

ENVELOPED_CREDENTIAL = "EnvelopedVerifiableCredential"
ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"
MEDIA_TYPES: Mapping[str, frozenset[str]] = {
    ENVELOPED_CREDENTIAL: frozenset(
        {"application/vc+jwt", "application/vc+sd-jwt", "application/dc+sd-jwt", "application/jwt",
         "application/vc-ld+jwt", "application/vc-ld+sd-jwt"}
    ),
    ENVELOPED_PRESENTATION: frozenset(
        {"application/vp+jwt", "application/vp+sd-jwt", "application/jwt",
         "application/vp-ld+jwt", "application/vp-ld+sd-jwt"}
    ),
}  # fmt: skip
_DATA_URL = re.compile(r"data:([a-z0-9.+/-]+)((?:;[^,;]+)*),(.*)\Z", re.IGNORECASE | re.DOTALL)


def is_envelope(data: Mapping[str, Any]) -> bool:
    """Whether `data` says that it envelops, and its `id` is a data URL of a secured document."""
    kind = envelope_kind(data)
    match = _DATA_URL.match(str(data.get("id")))
    return bool(kind) and match is not None and "@context" in data


def envelope_kind(data: Mapping[str, Any]) -> str:
    """Which of the two enveloping types `data` has; empty if none."""
    return next((name for name in MEDIA_TYPES if name in types_of(data)), "")


def enveloped_text(data: Mapping[str, Any]) -> str:
    """The token in an enveloping object.

    Raises NotACredential: `wrong_envelope` (no data URL, or of another media type), or
    `unsupported_envelope` (COSE, which is known and not implemented).
    """
    kind = envelope_kind(data)
    match = _DATA_URL.match(data["id"]) if isinstance(data.get("id"), str) else None
    if match is None or next(iter(as_list(data.get("@context"))), None) != CONTEXT_2:
        raise NotACredential("wrong_envelope", "no data URL, or not the context of version 2.0")
    media_type, parameters, body = match[1].lower(), match[2].lower(), match[3]
    if media_type.endswith("+cose"):
        raise NotACredential("unsupported_envelope", media_type, media_type=media_type)
    if media_type not in MEDIA_TYPES[kind]:
        raise NotACredential("wrong_envelope", f"{kind} with {media_type[:60]}")
    if ";base64" not in parameters:
        return unquote(body)
    try:
        return base64.b64decode(body, validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise NotACredential("wrong_envelope", "bad base64") from error
