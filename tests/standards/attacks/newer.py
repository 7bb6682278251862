"""COSE messages, endorsements, and schemas that go round."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from tests.standards.attacks.burdens import _clique
from tests.standards.attacks.row import Attack
from tests.standards.formats.presenting import selective
from tests.standards.making import ISSUER_KEY, OTHER_KEY, badge, plain, signed, token
from tests.standards.proofs.messages import dumps, message
from tests.standards.test_endorsements import endorsement, given

SCHEMA_URL = "https://college.example/schema.json"
TYPE_URL = "https://college.example/types/diploma"


def _shared_secret() -> bytes:
    """A MAC in the place of a signature, with the public key as its secret."""
    header = dumps({1: 5, 4: ISSUER_KEY.did_key_id.encode()})
    content = b'{"@context": []}'
    signed_bytes = dumps(["Signature1", header, b"", content])
    mac = hmac.new(ISSUER_KEY.public.spki(), signed_bytes, hashlib.sha256).digest()
    return message(plain(), parts={0: header, 3: mac})


def _changed_with_an_endorsement() -> dict[str, Any]:
    host = signed(badge(endorsement=[given()]))
    return {**host, "name": "Another name"}


def _endorsed_by_cliques() -> str:
    one = {**_clique(9), "type": ["VerifiableCredential", "EndorsementCredential"]}
    return token(badge(endorsement=[one] * 50))


def _of_a_type() -> str:
    return selective({"iss": ISSUER_KEY.did, "vct": TYPE_URL}, ISSUER_KEY)


ROWS = (
    Attack("COSE with the public key as a secret", _shared_secret, "proof",
           "algorithm_not_allowed"),
    Attack("COSE with its algorithm outside of what is signed",
           lambda: message(plain(), header={1: None}, beside={1: -8}), "proof",
           "algorithm_not_allowed"),
    Attack("COSE with a certificate", lambda: message(plain(), OTHER_KEY, beside={33: b"x"}),
           "proof", "header_not_allowed"),
    Attack("COSE with another's key", lambda: message(plain(), OTHER_KEY), "issuer_key",
           "controller_mismatch"),
    Attack("COSE that presents what asserts",
           lambda: message(plain(), typ="application/vp+cose"), "structure", "wrong_envelope"),
    Attack("COSE with a list of a megabyte", lambda: message(plain(), beside={9: [0] * 990_000}),
           "proof", "good_signature", "passed", control=True),
    Attack("a good endorsement in a changed badge", _changed_with_an_endorsement, "proof",
           "bad_signature"),
    Attack("50 endorsements of cliques", _endorsed_by_cliques, "proof", "good_signature", "passed",
           control=True),
    Attack("900 endorsements",
           lambda: token(badge(endorsementJwt=[token(endorsement(), OTHER_KEY)] * 900)),
           "proof", "good_signature", "passed", control=True),
    Attack("a schema that goes round", lambda: signed(
        badge(credentialSchema={"id": SCHEMA_URL, "type": "JsonSchema"})), "schema", "bad_schema",
        "could_not_check", served=lambda: {SCHEMA_URL: {"allOf": [{"$ref": "#"}]}}, asks=True),
    Attack("a type that is built on itself", _of_a_type, "schema", "type_extends_itself",
           served=lambda: {TYPE_URL: {"extends": TYPE_URL}}, asks=True),
)  # fmt: skip
