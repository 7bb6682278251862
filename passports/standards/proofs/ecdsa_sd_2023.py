"""ecdsa-sd-2023: each statement is signed by itself, so that a holder may show some of them.

https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023. The issuer signs the options, the key made for
this one proof, and the statements that must always be shown; that key signs every other statement.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence

from passports.standards.encodings import encode_base64url
from passports.standards.hints import Any
from passports.standards.jsonld import Quad, to_nquads
from passports.standards.jsonld.canonical import canonical_labels, relabelled
from passports.standards.keys import PublicKey
from passports.standards.proofs.readable import refuse_hidden
from passports.standards.proofs.sd_selection import select, with_names
from passports.standards.proofs.sd_value import Base, Common, Derived, read_value
from passports.standards.proofs.suite import BadProof, Suite, canonical_options, check_ecdsa
from passports.standards.types import Limits

_NAME = "urn:bnid:"


def verify(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    key: PublicKey,
    contexts: Mapping[str, Any],
    limits: Limits,
) -> bool:
    """Whether every signature of a proof is good.

    Raises BadProof: `malformed_proof`, and `base_proof` for one that is good as far as it can be
    checked and is the holder's own copy, from which others are derived: a verifier does not take it
    (#verify-derived-proof-ecdsa-sd-2023). Raises JsonLdError.
    """
    value = read_value(proof)
    refuse_hidden(document, contexts, limits)
    options = {name: item for name, item in proof.items() if name != "proofValue"}
    text = canonical_options(document, options, contexts, limits)
    proof_hash = hashlib.sha256(text.encode()).digest()
    quads = to_nquads(document, contexts=contexts, limits=limits)
    if isinstance(value, Derived):
        lines = _derived_lines(quads, value, limits)
        return _good(value.common, proof_hash, lines, value.mandatory, key)
    lines_and_indexes = _base_lines(document, quads, value, contexts, limits)
    if lines_and_indexes is None:
        raise BadProof("base_proof", "the holder's own copy, in a form that is not checked")
    if not _good(value.common, proof_hash, *lines_and_indexes, key):
        return False
    raise BadProof("base_proof", "good, and the holder's own copy")


def _good(
    common: Common,
    proof_hash: bytes,
    lines: Sequence[str],
    mandatory: Iterable[int],
    key: PublicKey,
) -> bool:
    wanted = frozenset(mandatory)
    if wanted and max(wanted) >= len(lines):
        raise BadProof("malformed_proof", "the index of a statement that is not there")
    always = "".join(line for index, line in enumerate(lines) if index in wanted)
    others = [line for index, line in enumerate(lines) if index not in wanted]
    if len(others) != len(common.signatures):
        return False
    signed = proof_hash + common.key_bytes + hashlib.sha256(always.encode()).digest()
    if not check_ecdsa(key, common.base_signature, signed):
        return False
    return all(
        common.key.verify_ecdsa(signature, line.encode())
        for signature, line in zip(common.signatures, others, strict=True)
    )


def _derived_lines(quads: Sequence[Quad], value: Derived, limits: Limits) -> list[str]:
    distinct, labels = canonical_labels(quads, hash_name="sha256", limits=limits)
    if set(labels.values()) != set(value.labels):
        raise BadProof("malformed_proof", "the labels are not those of the document")
    names = {node: value.labels[label] for node, label in labels.items()}
    return relabelled(distinct, names).splitlines(keepends=True)


def _base_lines(
    document: Mapping[str, Any],
    quads: Sequence[Quad],
    value: Base,
    contexts: Mapping[str, Any],
    limits: Limits,
) -> tuple[list[str], set[int]] | None:
    """The statements as they were signed and which are mandatory; None where the nodes of the
    document cannot be named without changing what it says."""
    named = with_names(document, _NAME)
    own = _unnamed(to_nquads(named, contexts=contexts, limits=limits))
    distinct, labels = canonical_labels(own, hash_name="sha256", limits=limits)
    expected = canonical_labels(quads, hash_name="sha256", limits=limits)
    if relabelled(distinct, labels) != relabelled(*expected):
        return None
    names = {node: _hmac_label(value.hmac_key, label) for node, label in labels.items()}
    lines = relabelled(distinct, names).splitlines(keepends=True)
    try:
        selected = select(named, value.pointers)
    except ValueError as error:
        raise BadProof("malformed_proof", str(error)) from error
    if selected is None:
        return lines, set()
    part = _unnamed(to_nquads(selected, contexts=contexts, limits=limits))
    wanted = set(relabelled(part, names).splitlines(keepends=True))
    return lines, {index for index, line in enumerate(lines) if line in wanted}


def _hmac_label(key: bytes, label: str) -> str:
    """https://www.w3.org/TR/vc-di-ecdsa/#createhmacidlabelmapfunction"""
    digest = hmac.digest(key, label.removeprefix("_:").encode(), "sha256")
    return f"_:u{encode_base64url(digest)}"


def _unnamed(quads: Iterable[Quad]) -> list[Quad]:
    """The quads with the names that we gave taken for blank nodes again."""

    def node(term: str) -> str:
        return f"_:n{term[len(_NAME) + 1 : -1]}" if term.startswith(f"<{_NAME}") else term

    return [Quad(node(q.subject), q.predicate, node(q.object), node(q.graph)) for q in quads]


def _no_bytes(*_: object) -> bytes:
    raise ValueError("an ecdsa-sd-2023 proof is made of many signatures")


SUITE = Suite(
    name="ecdsa-sd-2023",
    proof_type="DataIntegrityProof",
    key_kinds=frozenset({"P-256"}),
    signed_bytes=_no_bytes,
    check_signature=check_ecdsa,
    verify=verify,
)
