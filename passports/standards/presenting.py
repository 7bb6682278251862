"""Signing presentations: who shows these credentials, to whom, as the answer to what.

https://www.w3.org/TR/vc-data-model-2.0/#verifiable-presentations
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from passports.standards.dates import format_date_time
from passports.standards.formats.data_model import CONTEXT_2
from passports.standards.hints import Any
from passports.standards.jsonld import SHIPPED
from passports.standards.keys import encode_base58btc
from passports.standards.proofs import SUITES
from passports.standards.signing_key import AnySigningKey
from passports.standards.types import DEFAULT_LIMITS
from passports.standards.verification_methods import AUTHENTICATION


def present(
    credentials: Sequence[Mapping[str, Any]],
    *,
    holder: str,
    key: AnySigningKey,
    key_id: str,
    created: datetime,
    challenge: str,
    domain: str,
    identifier: str = "",
) -> dict[str, Any]:
    """A VCDM 2.0 presentation of signed credentials, signed by `holder` with `key`.

    The proof is made for authentication, in the suite of the key (eddsa-rdfc-2022 or
    ecdsa-rdfc-2019); `key_id` is the verification method in the holder's document. `challenge` and
    `domain` say what it answers and for whom. Raises JsonLdError for a term that no context of a
    credential defines.
    """
    unsecured: dict[str, Any] = {
        "@context": [CONTEXT_2],
        **({"id": identifier} if identifier else {}),
        "type": ["VerifiablePresentation"],
        "holder": holder,
        "verifiableCredential": [dict(each) for each in credentials],
    }
    suite = SUITES[key.suite]
    options = {
        "type": suite.proof_type,
        "cryptosuite": suite.name,
        "created": format_date_time(created),
        "verificationMethod": key_id,
        "proofPurpose": AUTHENTICATION,
        "challenge": challenge,
        "domain": domain,
    }
    data = suite.signed_bytes(unsecured, options, key.public, SHIPPED, DEFAULT_LIMITS)
    return {**unsecured, "proof": {**options, "proofValue": encode_base58btc(key.sign(data))}}
