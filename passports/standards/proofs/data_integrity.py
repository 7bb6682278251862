"""What all embedded proofs share: sets and chains, purpose, dates, key, signature.

https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from passports.standards.controller import Found, find_key
from passports.standards.dates import parse_date_time
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.frozen import replace
from passports.standards.hints import Any
from passports.standards.jsonld import JsonLdError
from passports.standards.keys import PublicKey
from passports.standards.proofs import SUITES
from passports.standards.proofs.chains import ProofResult, judge_chains, previous_proofs
from passports.standards.proofs.suite import BadProof, Suite
from passports.standards.types import Limits
from passports.standards.uris import is_uri

# Is the signature in a proof good, by its suite and with this key? Raises BadProof, JsonLdError.
Holds = Callable[[Suite, Mapping[str, Any], PublicKey], bool]
# Where we stop working, which says nothing about the document.
BOUNDS = frozenset({"too_complex", "too_many_quads", "too_deep", "context_overflow"})
# A proof that says this may be good or not: we cannot tell.
UNDECIDED = frozenset({"unsupported_algorithm", "base_proof"})


def verify_embedded(
    document: Mapping[str, Any], *, issuer: str, environment: Environment
) -> list[ProofResult]:
    """One result for each proof in `document`, in its order; one `unsigned` if there is none."""
    proofs = proofs_of(document)
    if not proofs:
        return [ProofResult(failed("unsigned"))]
    if len(proofs) > environment.limits.proofs:
        return [ProofResult(failed("too_many_proofs", str(len(proofs)), count=len(proofs)))]
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    environment = replace(environment, limits=_shared(environment.limits, len(proofs)))
    results = [_verify_in_set(unsecured, proof, proofs, issuer, environment) for proof in proofs]
    return judge_chains(proofs, results)


def _shared(limits: Limits, count: int) -> Limits:
    """The bounds on work are for a document: its proofs share them."""
    if count == 1:
        return limits
    return replace(
        limits,
        canonicalization_steps=2 * limits.canonicalization_steps // (count + 1),
        quads=2 * limits.quads // (count + 1),
    )


def proofs_of(document: Mapping[str, Any]) -> Sequence[Any]:
    """The proofs in `document` as a list, whatever they are."""
    value = document.get("proof")
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def proof_name(proof: object) -> str:
    """The cryptosuite of a DataIntegrityProof, else the proof's type; empty if it has none."""
    if not isinstance(proof, Mapping):
        return ""
    name = proof.get("type")
    if name == "DataIntegrityProof" and isinstance(proof.get("cryptosuite"), str):
        return str(proof["cryptosuite"])
    return name if isinstance(name, str) else ""


def _verify_in_set(
    unsecured: Mapping[str, Any],
    proof: object,
    proofs: Sequence[Any],
    issuer: str,
    environment: Environment,
) -> ProofResult:
    previous: list[Any] | Finding = []
    if isinstance(proof, Mapping):
        previous = previous_proofs(proof, proofs)
    problem = previous if isinstance(previous, Finding) else None
    document = {**unsecured, "proof": previous} if previous and problem is None else unsecured

    def holds(suite: Suite, proof: Mapping[str, Any], key: PublicKey) -> bool:
        return suite.holds(document, proof, key, environment.contexts, environment.limits)

    return verify_one(
        proof, issuer=issuer, environment=environment, holds=holds, chain_problem=problem
    )


def verify_one(
    proof: object,
    *,
    issuer: str,
    environment: Environment,
    holds: Holds,
    chain_problem: Finding | None = None,
) -> ProofResult:
    """The result for one proof; `holds` says whether its signature is good for the document, and
    `chain_problem` what is wrong with the proofs that it builds on."""
    name = proof_name(proof)
    if not isinstance(proof, Mapping) or not name:
        return ProofResult(failed("malformed_proof", "a proof without a type"))
    suite = SUITES.get(name)
    if suite is None or suite.proof_type != proof.get("type"):
        return ProofResult(could_not("unsupported_proof_type", name, proof_type=name))
    problem = _problem_of_options(proof, suite, environment) or chain_problem
    found = find_key(
        proof.get("verificationMethod"), issuer=issuer, controllers=environment.controllers
    )
    if problem is None:
        problem = _check_signature(proof, suite, found, holds)
    if problem is not None:
        return ProofResult(problem, found.authority)
    return ProofResult(passed("good_signature", name, proof_type=name), found.authority)


def _problem_of_options(
    proof: Mapping[str, Any], suite: Suite, environment: Environment
) -> Finding | None:
    purpose = proof.get("proofPurpose")
    if purpose != environment.controllers.relationship:
        return failed("wrong_proof_purpose", f"{purpose}", purpose=str(purpose)[:100])
    if suite.proof_type != "DataIntegrityProof" and "cryptosuite" in proof:
        return failed("malformed_proof", f"{suite.name} has no cryptosuite")
    if "id" in proof and not is_uri(proof["id"]):
        return failed("malformed_proof", "the identifier of the proof is not a URI")
    for name in ("challenge", "nonce"):
        if name in proof and not isinstance(proof[name], str):
            return failed("malformed_proof", f"{name} is not text")
    times = {name: _time(proof[name]) for name in ("created", "expires") if name in proof}
    for name, moment in times.items():
        if moment is None:
            return failed("bad_proof_date", f"{name}: {str(proof[name])[:60]}", member=name)
    created, expires = times.get("created"), times.get("expires")
    if expires is not None and expires <= environment.now - environment.skew:
        return failed("proof_expired", expires.isoformat(), expires=expires.isoformat())
    if created is not None and expires is not None and created > expires:
        return failed("bad_proof_date", "created after it expires", member="created")
    if environment.domain is not None and environment.domain not in _texts(proof.get("domain")):
        return failed("wrong_domain", str(proof.get("domain"))[:200])
    if environment.challenge is not None and environment.challenge != proof.get("challenge"):
        return failed("wrong_challenge")
    return None


def _time(value: object) -> datetime | None:
    """Without an offset, which it should have, it counts as UTC
    (https://www.w3.org/TR/vc-data-integrity/#proofs)."""
    return parse_date_time(value, zone_required=False)


def _check_signature(
    proof: Mapping[str, Any], suite: Suite, found: Found, holds: Holds
) -> Finding | None:
    if found.key is None:
        return found.key_problem
    if found.key.kind not in suite.key_kinds:
        return failed("wrong_key_type", f"{suite.name} with a {found.key.kind} key")
    try:
        good = holds(suite, proof, found.key)
    except JsonLdError as error:
        return from_json_ld_error(error)
    except BadProof as error:
        make = could_not if error.code in UNDECIDED else failed
        return make(error.code, error.detail, proof_type=suite.name)
    if not good:
        return failed("bad_signature", suite.name, proof_type=suite.name)
    return None


def json_ld_code(error: JsonLdError) -> str:
    """The code of a JSON-LD problem as a plain word: `invalid_@id_value` is `invalid_id_value`."""
    return error.code.replace("@", "").replace("-", "_")


def from_json_ld_error(error: JsonLdError) -> Finding:
    """What a JSON-LD problem means for a proof: unknown and too much are no failure."""
    code = json_ld_code(error)
    if code.startswith("unsupported_") or code in BOUNDS:
        return could_not(code, error.detail)
    return failed(code, error.detail)


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]
