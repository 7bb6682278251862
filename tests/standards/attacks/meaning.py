"""JSON that two readers read in two ways, and JSON-LD that says more or less than it shows."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from tests.standards.attacks.row import Attack
from tests.standards.making import V2, badge, plain, signed

EVIL = "https://evil.example/context.json"


def _text(old: str, new: str, **options: Any) -> Callable[[], str]:
    """A signed badge as text, with one replacement."""

    def make() -> str:
        text = json.dumps(signed(badge(**options)))
        if old not in text:
            raise AssertionError(old)
        return text.replace(old, new, 1)

    return make


def _added(name: str, value: Any = "x") -> Callable[[], dict[str, Any]]:
    return lambda: {**signed(badge()), name: value}


def _in_achievement(**members: Any) -> Callable[[], dict[str, Any]]:
    def make() -> dict[str, Any]:
        document = signed(badge())
        document["credentialSubject"]["achievement"] |= members
        return document

    return make


def _renamed(name: str) -> Callable[[], dict[str, Any]]:
    """`description` under a name that only looks the same: unsigned, and shown by a careless
    reader."""

    def make() -> dict[str, Any]:
        document = signed(badge(description="Words"))
        document[name] = document.pop("description")
        return document

    return make


def _contexts(*contexts: Any) -> Callable[[], dict[str, Any]]:
    return lambda: {**signed(badge()), "@context": list(contexts)}


OB3_CONTEXT = badge()["@context"][1]
_CREDENTIAL = ["VerifiableCredential"]

ROWS = (
    # One text, two readings.
    Attack("the issuer twice", _text('"issuer":', '"issuer": "did:web:good.example", "issuer":'),
           "structure", "duplicate_key"),
    Attack("the issuer twice, once escaped", _text(
        '"issuer":', '"\\u0069ssuer": "did:web:good.example", "issuer":'),
        "structure", "duplicate_key"),
    Attack("the proof twice", _text('"proof":', '"proof": {}, "proof":'),
           "structure", "duplicate_key"),
    Attack("twice, deep inside", _text('"narrative":', '"narrative": "Paid.", "narrative":'),
           "structure", "duplicate_key"),
    Attack("5,000 digits", lambda: b'{"a": ' + b"9" * 5_000 + b"}", "structure", "bad_number"),
    Attack("1e999", lambda: b'{"a": 1e999}', "structure", "bad_number"),
    Attack("NaN", lambda: b'{"a": NaN}', "structure", "bad_number"),
    Attack("-Infinity", lambda: b'{"a": -Infinity}', "structure", "bad_number"),
    Attack("2^53 + 1 in a signed member", _in_achievement(creditsAvailable=2**53 + 1),
           "proof", "unsupported_number", "could_not_check"),
    Attack("a lone surrogate", lambda: b'{"a": "\\ud800"}', "structure", "bad_unicode"),
    Attack("NUL", lambda: b'{"a": "\\u0000"}', "structure", "bad_unicode"),
    Attack("overlong UTF-8", lambda: b'{"a": "\xc0\xaf"}', "structure", "not_text"),
    Attack("10,000 objects deep", lambda: b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
           "structure", "too_deep"),
    Attack("100,000 arrays deep", lambda: b"[" * 100_000, "structure", "too_deep"),
    Attack("a megabyte of open brackets in a text", lambda: b'{"a": "' + b"[" * 1_000_000 + b'"}',
           "structure", "no_credential_type"),
    # Terms that are not what they look like.
    Attack("undefined term", _added("revokedBy"), "proof", "undefined_term"),
    Attack("undefined term, inside", _in_achievement(grade="A"), "proof", "undefined_term"),
    Attack("undefined type", _text('"Achievement"]', '"Achievement", "Honours"]'),
           "proof", "undefined_term"),
    Attack("Cyrillic a", _renamed("n\u0430me"), "proof", "undefined_term"),
    Attack("full-width letters", _renamed("\uff4e\uff41\uff4d\uff45"), "proof", "undefined_term"),
    Attack("zero-width joiner", _renamed("name\u200d"), "proof", "undefined_term"),
    Attack("another case", _renamed("Name"), "proof", "undefined_term"),
    Attack("a value in NFD", lambda: {
        **signed(badge(name="Caf\u00e9")), "name": unicodedata.normalize("NFD", "Caf\u00e9")},
        "proof", "bad_signature"),
    Attack("a value in NFKC", lambda: {**signed(badge(name="\u212b")), "name": "\u00c5"},
           "proof", "bad_signature"),
    Attack("an escaped key is the key", _text('"description"', '"descr\\u0069ption"'),
           "proof", "good_signature", "passed", control=True),
    Attack("relative identifier", _in_achievement(id="welding"), "proof", "relative_iri"),
    Attack("relative type", _in_achievement(type=["Achievement", "./Honours"]),
           "proof", "undefined_term"),
    Attack("null as a value hides nothing", _added("name", None), "proof", "bad_signature"),
    # Contexts.
    Attack("term redefined by a later context", _contexts(
        V2, OB3_CONTEXT, {"name": "https://evil.example/name"}),
        "proof", "protected_term_redefinition"),
    Attack("term redefined inside", _in_achievement(**{
        "@context": {"name": "https://evil.example/name"}}),
        "proof", "protected_term_redefinition"),
    Attack("everything defined by @vocab", lambda: {
        **_added("revokedBy")(), "@context": [V2, OB3_CONTEXT, {"@vocab": "urn:x:"}]},
        "proof", "unsupported_context", "could_not_check"),
    Attack("remote context", _contexts(V2, EVIL), "proof", "unsupported_context",
           "could_not_check"),
    Attack("no context", _contexts(), "structure", "wrong_context"),
    Attack("contexts reordered", _contexts(OB3_CONTEXT, V2), "structure", "wrong_context"),
    Attack("protected terms wiped", _contexts(V2, OB3_CONTEXT, None),
           "proof", "invalid_context_nullification"),
    # Nodes beside the credential.
    Attack("unsigned sibling in @graph", _added(
        "@graph", [{"id": "urn:x:1", "type": _CREDENTIAL}]), "proof", "misplaced_keyword"),
    Attack("unsigned sibling in @included", _added(
        "@included", [{"id": "urn:x:1", "type": _CREDENTIAL}]), "proof", "misplaced_keyword"),
    Attack("an @index that nobody signed", _added("@index", "first"), "proof",
        "misplaced_keyword"),
    Attack("a member inside @nest", _added("@nest", {"name": "x"}), "proof",
           "misplaced_keyword"),
    Attack("no proof", badge, "proof", "unsigned"),
    Attack("an empty list of proofs", lambda: {**badge(), "proof": []}, "proof", "unsigned"),
    Attack("plain JSON, signed by nobody", plain, "proof", "unsigned"),
)  # fmt: skip
