"""Proofs that show a part of what was signed: ecdsa-sd-2023 with its CBOR, and SD-JWT
with the rules of its type; and messages of COSE."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from passports.standards.encodings import decode_base64url, encode_base64url
from passports.standards.proofs import cbor
from passports.standards.types import Verdict
from tests.fuzz.mutation import mutate_json, mutate_token
from tests.fuzz.oracle import Originals, require, whole
from tests.fuzz.targets.target import Target
from tests.standards.formats import presenting
from tests.standards.making import ISSUER_KEY, Documents, changed, check, plain
from tests.standards.proofs import messages
from tests.standards.proofs import test_ecdsa_sd as sd


def _dump(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def value_seeds() -> dict[str, bytes]:
    """The CBOR of proof values, without the multibase letter and the three bytes before it."""
    values = {"derived": sd.derived(sd.unsigned()), "part": sd.derived(sd.shorter())}
    found = {"based": sd.based(), **values}
    return {
        f"{name}.cbor": decode_base64url(document["proof"]["proofValue"][1:])[3:]
        for name, document in found.items()
    } | {"small.cbor": sd.encoded([0, 23, 24, 65_536, b"x", "é", {1: [b"a"]}, []])}


def _proof_values() -> Callable[[bytes], None]:
    """What is read is written back as it was, and no value is good for a changed document."""
    derived = changed(sd.derived(sd.unsigned()), {"name": "Medical doctorate"})
    based = changed(sd.based(), {"name": "Medical doctorate"})

    def run(content: bytes) -> None:
        try:
            value = cbor.loads(content)
        except ValueError:
            return
        require(_written(value) == content, "a second spelling of the same value")
        for kind, document in ((1, derived), (0, based)):
            text = "u" + encode_base64url(bytes([0xD9, 0x5D, kind]) + content)
            report = check({**document, "proof": {**document["proof"], "proofValue": text}})
            whole(report)
            require(report.verdict is not Verdict.VERIFIED, "a changed document verified")

    return run


def _written(value: Any) -> bytes:
    """CBOR in the shortest form, also of numbers that take eight bytes."""

    def head(major: int, count: int) -> bytes:
        if count < 24:
            return bytes([major << 5 | count])
        size = next(power for power in range(4) if count < 1 << (8 << power))
        return bytes([major << 5 | 24 + size]) + count.to_bytes(1 << size, "big")

    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        text = value.encode()
        return head(3, len(text)) + text
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(_written, value))
    return head(5, len(value)) + b"".join(_written(k) + _written(v) for k, v in value.items())


def derived_seeds() -> dict[str, bytes]:
    return {
        "all.json": _dump(sd.derived(sd.unsigned())),
        "part.json": _dump(sd.derived(sd.shorter())),
    }


def _derived() -> Callable[[bytes], None]:
    return Originals(derived_seeds().values(), exact=False)


_SHOWN = (
    presenting.disclosure("given_name", "Ada"),
    presenting.disclosure("address", {"city": "Harbor", "street": "Quay 1"}),
    presenting.disclosure("welder"),
)


def _claims() -> dict[str, Any]:
    name, address, welder = map(presenting.digest, _SHOWN)
    return {
        "iss": ISSUER_KEY.did,
        "vct": "https://college.example/types/diploma",
        "sub": presenting.HOLDER.did,
        "cnf": {"jwk": presenting.HOLDER.jwk},
        "_sd_alg": "sha-256",
        "_sd": [name, address],
        "skills": [{"...": welder}, "fitter"],
    }


def _presentations() -> list[bytes]:
    """Everything that the holder may show of one token, and one token of the data model."""
    parts = [
        chosen for size in range(4) for chosen in itertools.combinations(_SHOWN, size)
    ]  # fmt: skip
    hidden = presenting.disclosure("name", "Diploma")
    model = plain(_sd=[presenting.digest(hidden)], _sd_alg="sha-256")
    return [
        *(presenting.selective(_claims(), ISSUER_KEY, shown).encode() for shown in parts),
        presenting.selective(model, ISSUER_KEY, [hidden], typ="vc+sd-jwt").encode(),
        presenting.selective(model, ISSUER_KEY, [], typ="vc+sd-jwt").encode(),
    ]


def disclosure_seeds() -> dict[str, bytes]:
    everything = presenting.selective(_claims(), ISSUER_KEY, _SHOWN)
    return {
        "all.txt": everything.encode(),
        "nothing.txt": _presentations()[0],
        "bound.txt": presenting.binding(everything).encode(),
        "model.txt": _presentations()[-2],
    }


def _disclosures() -> Callable[[bytes], None]:
    return Originals(_presentations(), exact=True)


def _foreign_binding() -> Callable[[bytes], None]:
    """A token bound by another than its holder answers no challenge."""
    asked = {"challenge": "n-1", "domain": "https://employer.example"}

    def run(content: bytes) -> None:
        token, _, binding = content.decode("utf-8", "replace").rpartition("~")
        signed_part = binding.rpartition(".")[0]
        forged = f"{token}~{signed_part}.{encode_base64url(bytes(64))}"
        report = check(forged, Documents(), **asked)
        whole(report)
        require(report.verdict is not Verdict.VERIFIED, "a foreign key binding was believed")

    return run


def _disclosures_and_binding() -> Callable[[bytes], None]:
    believed, bound = _disclosures(), _foreign_binding()

    def run(content: bytes) -> None:
        believed(content)
        bound(content)

    return run


def message_seeds() -> dict[str, bytes]:
    claims = {15: {1: ISSUER_KEY.did, 4: 1_900_000_000}}
    return {
        "plain.cose": messages.message(plain()),
        "claims.cose": messages.message(plain(), header=claims, beside={5: None, 6: [True]}),
        "presentation.cose": messages.message(
            presenting.presentation(), presenting.HOLDER, typ="application/vp+cose"
        ),
        "text.txt": encode_base64url(messages.message(plain())).encode(),
    }


def _messages() -> Callable[[bytes], None]:
    return Originals(message_seeds().values(), exact=True)


def type_seeds() -> dict[str, bytes]:
    address = {"path": ["address", "city"], "sd": "never"}
    base = {"claims": [{"path": ["skills", None], "sd": "allowed"}, address]}
    rules = [{"path": ["given_name"], "sd": "always"}, {"path": ["sub"], "mandatory": True}]
    own = {"vct": _claims()["vct"], "claims": rules, "schema": {"required": ["sub"]}}
    chain = {"extends": _BASE, "extends#integrity": _integrity(_dump(base)), "claims": rules}
    return {"own.json": _dump(own), "base.json": _dump(base), "chain.json": _dump(chain)}


_BASE = "https://college.example/types/base"


def _integrity(body: bytes) -> str:
    return f"sha256-{base64.b64encode(sha256(body).digest()).decode()}"


def _type_metadata() -> Callable[[bytes], None]:
    """A document about a type lifts nothing, and no other stands in for one that is bound."""
    seeds, vct = type_seeds(), _claims()["vct"]
    free = presenting.selective(_claims(), ISSUER_KEY, _SHOWN)
    claims = {**_claims(), "vct#integrity": _integrity(seeds["chain.json"])}
    bound = presenting.selective(claims, ISSUER_KEY, _SHOWN)
    forged = presenting.selective(_claims(), presenting.HOLDER, _SHOWN)

    def run(content: bytes) -> None:
        served = {vct: content, _BASE: seeds["base.json"]}
        whole(check(free, Documents(served)))
        require(check(forged, Documents(served)).verdict is Verdict.NOT_VERIFIED, "lifted")
        report = check(bound, Documents(served))
        whole(report)
        same = content == seeds["chain.json"]
        require((report.verdict is Verdict.VERIFIED) is same, "another document stood in")

    return run


TARGETS = (
    Target("type_metadata", _type_metadata, type_seeds, mutate_json),
    Target("message", _messages, message_seeds),
    Target("proof_value", _proof_values, value_seeds),
    Target("selective_proof", _derived, derived_seeds, mutate_json),
    Target("disclosures", _disclosures_and_binding, disclosure_seeds, mutate_token),
)
