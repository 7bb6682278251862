"""The classes of Open Badges 2.0 and 1.x as tables of facts, and where a document departs.

https://www.imsglobal.org/spec/ob/v2p0/#Assertion and following.
A member is `name: (kind, required)`. Version 1.x differs in `verify` (2.0: `verification`) and in
dates, which may be numbers. Members that are not listed are extensions and are left alone. Left out
on purpose: a missing `image` of a badge and `email` of an issuer, which say nothing about truth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from passports.standards.badges.dates import parse_badge_date
from passports.standards.badges.vocabulary import class_of, is_known_type, version_of
from passports.standards.formats.format import Problem, as_list, types_of
from passports.standards.formats.text import text_of
from passports.standards.hints import Any
from passports.standards.uris import is_uri

Members = Mapping[str, tuple[str, bool]]
REQUIRED, OPTIONAL = True, False

CLASSES: Mapping[str, Members] = {
    "Assertion": {
        "recipient": ("IdentityObject", REQUIRED),
        "badge": ("BadgeClass", REQUIRED),
        "issuedOn": ("date", REQUIRED),
        "image": ("hosted_image", OPTIONAL),
        "evidence": ("Evidence", OPTIONAL),
        "narrative": ("text", OPTIONAL),
        "expires": ("date", OPTIONAL),
        "revoked": ("boolean", OPTIONAL),
        "revocationReason": ("text", OPTIONAL),
    },
    "Endorsement": {
        "claim": ("node", REQUIRED),
        "issuer": ("Profile", REQUIRED),
        "issuedOn": ("date", REQUIRED),
        "verification": ("VerificationObject", REQUIRED),
    },
    "IdentityObject": {
        "type": ("text", REQUIRED),
        "identity": ("text", REQUIRED),
        "hashed": ("boolean", OPTIONAL),
        "salt": ("text", OPTIONAL),
    },
    "VerificationObject": {
        "type": ("verification", REQUIRED),
        "creator": ("reference", OPTIONAL),
        "url": ("uri", OPTIONAL),
    },
    "BadgeClass": {
        "name": ("text", REQUIRED),
        "description": ("text", REQUIRED),
        "criteria": ("Criteria", REQUIRED),
        "issuer": ("Profile", REQUIRED),
        "image": ("image", OPTIONAL),
        "alignment": ("AlignmentObject", OPTIONAL),
        "tags": ("text", OPTIONAL),
    },
    "Profile": {
        "name": ("text", REQUIRED),
        "url": ("uri", REQUIRED),
        "telephone": ("text", OPTIONAL),
        "description": ("text", OPTIONAL),
        "image": ("image", OPTIONAL),
        "email": ("text", OPTIONAL),
        "publicKey": ("reference", OPTIONAL),
        "revocationList": ("reference", OPTIONAL),
        "verification": ("node", OPTIONAL),
    },
    "AlignmentObject": {
        "targetName": ("text", REQUIRED),
        "targetUrl": ("uri", REQUIRED),
        "targetDescription": ("text", OPTIONAL),
        "targetFramework": ("text", OPTIONAL),
        "targetCode": ("text", OPTIONAL),
    },
    "Evidence": {"narrative": ("text", OPTIONAL), "name": ("text", OPTIONAL)},
    "Criteria": {"narrative": ("text", OPTIONAL)},
    "CryptographicKey": {"owner": ("reference", REQUIRED), "publicKeyPem": ("text", REQUIRED)},
    "RevocationList": {},
}
ALIASES = {"Issuer": "Profile", "IssuerOrg": "Profile"}
# Objects that may be given by their address alone, and that stand by themselves.
BY_REFERENCE = frozenset({"BadgeClass", "Profile", "Evidence", "Criteria"})
STANDING = frozenset({"BadgeClass", "Profile"})
ONE_VALUE = frozenset({"recipient", "badge", "issuedOn", "expires", "verification", "verify"})
HOSTED, SIGNED = ("hosted", "hostedbadge"), ("signed", "signedbadge")
_DATA_IMAGE = re.compile(r"data:image/(png|svg\+xml)[;,]", re.IGNORECASE)


def problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Where an object of Open Badges 1 or 2 does not conform to the class that it says it is."""
    version = version_of(data)
    types = types_of(data)
    if version == 0:
        yield Problem("wrong_context", "@context", "no Open Badges context")
        return
    if "@context" in data:
        if not types:
            yield Problem("wrong_type" if "type" in data else "missing_member", "type")
        for name in types:
            if not is_known_type(name):
                yield Problem("wrong_type", "type", name[:60])
    name = class_of(data)
    if name:
        yield from class_problems(data, name, version, "")


