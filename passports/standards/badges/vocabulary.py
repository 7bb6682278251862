"""How documents of Open Badges 1 and 2 are told apart, and the names of their classes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from passports.standards.formats.format import as_list, contexts_of, types_of
from passports.standards.hints import Any
from passports.standards.uris import is_uri

OBI = "https://w3id.org/openbadges#"
CONTEXTS_2 = (
    "https://w3id.org/openbadges/v2",
    "https://openbadgespec.org/v2/",
    "https://purl.imsglobal.org/spec/ob/v2p1/",
)
CONTEXTS_1 = (
    "https://w3id.org/openbadges/v1",
    "https://openbadgespec.org/v1/",
)
# What stands by itself and can be verified; all other classes are parts of one of these.
WHOLE = frozenset({"Assertion", "Endorsement"})
CLASS_NAMES = WHOLE | {
    "AlignmentObject", "BadgeClass", "Criteria", "CryptographicKey", "Evidence", "Extension",
    "FrameValidation", "HostedBadge", "IdentityObject", "Image", "Issuer", "IssuerOrg", "Profile",
    "RevocationList", "SignedBadge", "TypeValidation", "VerificationObject", "hosted", "signed",
}  # fmt: skip
_NAME = re.compile(r"[^#/:]+\Z")


def version_of(data: Mapping[str, Any]) -> int:
    """2 or 1 by its context, 1 for an assertion of 1.0 or 0.5 (which has none), else 0."""
    for url in contexts_of(data):
        if url.startswith(CONTEXTS_2):
            return 2
        if url.startswith(CONTEXTS_1):
            return 1
    if any(_is_inline_2(item) for item in as_list(data.get("@context"))):
        return 2
    if "@context" not in data and {"recipient", "badge"} <= set(data):
        return 1
    return 0


def _is_inline_2(context: object) -> bool:
    """The whole vocabulary of version 2 written into the document, as some tools do."""
    return (
        isinstance(context, Mapping)
        and context.get("obi") == OBI
        and "VerificationObject" in context
    )


def class_of(data: Mapping[str, Any]) -> str:
    """The first known class among the types; an assertion where version 1.0 names none."""
    for name in types_of(data):
        local = local_name(name)
        if local in CLASS_NAMES:
            return local
    if not types_of(data) and {"recipient", "badge"} <= set(data):
        return "Assertion"
    return ""


def local_name(name: str) -> str:
    """`ApplyLink` of `extensions:ApplyLink` or of its full address."""
    found = _NAME.search(name)
    return found[0] if found else ""


def is_known_type(name: str) -> bool:
    """A class of the vocabulary, or one of another vocabulary by its address."""
    return name in CLASS_NAMES or is_uri(name)
