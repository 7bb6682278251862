"""Schemas with digests, and schemas that are credentials themselves."""

import base64
import hashlib
import json
from typing import Any

import pytest

from passports.standards.keys import encode_base64url
from passports.standards.types import Verdict
from tests.standards.making import (
    OTHER_KEY,
    Documents,
    badge,
    changed,
    check,
    outcome,
    plain,
    signed,
    token,
)

URL = "https://school.example/schema.json"
CREDENTIAL_URL = "https://school.example/schema-credential.json"
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["credentialSubject"],
    "properties": {"name": {"type": "string", "maxLength": 30}},
}
BODY = json.dumps(SCHEMA).encode()


def sri(body: bytes, name: str = "sha384") -> str:
    return f"{name}-{base64.b64encode(hashlib.new(name, body).digest()).decode()}"


def multibase(body: bytes) -> str:
    return "u" + encode_base64url(b"\x12\x20" + hashlib.sha256(body).digest())


def said(entry: dict[str, Any], documents: dict[str, Any], **changes: Any) -> str:
    document = signed(badge(credentialSchema=entry, **changes))
    return outcome(check(document, Documents(documents)), "schema")


@pytest.mark.parametrize("name", ["sha256", "sha384", "sha512"])
def test_a_digest_that_fits(name: str) -> None:
    entry = {"id": URL, "type": "JsonSchema", "digestSRI": sri(BODY, name)}
    assert said(entry, {URL: BODY}) == "passed schema_satisfied"


@pytest.mark.parametrize(
    "digest",
    [
        sri(b"other"),
        "sha384-",
        "md5-abcd",
        "",
        f"{sri(BODY, 'sha256')} {sri(b'other', 'sha512')}",
    ],
)
def test_a_digest_that_does_not_fit(digest: str) -> None:
    entry = {"id": URL, "type": "JsonSchema", "digestSRI": digest}
    assert said(entry, {URL: BODY}) == "could_not_check schema_changed"


def test_one_of_several_digests_of_the_strongest_kind_is_enough() -> None:
    digest = f"{sri(b'other', 'sha512')} {sri(BODY, 'sha512')} {sri(b'old', 'sha256')}"
    entry = {"id": URL, "type": "JsonSchema", "digestSRI": digest}
    assert said(entry, {URL: BODY}) == "passed schema_satisfied"


def test_a_related_resource_promises_a_digest_too() -> None:
    entry = {"id": URL, "type": "JsonSchema"}
    good = [{"id": URL, "digestMultibase": multibase(BODY)}]
    bad = [{"id": URL, "digestMultibase": multibase(b"other")}]
    other = [{"id": "https://school.example/x", "digestSRI": sri(b"other")}]
    documents = {URL: BODY}
    assert said(entry, documents, relatedResource=good) == "passed schema_satisfied"
    assert said(entry, documents, relatedResource=bad) == "could_not_check schema_changed"
    assert said(entry, documents, relatedResource=other) == "passed schema_satisfied"


def schema_credential(schema: Any = SCHEMA, **changes: Any) -> dict[str, Any]:
    subject = {"id": URL, "type": "JsonSchema", "jsonSchema": schema}
    return plain(
        id=CREDENTIAL_URL,
        type=["VerifiableCredential", "JsonSchemaCredential"],
        credentialSubject=changed(subject, changes),
    )


ENTRY = {"id": CREDENTIAL_URL, "type": "JsonSchemaCredential"}


def test_a_schema_in_a_credential() -> None:
    for published in (signed(schema_credential()), token(schema_credential()).encode()):
        assert said(ENTRY, {CREDENTIAL_URL: published}) == "passed schema_satisfied"
    narrow = {**SCHEMA, "properties": {"name": {"maxLength": 3}}}
    published = signed(schema_credential(narrow))
    assert said(ENTRY, {CREDENTIAL_URL: published}) == "failed schema_not_satisfied"


def test_a_schema_credential_that_refers_to_its_schema() -> None:
    published = signed(schema_credential({"$ref": URL}, digestSRI=sri(BODY)))
    documents = {CREDENTIAL_URL: published, URL: BODY}
    assert said(ENTRY, documents) == "passed schema_satisfied"
    assert said(ENTRY, {**documents, URL: BODY + b" "}) == "could_not_check schema_changed"


def tampered() -> dict[str, Any]:
    published = signed(schema_credential())
    published["credentialSubject"]["jsonSchema"] = {}
    return published


NOTHING_SAID = {
    "unsigned": (schema_credential, "schema_not_verified"),
    "tampered": (tampered, "schema_not_verified"),
    "in another's name": (
        lambda: signed(schema_credential(), OTHER_KEY),
        "schema_not_verified",
    ),
    "of another type": (lambda: signed(plain()), "bad_schema"),
    "without a schema": (lambda: signed(schema_credential(None)), "bad_schema"),
    "a plain schema": (lambda: SCHEMA, "bad_schema"),
}


@pytest.mark.parametrize("name", NOTHING_SAID)
def test_a_schema_credential_that_says_nothing(name: str) -> None:
    make, code = NOTHING_SAID[name]
    document = signed(badge(credentialSchema=ENTRY))
    report = check(document, Documents({CREDENTIAL_URL: make()}))  # type: ignore[operator]
    assert outcome(report, "schema") == f"could_not_check {code}"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_schema_credential_named_as_a_plain_schema() -> None:
    entry = {"id": CREDENTIAL_URL, "type": "JsonSchema"}
    published = signed(schema_credential())
    assert said(entry, {CREDENTIAL_URL: published}) == "could_not_check bad_schema"


def test_a_schema_credential_that_names_itself_as_its_schema_is_asked_once() -> None:
    published = token(changed(schema_credential(), {"credentialSchema": ENTRY})).encode()
    fetch = Documents({CREDENTIAL_URL: published})
    report = check(signed(badge(credentialSchema=ENTRY)), fetch)
    assert outcome(report, "schema") == "passed schema_satisfied"
    assert fetch.asked == [CREDENTIAL_URL]
