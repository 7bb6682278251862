"""What a proof suite is, and the bytes that the RDF based ones sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passports.standards.digests import digest
from passports.standards.encodings import decode_multibase
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.jsonld import JsonLdError, canonicalize
from passports.standards.jsonld.jcs import canonical_json
from passports.standards.keys import PublicKey
from passports.standards.proofs.readable import HIDING, canonicalize_readable
from passports.standards.types import Limits

# document without its proof, proof without its value, key, contexts, limits → bytes signed
SignedBytes = Callable[
    [Mapping[str, Any], Mapping[str, Any], PublicKey, Mapping[str, Any], Limits], bytes
]
CheckSignature = Callable[[PublicKey, bytes, bytes], bool]


class BadProof(Exception):
    """This proof proves nothing. `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


def base58_value(proof: Mapping[str, Any]) -> bytes:
    """The signature in a `proofValue` written in base58btc. Raises BadProof."""
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z"):
        raise BadProof("malformed_proof", "proofValue is not base58btc")
    try:
        return decode_multibase(value)
    except ValueError as error:
        raise BadProof("malformed_proof", "proofValue is not base58btc") from error


@frozen
class Suite:
    """One way of signing. The kinds of key it takes are fixed here, not by the document.

    `value_member` is the member of a proof that holds the signature, and `read_value` takes the
    signature out of a proof. A suite whose proofs are more than one signature has `verify`, which
    takes the document without proof, the whole proof, key, contexts and limits.
    """

    name: str
    proof_type: str
    key_kinds: frozenset[str]
    signed_bytes: SignedBytes
    check_signature: CheckSignature
    value_member: str = "proofValue"
    read_value: Callable[[Mapping[str, Any]], bytes] = base58_value
    verify: (
        Callable[[Mapping[str, Any], Mapping[str, Any], PublicKey, Mapping[str, Any], Limits], bool]
        | None
    ) = None

    def holds(
        self,
        document: Mapping[str, Any],
        proof: Mapping[str, Any],
        key: PublicKey,
        contexts: Mapping[str, Any],
        limits: Limits,
    ) -> bool:
        """Whether `proof` is good for `document` (without its proof). Raises BadProof,
        JsonLdError."""
        if self.verify is not None:
            return self.verify(document, proof, key, contexts, limits)
        signature = self.read_value(proof)
        options = {name: value for name, value in proof.items() if name != self.value_member}
        data = self.signed_bytes(document, options, key, contexts, limits)
        return self.check_signature(key, signature, data)


def rdfc_signed_bytes(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    contexts: Mapping[str, Any],
    limits: Limits,
    hash_name: str = "sha256",
) -> bytes:
    """Hash of the canonical proof options, then hash of the canonical document.

    The options are read in the document's context (https://www.w3.org/TR/vc-di-eddsa/
    #proof-configuration-eddsa-rdfc-2022). Raises JsonLdError.
    """
    # The document comes first: what is wrong with it is told before what is wrong with a proof.
    text = canonicalize_readable(document, contexts=contexts, hash_name=hash_name, limits=limits)
    said = canonical_options(document, proof, contexts, limits, hash_name)
    return b"".join(digest(hash_name, part.encode()) for part in (said, text))


def canonical_options(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    contexts: Mapping[str, Any],
    limits: Limits,
    hash_name: str = "sha256",
) -> str:
    """The canonical N-Quads of the proof options, read in the document's context.

    Raises JsonLdError.
    """
    options = {**proof, "@context": document.get("@context")}
    _check_options(options)
    return canonicalize(options, contexts=contexts, hash_name=hash_name, limits=limits)


def _check_options(options: Mapping[str, Any]) -> None:
    """A proof says what it says in names of its own, as a document does."""
    if HIDING.intersection(options):
        raise JsonLdError("misplaced_keyword", "in a proof")


def jcs_signed_bytes(
    document: Mapping[str, Any], proof: Mapping[str, Any], hash_name: str = "sha256"
) -> bytes:
    """Hash of the proof options as canonical JSON, then hash of the document.

    Raises BadProof where the proof's own context is not the beginning of the document's
    (https://www.w3.org/TR/vc-di-eddsa/#verify-proof-eddsa-jcs-2022), and JsonLdError.
    """
    unsecured = dict(document)
    if "@context" in proof:
        own, outer = _as_list(proof["@context"]), _as_list(document.get("@context"))
        if outer[: len(own)] != own:
            detail = "the proof's @context is not the beginning of the document's"
            raise BadProof("malformed_proof", detail)
        unsecured["@context"] = proof["@context"]
    parts = (canonical_json(proof), canonical_json(unsecured))
    return b"".join(digest(hash_name, part.encode()) for part in parts)


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def check_ed25519(key: PublicKey, signature: bytes, data: bytes) -> bool:
    """Plain Ed25519 (https://www.rfc-editor.org/rfc/rfc8032)."""
    return key.verify_ed25519(signature, data)


def check_ecdsa(key: PublicKey, signature: bytes, data: bytes) -> bool:
    """The key's curve fixes the hash (https://www.w3.org/TR/vc-di-ecdsa/#introduction)."""
    return key.verify_ecdsa(signature, data)


def ecdsa_hash_name(key: PublicKey) -> str:
    """The hash that goes with the key's curve."""
    return "sha384" if key.kind == "P-384" else "sha256"
