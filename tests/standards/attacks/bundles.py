"""Very many of something, lists and schemas that lead back to themselves, images that hold two."""

from __future__ import annotations

import zlib
from typing import Any

from passports.standards import status_entry
from passports.standards.keys import encode_base64url
from tests.standards.attacks.burdens import (
    ITXT,
    SCHEMA_URL,
    packed_zeros,
    png,
    published_list,
    svg,
)
from tests.standards.attacks.row import Attack
from tests.standards.formats import presenting
from tests.standards.making import (
    ED2020,
    ISSUER_KEY,
    LIST_URL,
    V1,
    V2,
    badge,
    plain,
    plain_1,
    token,
)
from tests.standards.making import signed as sealed
from tests.standards.status import test_other_lists as lists
from tests.standards.status.test_bitstring import status_list

OTHER_LIST_URL = "https://college.example/status/2"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
MANY = 10_000


def _drafted(kind: str) -> dict[str, Any]:
    """A list of one of the drafts that unpacks to a gigabyte, signed by its issuer."""
    made = lists.drafts_list(kind)
    made["credentialSubject"]["encodedList"] = encode_base64url(packed_zeros(1024, 31))
    return {LIST_URL: lists.sign(made)}


def _with_drafted(context: str, entry: dict[str, Any]) -> dict[str, Any]:
    made = plain_1(context=[V1, context, ED2020], credentialStatus=entry)
    return sealed(made, proof="Ed25519Signature2020")


def _huge_token_list() -> dict[str, Any]:
    packed = encode_base64url(packed_zeros(1024, 15))
    return {LIST_URL: lists.token_list({}, status_list={"bits": 1, "lst": packed})}


def _lists_in_a_ring() -> dict[str, Any]:
    def one(url: str, other: str) -> dict[str, Any]:
        made = status_list()
        subject = made["credentialSubject"] | {"id": f"{url}#list"}
        entry = status_entry(other, 7)
        return sealed({**made, "id": url, "credentialSubject": subject, "credentialStatus": entry})

    return {LIST_URL: one(LIST_URL, OTHER_LIST_URL), OTHER_LIST_URL: one(OTHER_LIST_URL, LIST_URL)}


def _schema_credential(schema: str) -> bytes:
    """A schema in a credential that names `schema` as its own."""
    return token(
        plain(
            id=SCHEMA_URL,
            type=["VerifiableCredential", "JsonSchemaCredential"],
            credentialSchema={"id": schema, "type": "JsonSchemaCredential"},
            credentialSubject={
                "id": "urn:x:schema", "type": "JsonSchema",
                "jsonSchema": {"$schema": DRAFT, "type": "array"},
            },
        )
    ).encode()  # fmt: skip


def _of_schema(kind: str = "JsonSchema") -> str:
    return token(badge(credentialSchema={"id": SCHEMA_URL, "type": kind}))


def _its_own_schema() -> str:
    entry = {"id": SCHEMA_URL, "type": "JsonSchemaCredential"}
    return token(badge(id=SCHEMA_URL, credentialSchema=entry))


def _schema_of(definitions: dict[str, Any]) -> dict[str, Any]:
    return {SCHEMA_URL: {"$schema": DRAFT, "$defs": definitions, "$ref": "#/$defs/d0"}}


def _doubling(levels: int) -> dict[str, Any]:
    definitions: dict[str, Any] = {f"d{levels}": {"required": ["nobody"]}}
    for level in range(levels):
        below = {"$ref": f"#/$defs/d{level + 1}"}
        definitions[f"d{level}"] = {"anyOf": [below, {**below, "minProperties": level}]}
    return _schema_of(definitions)


def _presented(number: int) -> dict[str, Any]:
    inside = [sealed(badge())] * number
    return {"@context": [V2], "type": ["VerifiablePresentation"], "verifiableCredential": inside}


def _disclosures(number: int) -> str:
    claims = {"iss": ISSUER_KEY.did, "vct": "https://college.example/types/diploma"}
    shown = [presenting.disclosure(f"n{number}", number) for number in range(number)]
    return presenting.selective(claims, ISSUER_KEY, shown)


