"""Changing an input a little: as bytes, or as what it is (JSON, a token, a PNG)."""

from __future__ import annotations

import base64
import binascii
import json
import random
import re
import unicodedata
import zlib
from collections.abc import Callable
from typing import Any

from passports.standards.baking import PNG_SIGNATURE

Mutate = Callable[[bytes, random.Random], bytes]
MAX_BYTES = 200_000

_WORDS = (
    b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"null", b"true", b"NaN", b"Infinity", b"-",
    b"1e999", b"9" * 30, b"0.1", b"\\u0000", b"\\ud800", b"\xef\xbb\xbf", b"\xff", b"\0", b"_:b0",
    b"@context", b"@id", b"@type", b"@value", b"@graph", b"@list", b"@set", b"@json", b"@language",
    b"@vocab", b"@base", b"@nest", b"@included", b"@reverse", b"@index", b"<svg", b"</svg>",
    b"<![CDATA[", b"]]>", b"<!DOCTYPE svg [", b"<!ENTITY a 'a'>", b"&a;", b"iTXt", b"tEXt",
    b"zTXt", b"IEND", b"openbadges\0", b"~", b".", b"..", b"#", b"\r\n", b"\t", b"z6Mk", b"u",
    b"did:key:", b"did:web:", b"https://", b"+00:00", b"T24:00:00Z", b"=cmd", b";", b"'",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 1.0, 1.5, -0.0, 1e21, 2**53 + 1, 10**40, "", " ", "x", [], {},
    [[]], [None], ["x", "x"], {"@value": "x"}, {"@value": 1, "@type": "@json"}, {"@id": "urn:x:y"},
    {"@list": ["x"]}, {"@set": ["x"]}, {"@graph": []}, {"id": "_:b0"}, "_:b0", "urn:x:y", "rel",
    "http://[", "https://college.example/", "did:key:z6Mk", "2024-13-01T00:00:00Z",
    "2024-05-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "@id", "@type", "\u212a", "\u00e9",
)  # fmt: skip
_NAMES = (
    "@context", "@id", "@type", "@graph", "@value", "@language", "@direction", "@included", "@nest",
    "@reverse", "@index", "@list", "@set", "@vocab", "@base", "@protected", "@propagate", "id",
    "type", "name", "description", "proof", "issuer", "validFrom", "validUntil", "issuanceDate",
    "expirationDate", "credentialSubject", "credentialStatus", "credentialSchema", "evidence",
    "termsOfUse", "previousProof", "proofValue", "proofPurpose", "created", "expires", "domain",
    "challenge", "cryptosuite", "verificationMethod", "assertionMethod", "controller", "jwk", "kid",
    "alg", "crit", "vc", "vp", "iss", "sub", "exp", "nbf", "jti", "_sd", "_sd_alg", "cnf",
    "verifiableCredential", "holder", "achievement", "related", "badge", "recipient", "revoked",
    "https://schema.org/name", "__proto__", "na\u200dme", "\uff4eame", "urn:x:p",
)  # fmt: skip


def mutate_bytes(content: bytes, rng: random.Random) -> bytes:
    """A few small changes to bytes."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        place = rng.randrange(len(data) + 1)
        size = rng.choice((1, 1, 2, 4, 16, 64))
        match rng.randrange(7):
            case 0 if data:
                place = min(place, len(data) - 1)
                data[place] ^= 1 << rng.randrange(8)
            case 1:
                data[place:place] = rng.choice(_WORDS)
            case 2:
                del data[place : place + size]
            case 3:
                data[place:place] = data[place : place + size] * rng.choice((1, 2, 50))
            case 4:
                data[place : place + size] = rng.randbytes(size)
            case 5:
                data[place : place + size] = rng.choice(_WORDS)
            case _:
                start = rng.randrange(len(data) + 1)
                data[place:place] = data[start : start + size]
    return bytes(data[:MAX_BYTES])


def mutate_json(content: bytes, rng: random.Random) -> bytes:
    """A few changes to the values, names and shape of a JSON text."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return mutate_bytes(content, rng)
    box = [value]
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        _change(box, rng)
    try:
        text = json.dumps(box[0], ensure_ascii=rng.random() < 0.5)
        return _respelled(text, rng).encode()[:MAX_BYTES]
    except (UnicodeEncodeError, RecursionError):
        return mutate_bytes(content, rng)


