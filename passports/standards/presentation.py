"""The checks of a presentation: who presents it, for whom, and every credential in it.

https://www.w3.org/TR/vc-data-model-2.0/#verification. The proof must be made for authentication by
a key of the holder; `issuer_key` is then about the holder. A challenge and a domain that the caller
names must be answered, else whoever saw the presentation once could show it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passports.standards import jwt_claims
from passports.standards.checked import Checked, Inner
from passports.standards.containing import check_contained
from passports.standards.core import authority_of, structure_of
from passports.standards.environment import Environment
from passports.standards.finding import Finding, failed, not_applicable, passed
from passports.standards.formats.format import as_list
from passports.standards.formats.presentation import holder_id
from passports.standards.frozen import replace
from passports.standards.hints import Any
from passports.standards.proofs.chains import ProofResult
from passports.standards.proofs.data_integrity import proofs_of, verify_embedded
from passports.standards.proofs.vc_jose import BadToken, read_token, verify_enveloped
from passports.standards.types import CheckName, Document, Identity, Outcome
from passports.standards.uris import is_did, split_fragment
from passports.standards.validity import check_validity
from passports.standards.verification_methods import AUTHENTICATION


def check(
    document: Document,
    environment: Environment,
    identities: Sequence[Identity] | None,
    inner: Inner,
) -> Checked:
    """The checks of the presentation, then one for each credential inside that is not verified."""
    claims = _claims(document, environment)
    holder = holder_id(document.data) or _presenter(document, claims)
    controllers = environment.controllers.asked_for(AUTHENTICATION)
    own = replace(environment, controllers=controllers)
    results = _proofs(document, holder, claims, own)
    findings: list[tuple[CheckName, Finding]] = [
        (CheckName.STRUCTURE, structure_of(document, claims, environment)),
        *((CheckName.PROOF, result.proof) for result in results),
        (CheckName.ISSUER_KEY, authority_of(results, holder)),
        (CheckName.VALIDITY, check_validity({}, environment, jwt_claims.window(claims))),
        (CheckName.STATUS, not_applicable("no_status")),
        (CheckName.SCHEMA, not_applicable("no_schema")),
        (CheckName.RECIPIENT, _recipient(holder, identities)),
        (CheckName.ISSUER_RECOGNIZED, not_applicable("not_asked")),
    ]
    values = as_list(document.data.get("verifiableCredential"))
    good = all(result.proof.outcome is Outcome.PASSED for result in results) and (
        authority_of(results, holder).outcome is Outcome.PASSED
    )
    named = holder_id(document.data) if good else ""
    contained = check_contained(values, inner, environment.limits, presented_by=named)
    checks = [finding.as_check(name) for name, finding in findings]
    return Checked([*checks, *contained.checks], None, contained.reports)


def _claims(document: Document, environment: Environment) -> Mapping[str, Any]:
    try:
        return read_token(document.token, limits=environment.limits).claims
    except BadToken:
        return {}


def _presenter(document: Document, claims: Mapping[str, Any]) -> str:
    """Who presents where no holder is named: the issuer of the token, or whose key it is."""
    if document.token:
        issuer = claims.get("iss")
        return issuer if isinstance(issuer, str) else ""
    for proof in proofs_of(document.data):
        method = proof.get("verificationMethod") if isinstance(proof, Mapping) else None
        method = method.get("id") if isinstance(method, Mapping) else method
        if isinstance(method, str):
            return split_fragment(method)[0]
    return ""


def _proofs(
    document: Document, holder: str, claims: Mapping[str, Any], environment: Environment
) -> list[ProofResult]:
    if not document.token:
        return verify_embedded(document.data, issuer=holder, environment=environment)
    problem = _problem_of_claims(claims, holder, environment)
    if problem is not None:
        return [ProofResult(problem)]
    results = verify_enveloped(document.token, issuer=holder, environment=environment)
    if proofs_of(document.data):
        results += verify_embedded(document.data, issuer=holder, environment=environment)
    return results


def _problem_of_claims(
    claims: Mapping[str, Any], holder: str, environment: Environment
) -> Finding | None:
    """In a token the audience and the nonce say what domain and challenge say in a proof
    (VCDM 1.1, section 6.3.1)."""
    if claims.get("iss", holder) != holder:
        return failed("holder_mismatch", f"iss is not {holder[:200]}", holder=holder)
    if environment.domain is not None and environment.domain not in as_list(claims.get("aud")):
        return failed("wrong_domain", str(claims.get("aud"))[:200])
    if environment.challenge is not None and environment.challenge != claims.get("nonce"):
        return failed("wrong_challenge")
    return None


def _recipient(holder: str, identities: Sequence[Identity] | None) -> Finding:
    """Whether whoever presents is the person who asks."""
    known = [item.value for item in identities or () if item.kind == "did"]
    if identities is None or not known or not is_did(holder):
        return not_applicable("not_asked")
    if holder in known:
        return passed("recipient_matches", "did", kind="did")
    return failed("recipient_differs", "somebody else presents it")
