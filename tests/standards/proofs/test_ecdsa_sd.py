"""ecdsa-sd-2023: base proofs as issuers make them, derived ones as holders make them."""

import hashlib
from collections.abc import Mapping
from typing import Any

import pytest

from passports.standards.encodings import decode_base64url, decode_multibase, encode_base64url
from passports.standards.jsonld import SHIPPED, to_nquads
from passports.standards.jsonld.canonical import canonical_labels, relabelled
from passports.standards.proofs import cbor
from passports.standards.proofs.ecdsa_sd_2023 import _base_lines, _hmac_label
from passports.standards.proofs.sd_selection import select
from passports.standards.proofs.sd_value import Base, Common
from passports.standards.proofs.suite import canonical_options
from passports.standards.signing_key import P256SigningKey
from passports.standards.types import DEFAULT_LIMITS, Verdict
from tests.standards.making import badge, changed, check, complaints, outcome
from tests.standards.proofs.signers import Signer, options_of

HMAC_KEY = bytes(range(32))
PROOF_KEY = P256SigningKey.from_seed(bytes(range(7, 39)))
ISSUER = P256SigningKey.from_seed(bytes(range(9, 41)))
SIGNER = Signer("ES256", ISSUER.public, ISSUER.sign)
KEY_BYTES = decode_multibase(PROOF_KEY.multibase)
POINTERS = ("/issuer", "/validFrom", "/credentialSubject/achievement/name")


def encoded(value: Any) -> bytes:
    """CBOR of numbers, bytes, text, lists and maps."""

    def head(major: int, count: int) -> bytes:
        if count < 24:
            return bytes([major << 5 | count])
        size = next(n for n in (1, 2, 4) if count < 1 << 8 * n)
        return bytes([major << 5 | 23 + (1, 2, 4).index(size) + 1]) + count.to_bytes(size, "big")

    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(encoded, value))
    return head(5, len(value)) + b"".join(encoded(k) + encoded(v) for k, v in value.items())


def written(kind: int, parts: list[Any]) -> str:
    return "u" + encode_base64url(bytes([0xD9, 0x5D, kind]) + encoded(parts))


def unsigned() -> dict[str, Any]:
    return badge(ISSUER.did)


def base_parts(document: Mapping[str, Any], options: Mapping[str, Any]) -> list[Any]:
    quads = to_nquads(document, contexts=SHIPPED, limits=DEFAULT_LIMITS)
    common = Common(b"", KEY_BYTES, PROOF_KEY.public, ())
    base = Base(common, HMAC_KEY, POINTERS)
    found = _base_lines(document, quads, base, SHIPPED, DEFAULT_LIMITS)
    assert found is not None
    lines, mandatory = found
    assert 0 < len(mandatory) < len(lines)
    always = "".join(line for index, line in enumerate(lines) if index in mandatory)
    text = canonical_options(document, options, SHIPPED, DEFAULT_LIMITS)
    hashed = hashlib.sha256(text.encode()).digest(), hashlib.sha256(always.encode()).digest()
    signature = ISSUER.sign(hashed[0] + KEY_BYTES + hashed[1])
    others = [line for index, line in enumerate(lines) if index not in mandatory]
    signatures = [PROOF_KEY.sign(line.encode()) for line in others]
    return [signature, KEY_BYTES, HMAC_KEY, signatures, list(POINTERS)]


def based() -> dict[str, Any]:
    document, options = unsigned(), options_of("ecdsa-sd-2023", SIGNER)
    value = written(0, base_parts(document, options))
    return {**document, "proof": {**options, "proofValue": value}}


def derived_parts(shown: Mapping[str, Any]) -> list[Any]:
    """What a holder sends to show `shown`, a part of the document that has the same blank nodes."""
    options = options_of("ecdsa-sd-2023", SIGNER)
    signature, key_bytes, hmac_key, _, pointers = base_parts(unsigned(), options)
    quads, labels = canonical_labels(
        to_nquads(shown, contexts=SHIPPED, limits=DEFAULT_LIMITS),
        hash_name="sha256",
        limits=DEFAULT_LIMITS,
    )
    names = {node: _hmac_label(hmac_key, label) for node, label in labels.items()}
    lines = relabelled(quads, names).splitlines(keepends=True)
    always = select(unsigned(), pointers)
    assert always is not None
    part = to_nquads(always, contexts=SHIPPED, limits=DEFAULT_LIMITS)
    wanted = set(relabelled(part, {}).splitlines(keepends=True))
    indexes = [index for index, line in enumerate(lines) if line in wanted]
    assert len(indexes) > 3
    others = [line for index, line in enumerate(lines) if index not in indexes]
    signatures = [PROOF_KEY.sign(line.encode()) for line in others]
    compressed = {
        int(label.removeprefix("_:c14n")): cbor_label(names[node]) for node, label in labels.items()
    }
    return [signature, key_bytes, signatures, compressed, indexes]


def cbor_label(label: str) -> bytes:
    return decode_base64url(label.removeprefix("_:u"))