def _places(value: Any, found: list[tuple[Any, Any]], depth: int = 0) -> None:
    if depth > 40 or len(found) > 3_000:
        return
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for name, item in items:
        found.append((value, name))
        if isinstance(item, dict | list):
            _places(item, found, depth + 1)


def _change(box: list[Any], rng: random.Random) -> None:
    found: list[tuple[Any, Any]] = []
    _places(box, found)
    parent, name = rng.choice(found)
    value = parent[name]
    other_parent, other_name = rng.choice(found)
    match rng.randrange(11):
        case 0:
            parent[name] = _copy(rng.choice(_VALUES))
        case 1 if parent is not box:
            del parent[name]
        case 2:
            parent[name] = [value, _copy(value)] if rng.random() < 0.3 else [value]
        case 3:
            parent[name] = {rng.choice(_NAMES): value}
        case 4 if isinstance(parent, dict):
            parent[rng.choice(_NAMES)] = parent.pop(name)
        case 5 if isinstance(value, dict):
            value[rng.choice(_NAMES)] = _copy(rng.choice(_VALUES))
        case 6:
            parent[name] = _copy(other_parent[other_name])
        case 7 if isinstance(value, list):
            value.insert(rng.randrange(len(value) + 1), _copy(rng.choice(_VALUES)))
            rng.shuffle(value)
        case 8 if isinstance(value, int | float) and not isinstance(value, bool):
            parent[name] = _other_number(value, rng)
        case 9 if isinstance(value, dict) and value:
            known = rng.choice(list(value))
            value[rng.choice((f"{known} ", known.upper(), f"urn:{known}", f"@{known}"))] = "x"
        case _:
            text = value if isinstance(value, str) else rng.choice(_NAMES)
            parent[name] = _other_text(text, rng)


