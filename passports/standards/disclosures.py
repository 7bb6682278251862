"""SD-JWT: a token whose holder shows some claims and keeps others.

RFC 9901 (https://www.rfc-editor.org/rfc/rfc9901). The issuer signs digests; whoever shows the token
adds the disclosures behind some of them. All that is added must be behind exactly one digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from passports.standards import keys, strict_json
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.types import Limits

# Section 7.1, step 2; the default is sha-256.
HASHES = {"sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512"}
MAX_DISCLOSURES = 500


class BadDisclosure(ValueError):
    """These disclosures may not be applied. `code`: `bad_disclosure`, `unsupported_hash`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


@frozen
class Selective:
    """The parts of an SD-JWT: the issuer's token, the disclosures, the key binding token."""

    token: str
    disclosures: tuple[str, ...]
    binding: str

    @property
    def without_binding(self) -> str:
        """What the key binding token signs the hash of (section 4.3.1)."""
        return "~".join([self.token, *self.disclosures, ""])


def split(text: str) -> Selective:
    """The parts of a compact SD-JWT. Raises BadDisclosure."""
    token, *rest = text.split("~")
    if not rest:
        return Selective(token, (), "")
    *disclosures, binding = rest
    if len(disclosures) > MAX_DISCLOSURES or not all(disclosures):
        raise BadDisclosure("bad_disclosure", "an empty disclosure, or too many")
    return Selective(token, tuple(disclosures), binding)


def hash_name(claims: Mapping[str, Any]) -> str:
    """The hash that the claims name. Raises BadDisclosure(`unsupported_hash`)."""
    name = claims.get("_sd_alg", "sha-256")
    if not isinstance(name, str) or name not in HASHES:
        raise BadDisclosure("unsupported_hash", str(name)[:40])
    return HASHES[name]


def digest(text: str, name: str) -> str:
    """base64url of the hash of `text`, as digests are written."""
    return keys.encode_base64url(hashlib.new(name, text.encode("ascii", "replace")).digest())


def disclosed(
    claims: Mapping[str, Any], disclosures: tuple[str, ...], limits: Limits
) -> dict[str, Any]:
    """The claims with what is disclosed in its places and nothing of the machinery (section 7.1).

    Raises BadDisclosure where a disclosure is malformed, is behind no digest or several, would
    overwrite a claim, or names a claim that may not be disclosed so.
    """
    name = hash_name(claims)
    known: dict[str, list[Any]] = {}
    for text in disclosures:
        key = digest(text, name)
        if key in known:
            raise BadDisclosure("bad_disclosure", "the same disclosure twice")
        known[key] = _read(text, limits)
    reader = _Reader(known, limits.nesting)
    result = reader.apply(dict(claims), 0)
    if reader.used != set(known):
        raise BadDisclosure("bad_disclosure", "a disclosure is behind no digest")
    result.pop("_sd_alg", None)
    return result


def _read(text: str, limits: Limits) -> list[Any]:
    try:
        value = strict_json.loads(keys.decode_base64url(text), limits=limits)
    except (ValueError, strict_json.BadJson) as error:
        raise BadDisclosure("bad_disclosure", str(error)[:200]) from error
    if not isinstance(value, list) or len(value) not in (2, 3) or not isinstance(value[0], str):
        raise BadDisclosure("bad_disclosure", "not a salt, a name and a value")
    if len(value) == 3 and (not isinstance(value[1], str) or value[1] in {"_sd", "..."}):
        raise BadDisclosure("bad_disclosure", "a name that may not be disclosed")
    return value


class _Reader:
    """Puts disclosures behind their digests; every digest may be met once."""

    def __init__(self, known: Mapping[str, list[Any]], deepest: int) -> None:
        self.known = known
        self.used: set[str] = set()
        self._seen: set[str] = set()
        self._deepest = deepest

    def apply(self, item: dict[str, Any], depth: int) -> dict[str, Any]:
        if depth > self._deepest:
            raise BadDisclosure("bad_disclosure", "nested too deeply")
        digests = item.get("_sd", [])
        if not isinstance(digests, list) or not all(isinstance(d, str) for d in digests):
            raise BadDisclosure("bad_disclosure", "_sd is no list of digests")
        if "..." in item:
            raise BadDisclosure("bad_disclosure", "a digest of an element outside of a list")
        result = {name: self._value(v, depth) for name, v in item.items() if name != "_sd"}
        for each in digests:
            found = self._found(each, 3)
            if found is None:
                continue
            _, name, value = found
            if name in result:
                raise BadDisclosure("bad_disclosure", f"{name[:60]} is there already")
            result[name] = self._value(value, depth)
        return result

    def _found(self, each: str, parts: int) -> list[Any] | None:
        if each in self._seen:
            raise BadDisclosure("bad_disclosure", "the same digest twice")
        self._seen.add(each)
        found = self.known.get(each)
        if found is None:
            return None
        if len(found) != parts:
            raise BadDisclosure("bad_disclosure", "an element in the place of a claim")
        self.used.add(each)
        return found

    def _value(self, value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            return self.apply(value, depth + 1)
        if isinstance(value, list):
            if depth > self._deepest:
                raise BadDisclosure("bad_disclosure", "nested too deeply")
            return [part for item in value for part in self._element(item, depth + 1)]
        return value

    def _element(self, item: Any, depth: int) -> list[Any]:
        """An element, or none where it is not disclosed."""
        if not (isinstance(item, dict) and set(item) == {"..."}):
            return [self._value(item, depth)]
        each = item["..."]
        if not isinstance(each, str):
            raise BadDisclosure("bad_disclosure", "a digest is no text")
        found = self._found(each, 2)
        return [] if found is None else [self._value(found[1], depth)]