def derived(shown: Mapping[str, Any], parts: list[Any] | None = None) -> dict[str, Any]:
    value = written(1, derived_parts(shown) if parts is None else parts)
    proof = {**options_of("ecdsa-sd-2023", SIGNER), "proofValue": value}
    return {**shown, "proof": proof}


def shorter() -> dict[str, Any]:
    """The document without its name and the description of the achievement."""
    document = unsigned()
    achievement = {**document["credentialSubject"]["achievement"]}
    del achievement["achievementType"]
    subject = {**document["credentialSubject"], "achievement": achievement}
    return changed(document, {"name": None, "credentialSubject": subject})


def test_all_and_a_part_of_it_verify() -> None:
    assert check(derived(unsigned())).verdict is Verdict.VERIFIED
    assert check(derived(shorter())).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "changes",
    [
        {"validFrom": "2020-01-01T00:00:00Z"},
        {"name": "Another name"},
        {"name": None},
        {"validUntil": "2030-01-01T00:00:00Z"},
        {"id": "urn:uuid:11111111-2222-3333-4444-555555555555"},
    ],
)
def test_a_derived_document_that_was_changed(changes: dict[str, Any]) -> None:
    document = derived(unsigned())
    report = check(changed(document, changes))
    assert outcome(report, "proof") == "failed bad_signature"


def test_the_issuer_is_somebody_else() -> None:
    document = derived(unsigned())
    document["issuer"] = {**document["issuer"], "id": PROOF_KEY.did}
    assert check(document).verdict is Verdict.NOT_VERIFIED


def test_a_base_proof_is_for_its_holder() -> None:
    report = check(based())
    assert complaints(report) == {"proof": "base_proof"}
    assert report.verdict is Verdict.INCONCLUSIVE
    for changes in ({"name": "Another name"}, {"validFrom": "2020-01-01T00:00:00Z"}):
        broken = check(changed(based(), changes))
        assert outcome(broken, "proof") == "failed bad_signature"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, bytes(63)),
        (0, bytes(64)),
        (1, KEY_BYTES[1:]),
        (1, b"\xe7\x01" + KEY_BYTES[2:]),
        (1, b"\x80\x24\x02" + b"\xff" * 32),
        (2, []),
        (2, [bytes(64)]),
        (2, 7),
        (3, {}),
        (3, {0: bytes(31)}),
        (3, {7: bytes(32)}),
        (3, []),
        (4, []),
        (4, [10_000]),
        (4, ["x"]),
        (4, [0, 0]),
    ],
)
def test_parts_of_a_derived_proof(place: int, value: Any) -> None:
    parts = derived_parts(unsigned())
    parts[place] = value
    found = outcome(check(derived(unsigned(), parts)), "proof")
    assert found in {"failed malformed_proof", "failed bad_signature"}


def test_signatures_in_another_order() -> None:
    parts = derived_parts(unsigned())
    parts[2] = parts[2][::-1]
    assert outcome(check(derived(unsigned(), parts)), "proof") == "failed bad_signature"


@pytest.mark.parametrize("text", ["", "z1", "u", "u2V0B", "u2V0C", "uAAAA", "u2V0BgA", 7, None])
def test_values_that_are_none(text: object) -> None:
    document = derived(unsigned())
    document["proof"]["proofValue"] = text
    assert outcome(check(document), "proof") == "failed malformed_proof"


REFUSED = (
    "  1817 190017 5f 9f ff f6 c100 4201 8201 a10001a10001 a2000100 a200010001 0000"
    " 8181818181818100 9b0000000100000000 62c328 1f 1c 20"
)


@pytest.mark.parametrize("data", ["", *REFUSED.split()])
def test_cbor_that_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        cbor.loads(bytes.fromhex(data))


def test_cbor() -> None:
    value = [0, 23, 24, 255, 256, 65_536, b"", b"x" * 300, "é", {1: [b"a"]}, []]
    assert cbor.loads(encoded(value)) == value


@pytest.mark.parametrize(
    "pointer", ["x", "/nobody", "/@context/7", "/type/01", "/type/x", "/name/x", "/type/-"]
)
def test_pointers_that_lead_nowhere(pointer: str) -> None:
    with pytest.raises(ValueError, match="pointer"):
        select(unsigned(), [pointer])


def test_selection() -> None:
    document = {
        "@context": "c",
        "id": "urn:x",
        "type": ["T"],
        "a/b": [{"id": "_:b", "x": 1, "y": 2}, 7, 8],
        "c": {"id": "urn:c", "d": 1},
    }
    assert select(document, []) is None
    assert select(document, [""]) == document
    assert select(document, ["/a~1b/0/y", "/a~1b/2"]) == {
        "@context": "c",
        "id": "urn:x",
        "type": ["T"],
        "a/b": [{"y": 2}, 8],
    }
    assert select(document, ["/c"])["c"] == {"id": "urn:c", "d": 1}  # type: ignore[index]