def _other_number(value: float, rng: random.Random) -> float:
    try:
        return value * rng.choice((-1, 0.5, 10**20)) + rng.choice((0, 1))
    except OverflowError:
        return 0


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _other_text(text: str, rng: random.Random) -> str:
    # Twenty times as long, again and again, would fill the memory before it is cut.
    text = text[: MAX_BYTES // 20]
    place = rng.randrange(len(text) + 1)
    return rng.choice(
        (
            text[:place],
            text[:place] + rng.choice('\u200b\u0301\t\n\x7f"<>#/:?% aZ0') + text[place:],
            text[:place] + rng.choice("aZ0-_.") + text[place + 1 :],
            text.swapcase(),
            unicodedata.normalize("NFD", text + "\u00e9"),
            text + text,
            rng.choice(_NAMES),
            text * rng.choice((1, 20)),
        )
    )


def _respelled(text: str, rng: random.Random) -> str:
    """The same JSON in another spelling, or with a name that is there twice."""
    chance = rng.random()
    if chance < 0.05 and text.startswith("{") and len(text) > 2:
        return f'{{"{rng.choice(_NAMES)}": {json.dumps(rng.choice(_VALUES))}, {text[1:]}'
    if chance < 0.10:
        name = rng.choice(_NAMES)
        return text.replace(f'"{name}"', '"' + "".join(f"\\u{ord(c):04x}" for c in name) + '"')
    return text


def mutate_token(content: bytes, rng: random.Random) -> bytes:
    """A change inside one part of a compact JWS or of a disclosure."""
    if rng.random() < 0.2:
        return mutate_bytes(content, rng)
    separator = b"~" if b"~" in content and rng.random() < 0.5 else b"."
    parts = content.split(separator)
    place = rng.randrange(len(parts))
    try:
        inside = base64.urlsafe_b64decode(parts[place] + b"=" * (-len(parts[place]) % 4))
    except (binascii.Error, ValueError):
        return mutate_bytes(content, rng)
    changed = mutate_json(inside, rng)
    parts[place] = base64.urlsafe_b64encode(changed).rstrip(b"=")
    if rng.random() < 0.1:
        parts.insert(place, parts[place])
    return separator.join(parts)[:MAX_BYTES]


def mutate_png(content: bytes, rng: random.Random) -> bytes:
    """A change inside one chunk, with the checksum mended most of the time."""
    chunks = _chunks(content)
    if not chunks or rng.random() < 0.15:
        return mutate_bytes(content, rng)
    place = rng.randrange(len(chunks))
    kind, body = chunks[place]
    match rng.randrange(5):
        case 0:
            chunks.insert(place, (kind, body))
        case 1:
            chunks[place] = (rng.choice((b"iTXt", b"tEXt", b"zTXt", b"IEND", b"IDAT")), body)
        case 2:
            chunks[place] = (kind, mutate_bytes(body, rng))
        case 3:
            head, _, text = body.rpartition(b"\0")
            chunks[place] = (kind, head + b"\0" + mutate_json(text, rng))
        case _:
            times = rng.choice((1, 1, min(2_000, 40_000_000 // (len(body) + 1))))
            packed = zlib.compress(body * times)
            chunks[place] = (b"zTXt", b"openbadges\0\0" + packed)
    mended = rng.random() < 0.9
    return PNG_SIGNATURE + b"".join(
        len(body).to_bytes(4, "big")
        + kind
        + body
        + (zlib.crc32(kind + body) if mended else 1).to_bytes(4, "big")
        for kind, body in chunks
    )


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    found, place = [], len(PNG_SIGNATURE)
    while place + 12 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        found.append((content[place + 4 : place + 8], content[place + 8 : place + 8 + size]))
        place += 12 + size
    return found


_PIECES = re.compile(r"<[^>]*>|[^<]+")
_XML_PIECES = (
    "<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', '<!ENTITY % x SYSTEM "file:///etc/passwd">',
    "&lt;", "&#0;", "&#x110000;", "&b;", "<![CDATA[x]]>", "<!-- -- -->", "<?xml version='1.1'?>",
    '<?xml-stylesheet href="https://evil.example/"?>', "<xi:include href='file:///etc/passwd'/>",
    "<text lang=''/>", "<text xmlns:x='http://data.europa.eu/snb'/>", "<a:b/>", "\ufeff", "\x01",
)  # fmt: skip


def mutate_xml(content: bytes, rng: random.Random) -> bytes:
    """A few changes to the tags of an XML text: twice, gone, swapped, deeper, foreign."""
    coding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    pieces = _PIECES.findall(content.decode(coding, "replace"))
    if not pieces or rng.random() < 0.15:
        return mutate_bytes(content, rng)
    for _ in range(rng.choice((1, 1, 2, 4))):
        place, other = rng.randrange(len(pieces)), rng.randrange(len(pieces))
        match rng.randrange(7):
            case 0:
                pieces.insert(place, pieces[other])
            case 1 if len(pieces) > 1:
                del pieces[place]
            case 2:
                pieces[place], pieces[other] = pieces[other], pieces[place]
            case 3:
                pieces.insert(place, rng.choice(_XML_PIECES))
            case 4:
                times = rng.choice((2, 60, 2_000))
                pieces[place:place] = ["<a>"] * times + ["</a>"] * rng.choice((times, times - 1))
            case 5:
                pieces[place] = _other_text(pieces[place], rng)
            case _:
                pieces[place] = pieces[place].replace(
                    "data.europa.eu", rng.choice(("x", "", "a b"))
                )
    return "".join(pieces).encode(coding, "replace")[:MAX_BYTES]
