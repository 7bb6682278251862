"""Whatever bytes come, the readers of proofs and keys answer or refuse, and nothing else."""

from __future__ import annotations

import contextlib
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passports.standards.encodings import (
    decode_base58,
    decode_base64url,
    decode_multibase,
    encode_base58btc,
    encode_base64url,
)
from passports.standards.identifiers import CannotResolve, resolve
from passports.standards.keys import MULTICODECS, BadKey, from_jwk, from_multikey, from_pem
from passports.standards.proofs import cbor
from passports.standards.proofs.sd_selection import select
from passports.standards.proofs.sd_value import read_value
from passports.standards.proofs.suite import BadProof
from passports.standards.types import Verdict
from tests.standards.making import Documents, badge, check, signed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)
KEYS = st.sampled_from([*MULTICODECS, b"", b"\x00\x00"])


@given(st.binary(max_size=80))
def test_cbor(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        cbor.loads(data)


@given(st.binary(max_size=80), st.sampled_from([b"\xd9\x5d\x00\x85", b"\xd9\x5d\x01\x85", b""]))
def test_values_of_selective_proofs(data: bytes, head: bytes) -> None:
    with contextlib.suppress(BadProof):
        read_value({"proofValue": "u" + encode_base64url(head + data)})


@given(st.text(max_size=40))
def test_texts_that_should_be_bytes(text: str) -> None:
    for decode in (decode_base58, decode_base64url, decode_multibase):
        with contextlib.suppress(ValueError):
            data = decode(text)
            again = encode_base64url(data) if decode is decode_base64url else encode_base58btc(data)
            if decode is decode_base58:
                again = again[1:]
            if decode is not decode_multibase or text.startswith("z"):
                assert again == text


@given(KEYS, st.binary(max_size=110))
def test_keys(prefix: bytes, data: bytes) -> None:
    text = encode_base58btc(prefix + data)
    with contextlib.suppress(BadKey):
        from_multikey(text)
    with contextlib.suppress(CannotResolve):
        resolve(f"did:key:{text}", fetch=Documents(), keys=None)
    with contextlib.suppress(BadKey):
        from_pem(data.decode("latin-1"))


@given(
    JSON,
    st.fixed_dictionaries(
        {},
        optional={
            "kty": st.sampled_from(["OKP", "EC", "RSA", "oct", 7]),
            "crv": st.sampled_from(["Ed25519", "P-256", "secp256k1", "X25519", None]),
            **{name: st.text(max_size=50) | JSON for name in ("x", "y", "n", "e", "use", "alg")},
        },
    ),
)
def test_jwks(anything: Any, members: dict[str, Any]) -> None:
    for jwk in (anything, members):
        with contextlib.suppress(BadKey):
            from_jwk(jwk)


@given(st.lists(st.text(alphabet="/~01ac", max_size=9), max_size=4))
def test_pointers(pointers: list[str]) -> None:
    with contextlib.suppress(ValueError):
        select({"a": [{"c": 1}, 2], "c": {"a/": {"~": 0}}}, pointers)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(sorted(signed(badge())["proof"])), JSON)
def test_members_of_a_proof(name: str, value: Any) -> None:
    document = signed(badge())
    if document["proof"][name] == value:
        return
    document["proof"][name] = value
    assert check(document).verdict is not Verdict.VERIFIED
