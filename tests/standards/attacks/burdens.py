"""Input that is made to keep a core busy or to fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from passports.standards import status_entry
from passports.standards.baking import PNG_SIGNATURE
from passports.standards.keys import encode_base64url
from passports.standards.types import DEFAULT_LIMITS
from tests.standards.attacks.row import Attack
from tests.standards.making import LIST_URL, OTHER_KEY, V2, badge, signed
from tests.standards.status.test_bitstring import status_list

SCHEMA_URL = "https://college.example/schema.json"


def _clique(size: int) -> dict[str, Any]:
    """Blank nodes that all point at each other: none differs from the others."""
    nodes = [f"_:n{i}" for i in range(size)]
    subjects = [
        {"id": node, "type": ["Achievement"], "related": [{"id": n} for n in nodes if n != node]}
        for node in nodes
    ]
    return {**signed(badge()), "credentialSubject": subjects}


def _ring(size: int) -> dict[str, Any]:
    subjects = [
        {"id": f"_:n{i}", "type": ["Achievement"], "related": [{"id": f"_:n{(i + 1) % size}"}]}
        for i in range(size)
    ]
    return {**signed(badge()), "credentialSubject": subjects}


@cache
def packed_zeros(megabytes: int, wbits: int) -> bytes:
    packer = zlib.compressobj(9, wbits=wbits)
    block = bytes(1 << 20)
    return b"".join([*(packer.compress(block) for _ in range(megabytes)), packer.flush()])


def _huge_list() -> dict[str, Any]:
    """A megabyte that unpacks to a gigabyte, signed by its issuer."""
    document = status_list()
    encoded = "u" + encode_base64url(packed_zeros(1024, 31))
    document["credentialSubject"] = document["credentialSubject"] | {"encodedList": encoded}
    return {LIST_URL: signed(document)}


def _with_status(index: Any = 94567, **changes: Any) -> Callable[[], dict[str, Any]]:
    entry = status_entry(LIST_URL, 0) | {"statusListIndex": str(index)} | changes
    return lambda: signed(badge(credentialStatus=entry))


def published_list() -> dict[str, Any]:
    return {LIST_URL: signed(status_list())}


def _list_that_names_itself() -> dict[str, Any]:
    return {LIST_URL: signed({**status_list(), "credentialStatus": status_entry(LIST_URL, 7)})}


def _credential_as_its_own_list() -> dict[str, Any]:
    return {LIST_URL: signed(badge(id=LIST_URL, credentialStatus=status_entry(LIST_URL, 0)))}


def _key_with_a_name_of_a_megabyte() -> dict[str, Any]:
    document = signed(badge())
    document["proof"]["verificationMethod"] = "did:key:" + "z6Mk" * 250_000
    return document


def _with_schema() -> dict[str, Any]:
    return signed(badge(credentialSchema={"id": SCHEMA_URL, "type": "JsonSchema"}))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png(*bodies: tuple[bytes, bytes]) -> bytes:
    ihdr = b"\0\0\0\1\0\0\0\1\x08\6\0\0\0"
    chunks = [(b"IHDR", ihdr), *bodies, (b"IEND", b"")]
    return PNG_SIGNATURE + b"".join(_chunk(*each) for each in chunks)


def svg(*elements: str) -> str:
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:b="https://purl.imsglobal.org/ob/v3p0"'
    return f"<svg {namespaces}>{''.join(elements)}</svg>"


ITXT = b"openbadgecredential\0\0\0\0\0"

ROWS = (
    Attack("a clique of 9 blank nodes", lambda: _clique(9), "proof", "too_complex",
           "could_not_check"),
    Attack("a clique of 40", lambda: _clique(40), "proof", "too_complex", "could_not_check"),
    Attack("a ring of 3,000", lambda: _ring(3_000), "proof", "too_many_quads",
           "could_not_check"),
    Attack("a clique under 20 proofs",
           lambda: {**_clique(9), "proof": [signed(badge())["proof"]] * 20},
           "proof", "too_complex", "could_not_check"),
    Attack("10,000 proofs", lambda: {**badge(), "proof": [signed(badge())["proof"]] * 10_000},
           "proof", "too_many_proofs"),
    Attack("a key with a name of a megabyte", _key_with_a_name_of_a_megabyte, "issuer_key",
           "controller_mismatch"),
    Attack("30,000 subjects", lambda: {**signed(badge()), "credentialSubject": [
        {"id": f"urn:x:{i}", "name": "x"} for i in range(30_000)]}, "proof", "too_many_quads",
        "could_not_check"),
    Attack("20,000 inline terms", lambda: {**signed(badge()), "@context": [
        V2, *({f"t{i}": f"urn:x:{i}"} for i in range(20_000))]}, "structure", "wrong_context"),
    Attack("more than the limit of bytes",
           lambda: b'{"a": "' + b"x" * DEFAULT_LIMITS.document_bytes + b'"}',
           "structure", "too_large"),
    Attack("a status list of a gigabyte", _with_status(), "status", "bad_status_list",
           "could_not_check", served=_huge_list, asks=True),
    Attack("status index out of range", _with_status(10**9), "status",
           "status_index_out_of_range", "could_not_check", served=published_list, asks=True),
    Attack("status index of a million digits", _with_status("9" * 1_000_000), "status",
           "bad_status_entry", "could_not_check", served=published_list, asks=True),
    Attack("status index below zero", _with_status(-1), "status", "bad_status_entry",
           "could_not_check", served=published_list, asks=True),
    Attack("status list for another purpose", _with_status(statusPurpose="suspension"), "status",
           "status_purpose_mismatch", "could_not_check", served=published_list, asks=True),
    Attack("status list signed by another", _with_status(), "status", "status_list_not_verified",
           "could_not_check", served=lambda: {LIST_URL: signed(
               status_list(), OTHER_KEY)}, asks=True),
    Attack("status list whose status is in itself", _with_status(), "status", "not_revoked",
           "passed", served=_list_that_names_itself, asks=True, control=True),
    Attack("credential as its own status list", lambda: signed(
        badge(id=LIST_URL, credentialStatus=status_entry(LIST_URL, 0))), "status",
        "bad_status_list", "could_not_check", served=_credential_as_its_own_list, asks=True),
    Attack("schema that refers to its own address", _with_schema, "schema", "bad_schema",
           "could_not_check", served=lambda: {SCHEMA_URL: {
               "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_URL,
               "$ref": "https://evil.example/schema"}}, asks=True),
    Attack("schema that only contains itself", _with_schema, "schema", "bad_schema",
           "could_not_check", served=lambda: {SCHEMA_URL: {
               "$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#"}},
           asks=True),
    Attack("two credentials in a PNG", lambda: png(
        (b"iTXt", ITXT + b'{"a": 1}'), (b"tEXt", b"openbadges\0" + b'{"a": 2}')),
        "structure", "several_payloads"),
    Attack("two credentials in an SVG", lambda: svg(
        '<b:credential verify="a.b.c"/>', '<b:credential verify="d.e.f"/>'),
        "structure", "several_payloads"),
    Attack("a credential behind the end of a PNG", lambda: png() + _chunk(
        b"iTXt", ITXT + b'{"a": 1}'), "structure", "no_payload"),
    Attack("a PNG text of a gigabyte", lambda: png(
        (b"zTXt", b"openbadges\0\0" + packed_zeros(1024, 15))),
        "structure", "decompressed_too_large"),
    Attack("a billion laughs", lambda: (
        '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + svg("&b;")),
        "structure", "unsafe_xml"),
    Attack("an external entity", lambda: (
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;")),
        "structure", "unsafe_xml"),
)  # fmt: skip
