"""Signing credentials, and making status lists."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from passports.standards.dates import format_date_time, parse_date_time
from passports.standards.formats.data_model import CONTEXT_1, CONTEXT_2
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.hints import Any
from passports.standards.jsonld import SHIPPED
from passports.standards.keys import encode_base58btc, encode_base64url
from passports.standards.proofs import SUITES
from passports.standards.signing_key import AnySigningKey
from passports.standards.status.bitstring_status_list import MINIMUM_BITS
from passports.standards.types import DEFAULT_LIMITS

JWT = "vc+jwt"
# The suites that we sign with; others are only read.
ISSUED = frozenset(
    {
        "ecdsa-jcs-2019",
        "ecdsa-rdfc-2019",
        "Ed25519Signature2020",
        "eddsa-jcs-2022",
        "eddsa-rdfc-2022",
    }
)


def issue(
    credential: Mapping[str, Any],
    *,
    key: AnySigningKey,
    proof: str = "",
    created: datetime,
    key_id: str = "",
    contexts: Mapping[str, Any] | None = None,
) -> dict[str, Any] | str:
    """`credential` signed with `key`.

    `proof` is `eddsa-rdfc-2022`, `eddsa-jcs-2022` or `Ed25519Signature2020` for an Ed25519 key,
    `ecdsa-rdfc-2019` or `ecdsa-jcs-2019` for a P-256 key (an object comes back), or `vc+jwt` for
    either (a compact JWS with EdDSA or ES256 comes back; VCDM 1.1 credentials go into a `vc`
    claim); by default `eddsa-rdfc-2022` or `ecdsa-rdfc-2019`, as the key is. `key_id` is the
    verification method, by default the key's did:key. An Ed25519Signature2020 needs its suite
    context in the credential. Raises ValueError for a proof that the key does not make,
    JsonLdError for a credential whose terms its contexts do not define.
    """
    proof = proof or key.suite
    method = key_id or key.did_key_id
    if proof == JWT:
        return _issue_token(credential, key, method, created)
    suite = SUITES.get(proof) if proof in ISSUED else None
    if suite is None or key.public.kind not in suite.key_kinds:
        raise ValueError(f"cannot sign with {proof}")
    options: dict[str, Any] = {"type": suite.proof_type}
    if suite.proof_type == "DataIntegrityProof":
        options["cryptosuite"] = suite.name
    options |= {
        "created": format_date_time(created),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    if proof in {"eddsa-jcs-2022", "ecdsa-jcs-2019"}:
        options["@context"] = credential.get("@context")
    unsecured = {name: value for name, value in credential.items() if name != "proof"}
    shipped = SHIPPED if contexts is None else contexts
    data = suite.signed_bytes(unsecured, options, key.public, shipped, DEFAULT_LIMITS)
    signed = {**options, "proofValue": encode_base58btc(key.sign(data))}
    return {**unsecured, "proof": signed}


def _issue_token(
    credential: Mapping[str, Any], key: AnySigningKey, method: str, created: datetime
) -> str:
    header = {"alg": key.algorithm, "typ": "vc+jwt", "cty": "vc", "kid": method}
    claims: dict[str, Any] = dict(credential)
    contexts = credential.get("@context")
    if contexts == CONTEXT_1 or (isinstance(contexts, list) and CONTEXT_1 in contexts[:1]):
        header = {"alg": key.algorithm, "typ": "JWT", "kid": method}
        claims = {"vc": dict(credential), "iss": issuer_id(credential)}
        claims["iat"] = int(created.timestamp())
        for member, claim in (("issuanceDate", "nbf"), ("expirationDate", "exp")):
            moment = parse_date_time(credential.get(member), zone_required=False)
            if moment is not None:
                claims[claim] = int(moment.timestamp())
        if isinstance(credential.get("id"), str):
            claims["jti"] = credential["id"]
    parts = [encode_base64url(_compact(part)) for part in (header, claims)]
    signed = ".".join(parts)
    return f"{signed}.{encode_base64url(key.sign(signed.encode()))}"


def _compact(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def make_status_list(
    flagged: Iterable[int],
    *,
    url: str,
    issuer: str,
    purpose: str = "revocation",
    valid_from: datetime,
    bits: int = MINIMUM_BITS,
) -> dict[str, Any]:
    """An unsigned BitstringStatusListCredential in which the bits `flagged` are set.

    https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistcredential. `bits` is a
    multiple of 8; raises ValueError for another, and for an index outside.
    """
    if bits % 8:
        raise ValueError("bits must be a multiple of 8")
    data = bytearray(bits // 8)
    for index in flagged:
        if not 0 <= index < bits:
            raise ValueError(f"index {index} is outside")
        data[index // 8] |= 1 << (7 - index % 8)
    packed = gzip.compress(bytes(data), mtime=0)
    encoded = "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
    return {
        "@context": [CONTEXT_2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": format_date_time(valid_from),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded,
        },
    }


def status_entry(url: str, index: int, *, purpose: str = "revocation") -> dict[str, Any]:
    """The `credentialStatus` of a credential whose bit is `index` in the list at `url`."""
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": url,
    }