def class_problems(
    data: Mapping[str, Any], name: str, version: int, path: str
) -> Iterator[Problem]:
    """Where `data` is not an object of class `name`; `path` says where it stands."""
    name = ALIASES.get(name, name)
    members = dict(CLASSES.get(name, {}))
    if version == 1 and name == "AlignmentObject":
        members = {"name": ("text", REQUIRED), "url": ("uri", OPTIONAL)}
    if version == 1 and "image" in members:
        members["image"] = ("image", OPTIONAL)
    if name == "Assertion":
        members |= _how_to_verify(data, version)
    for member, (kind, required) in members.items():
        place = f"{path}.{member}" if path else member
        value = data.get(member)
        if value is None:
            if required:
                yield Problem("missing_member", place)
            continue
        if member in ONE_VALUE and isinstance(value, list) and len(value) > 1:
            yield Problem("too_many_values", place)
        for item in as_list(value):
            yield from _value(item, kind, version, place)


def _how_to_verify(data: Mapping[str, Any], version: int) -> Members:
    """Version 2.0 has an `id` and `verification`; 1.x has `verify`, and 1.0 `uid`. Issuers mix
    them, and either says the same."""
    if version == 2:
        return {"id": ("uri", REQUIRED), "verification": ("VerificationObject", REQUIRED)}
    member = "verification" if "verify" not in data and "verification" in data else "verify"
    return {
        "id": ("uri", OPTIONAL),
        "uid": ("text", OPTIONAL),
        member: ("VerificationObject", True),
    }


def _value(value: object, kind: str, version: int, path: str) -> Iterator[Problem]:
    if kind not in CLASSES:
        if not _SIMPLE[kind](value):
            yield Problem(_CODE.get(kind, "wrong_type"), path, str(value)[:60])
        return
    if isinstance(value, str) and kind in BY_REFERENCE:
        if not is_uri(value):
            yield Problem("bad_uri", path, value[:100])
        return
    if not isinstance(value, Mapping):
        yield Problem("not_an_object", path)
        return
    only_named = kind in STANDING and set(value) <= {"id", "type", "@context"} and "id" in value
    if not only_named:
        yield from class_problems(value, kind, version, path)


def _is_reference(value: object) -> bool:
    return is_uri(value.get("id")) if isinstance(value, Mapping) else is_uri(value)


def _is_image(value: object) -> bool:
    if isinstance(value, Mapping):
        value = value.get("id")
    if isinstance(value, str) and value.lower().startswith("data:"):
        return _DATA_IMAGE.match(value) is not None
    return is_uri(value)


def _is_hosted_image(value: object) -> bool:
    """The image of an assertion is at an address: the badge is baked into it."""
    where = value.get("id") if isinstance(value, Mapping) else value
    return is_uri(where) and not str(where).lower().startswith("data:")


def _is_text(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and bool(text_of(value)))


_SIMPLE: Mapping[str, Callable[[object], bool]] = {
    "text": _is_text,
    "uri": is_uri,
    "date": lambda value: parse_badge_date(value) is not None,
    "boolean": lambda value: isinstance(value, bool),
    "reference": _is_reference,
    "node": lambda value: isinstance(value, Mapping) or is_uri(value),
    "image": _is_image,
    "hosted_image": _is_hosted_image,
    "verification": lambda value: isinstance(value, str) and value.lower() in (*HOSTED, *SIGNED),
}
_CODE = {"uri": "bad_uri", "reference": "bad_uri", "date": "bad_date"}