ROWS = (
    # Very many of something.
    Attack("10,000 proofs behind a good one", lambda: {
        **sealed(badge()), "proof": [sealed(badge())["proof"]] * (MANY + 1)},
        "proof", "too_many_proofs"),
    Attack("3,000 credentials in a presentation", lambda: _presented(3_000), "structure",
           "too_many_credentials", "could_not_check"),
    Attack("10,000 status entries", lambda: token(badge(credentialStatus=[
        status_entry(f"{LIST_URL}{index}", index) for index in range(MANY)])),
        "status", "too_many_status_entries", "could_not_check"),
    Attack("10,000 schemas", lambda: token(badge(credentialSchema=[
        {"id": f"{SCHEMA_URL}{index}", "type": "JsonSchema"} for index in range(MANY)])),
        "schema", "too_many_schemas", "could_not_check"),
    Attack("10,000 disclosures", lambda: _disclosures(MANY), "structure", "not_a_jwt"),
    # Lists that unpack to a gigabyte, of every kind.
    Attack("a Status List 2021 of a gigabyte",
           lambda: _with_drafted(lists.CONTEXT_2021, lists.entry_2021(3)),
           "status", "bad_status_list", "could_not_check",
           served=lambda: _drafted("StatusList2021"), asks=True),
    Attack("a Revocation List 2020 of a gigabyte",
           lambda: _with_drafted(lists.CONTEXT_2020, lists.entry_2020(3)),
           "status", "bad_status_list", "could_not_check",
           served=lambda: _drafted("RevocationList2020"), asks=True),
    Attack("a token status list of a gigabyte", lists.with_status, "status", "bad_status_list",
           "could_not_check", served=_huge_token_list, asks=True),
    # Lists and schemas that lead back to themselves.
    Attack("two status lists whose status is in each other",
           lambda: sealed(badge(credentialStatus=status_entry(LIST_URL, 0))),
           "status", "not_revoked", "passed", served=_lists_in_a_ring, asks=True, control=True),
    Attack("a list for another purpose than it says", lambda: sealed(badge(
        credentialStatus=status_entry(LIST_URL, 0) | {"statusPurpose": "refresh"})), "status",
        "status_purpose_mismatch", "could_not_check", served=published_list, asks=True),
    Attack("schema credential that is its own schema",
           lambda: _of_schema("JsonSchemaCredential"), "schema", "schema_not_satisfied",
           served=lambda: {SCHEMA_URL: _schema_credential(SCHEMA_URL)}, asks=True),
    Attack("credential as its own schema", _its_own_schema, "schema", "bad_schema",
           "could_not_check", served=lambda: {SCHEMA_URL: _its_own_schema().encode()}, asks=True),
    Attack("definitions of a schema in a ring", _of_schema, "schema", "bad_schema",
           "could_not_check", served=lambda: _schema_of({
               "d0": {"allOf": [{"$ref": "#/$defs/d1"}]}, "d1": {"allOf": [{"$ref": "#/$defs/d0"}]},
           }), asks=True),
    Attack("a schema that doubles 30 times", _of_schema, "schema", "schema_too_complex",
           "could_not_check", served=lambda: _doubling(30), asks=True),
    # Images with several payloads.
    Attack("two chunks of a PNG, one packed", lambda: png(
        (b"iTXt", ITXT + b'{"a": 1}'),
        (b"zTXt", b"openbadges\0\0" + zlib.compress(b'{"a": 2}'))),
        "structure", "several_payloads"),
    Attack("two chunks of one kind", lambda: png(
        (b"iTXt", ITXT + b'{"a": 1}'), (b"iTXt", ITXT + b'{"a": 2}')),
        "structure", "several_payloads"),
    Attack("a token and a document in one SVG element", lambda: svg(
        '<b:credential verify="a.b.c"><![CDATA[{"a": 1}]]></b:credential>'),
        "structure", "several_payloads"),
    Attack("elements of two versions in an SVG", lambda: svg(
        '<b:credential verify="a.b.c"/>'
        '<o:assertion xmlns:o="http://openbadges.org" verify="d.e.f"/>'),
        "structure", "several_payloads"),
    # Numbers beyond doubles.
    Attack("thirty digits in a signed member", lambda: _credits("1" * 30), "proof",
           "unsupported_number", "could_not_check"),
    Attack("1e-400 in a signed member", lambda: _credits("1e-400"), "proof", "bad_signature"),
)  # fmt: skip


def _credits(number: str) -> str:
    import json

    text = json.dumps(sealed(badge()))
    return text.replace('"criteria"', f'"creditsAvailable": {number}, "criteria"', 1)
