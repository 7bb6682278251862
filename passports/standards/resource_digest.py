"""Does a fetched resource have the digest that a signed document gives for it?

`digestSRI` (https://www.w3.org/TR/SRI/#the-integrity-attribute) and `digestMultibase`, both of VCDM
2.0, section 5.3: https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from passports.standards.formats.format import as_list
from passports.standards.keys import decode_multibase

# From weakest to strongest: of several digests, only those of the strongest kind count.
_ALGORITHMS = ("sha256", "sha384", "sha512")
# The codes of https://github.com/multiformats/multicodec, as they begin a multihash.
_MULTIHASHES = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}


def matches(body: bytes, entry: Mapping[str, Any], *, data: Mapping[str, Any]) -> bool:
    """Whether `body` has every digest that `entry` (with its `id`), or a `relatedResource` of
    `data` with the same `id`, gives for it. True if there is none; False for one not readable."""
    return all(_fits(body, promise) for promise in _promises(entry, data))


def _promises(entry: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield entry
    for item in as_list(data.get("relatedResource")):
        if isinstance(item, Mapping) and item.get("id") == entry.get("id"):
            yield item


def _fits(body: bytes, promise: Mapping[str, Any]) -> bool:
    integrity, multibase = promise.get("digestSRI"), promise.get("digestMultibase")
    if integrity is not None and not _fits_integrity(body, integrity):
        return False
    return multibase is None or _fits_multibase(body, multibase)


def _fits_integrity(body: bytes, integrity: object) -> bool:
    words = [word for item in as_list(integrity) for word in str(item).split()]
    known = [word.partition("?")[0].split("-", 1) for word in words]
    strongest = [name for name in _ALGORITHMS if any(pair[0] == name for pair in known)][-1:]
    wanted = {pair[1].rstrip("=") for pair in known if pair[:1] == strongest and len(pair) == 2}
    if not wanted:
        return False
    digest = hashlib.new(strongest[0], body).digest()
    plain = base64.b64encode(digest).decode().rstrip("=")
    return bool({plain, plain.replace("+", "-").replace("/", "_")} & wanted)


def _fits_multibase(body: bytes, multibase: object) -> bool:
    try:
        multihash = decode_multibase(multibase) if isinstance(multibase, str) else b""
    except ValueError:
        return False
    name = _MULTIHASHES.get(multihash[:2])
    return name is not None and hashlib.new(name, body).digest() == multihash[2:]
