"""Does a fetched resource have the digest that a signed document gives for it?

`digestSRI` (https://www.w3.org/TR/SRI/#the-integrity-attribute) and `digestMultibase`, both of VCDM
2.0, section 5.3: https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping

from passports.standards.formats.format import as_list
from passports.standards.hints import Any
from passports.standards.keys import decode_multibase

# From weakest to strongest: of several digests, only those of the strongest kind count.
_ALGORITHMS = ("sha256", "sha384", "sha512")
# The codes of https://github.com/multiformats/multicodec, as they begin a multihash.
_MULTIHASHES = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}
# Some write the bare digest where a multihash must be. Its length says what it is: a multihash is
# two bytes longer.
_BARE = {32: "sha256", 48: "sha384", 64: "sha512"}

# The name of a hash → the digest of a resource by it, or None where that is not known.
DigestOf = Callable[[str], bytes | None]


def matches(body: bytes, entry: Mapping[str, Any], *, data: Mapping[str, Any]) -> bool:
    """Whether `body` has every digest that `entry` (with its `id`), or a `relatedResource` of
    `data` with the same `id`, gives for it. True if there is none; False for one not readable."""

    def digest_of(name: str) -> bytes:
        return hashlib.new(name, body).digest()

    return all(fits(promise, digest_of) for promise in _promises(entry, data))


def _promises(entry: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield entry
    for item in as_list(data.get("relatedResource")):
        if isinstance(item, Mapping) and item.get("id") == entry.get("id"):
            yield item


def fits(promise: Mapping[str, Any], digest_of: DigestOf) -> bool:
    """Whether a resource has the digests of `promise`, as far as `digest_of` knows its own."""
    integrity, multibase = promise.get("digestSRI"), promise.get("digestMultibase")
    if integrity is not None and not _fits_integrity(integrity, digest_of):
        return False
    return multibase is None or _fits_multibase(multibase, digest_of)


def _fits_integrity(integrity: object, digest_of: DigestOf) -> bool:
    words = [word for item in as_list(integrity) for word in str(item).split()]
    known = [word.partition("?")[0].split("-", 1) for word in words]
    strongest = [name for name in _ALGORITHMS if any(pair[0] == name for pair in known)][-1:]
    wanted = {pair[1].rstrip("=") for pair in known if pair[:1] == strongest and len(pair) == 2}
    if not wanted:
        return False
    digest = digest_of(strongest[0])
    if digest is None:
        return True
    plain = base64.b64encode(digest).decode().rstrip("=")
    return bool({plain, plain.replace("+", "-").replace("/", "_")} & wanted)


def _fits_multibase(multibase: object, digest_of: DigestOf) -> bool:
    found = read_multibase(multibase)
    if found is None:
        return False
    name, wanted = found
    digest = digest_of(name)
    return digest is None or digest == wanted


def read_multibase(multibase: object) -> tuple[str, bytes] | None:
    """The hash and the digest in a `digestMultibase`; None for what cannot be one."""
    try:
        decoded = decode_multibase(multibase) if isinstance(multibase, str) else b""
    except ValueError:
        return None
    name = _MULTIHASHES.get(decoded[:2])
    if name is not None and len(decoded) == hashlib.new(name).digest_size + 2:
        return name, decoded[2:]
    bare = _BARE.get(len(decoded))
    return (bare, decoded) if bare is not None else None
