"""The four checks that every credential needs: structure, proof, issuer key, validity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from passports.standards import jwt_claims
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.formats import format_named
from passports.standards.formats.format import Problem, as_list
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.hints import Any
from passports.standards.jsonld import JsonLdError, canonicalize
from passports.standards.proofs.chains import ProofResult
from passports.standards.proofs.data_integrity import (
    json_ld_code,
    proofs_of,
    verify_embedded,
)
from passports.standards.proofs.readable import MAX_INLINE_TERMS, terms_in
from passports.standards.proofs.vc_jose import BadToken, read_token_once, verify_enveloped
from passports.standards.types import Check, CheckName, Document, Outcome
from passports.standards.validity import check_validity

MAX_PROBLEMS = 10
# These codes of JSON-LD mean that the document contradicts its contexts whatever its proof is.
_CONTEXT_CODES = ("protected_term_redefinition", "invalid_", "cyclic_")


def core_checks(document: Document, environment: Environment) -> list[Check]:
    """Structure, one check for each proof, issuer key, validity: in this order."""
    claims = claims_of(document, environment)
    issuer = issuer_id(document.data)
    results = _proof_results(document, issuer, environment)
    validity = check_validity(document.data, environment, jwt_claims.window(claims))
    return [
        structure_of(document, claims, environment).as_check(CheckName.STRUCTURE),
        *(result.proof.as_check(CheckName.PROOF) for result in results),
        authority_of(results, issuer).as_check(CheckName.ISSUER_KEY),
        validity.as_check(CheckName.VALIDITY),
    ]


def claims_of(document: Document, environment: Environment) -> Mapping[str, Any]:
    """The claims of the token around a credential; none if there is no token."""
    if not document.token:
        return {}
    try:
        reading = document.reading
        return read_token_once(document.token, reading, limits=environment.limits).claims
    except BadToken:
        return {}


def structure_of(
    document: Document, claims: Mapping[str, Any], environment: Environment
) -> Finding:
    """Whether the document conforms to its format, and a token's claims do not contradict it."""
    found = format_named(document.format)
    if found is None:
        raise ValueError(f"no format {document.format}")
    problems = []
    for problem in found.problems(document.data, bool(document.token)):
        problems.append(problem)
        if len(problems) == MAX_PROBLEMS:
            break
    for claim in jwt_claims.conflicts(claims, document.data) if claims else ():
        problems.append(Problem("jwt_claims_conflict", claim))
    if not problems:
        problems.extend(_context_problems(document, environment))
        problems.extend(_changed_contexts(document.data, environment.contexts))
    if not problems:
        return passed("conforms", document.format, format=document.format)
    first = problems[0]
    listed = [{"code": p.code, "path": p.path, "detail": p.detail} for p in problems]
    return failed(
        first.code,
        "; ".join(f"{p.path}: {p.code} {p.detail}".strip() for p in problems),
        path=first.path,
        problems=listed,
    )


def _context_problems(document: Document, environment: Environment) -> list[Problem]:
    """A context inside the document may add terms and may not take any over."""
    inline = [item for item in as_list(document.data.get("@context")) if isinstance(item, dict)]
    if document.token or not inline:
        return []
    if terms_in(inline) > MAX_INLINE_TERMS:
        return [Problem("wrong_context", "@context", "too many terms inside the document")]
    unsecured = {name: value for name, value in document.data.items() if name != "proof"}
    try:
        canonicalize(unsecured, contexts=environment.contexts, limits=environment.limits)
    except JsonLdError as error:
        if error.code.startswith(_CONTEXT_CODES):
            return [Problem(json_ld_code(error), "@context", error.detail)]
    return []


def _proof_results(document: Document, issuer: str, environment: Environment) -> list[ProofResult]:
    if not document.token:
        return verify_embedded(document.data, issuer=issuer, environment=environment)
    results = verify_enveloped(
        document.token, issuer=issuer, environment=environment, reading=document.reading
    )
    if proofs_of(document.data):
        # VCDM 1.1, section 6.3.1: both may be there, and then both must be good.
        results += verify_embedded(document.data, issuer=issuer, environment=environment)
    return results


def authority_of(results: list[ProofResult], issuer: str) -> Finding:
    """The issuer's key must stand behind a good proof; keys of others may sign beside it."""
    if not issuer:
        return could_not("no_issuer", "the document names no issuer")
    good = [r for r in results if r.proof.outcome is Outcome.PASSED] or results
    findings = [r.authority for r in good if r.authority is not None]
    for outcome in (Outcome.PASSED, Outcome.COULD_NOT_CHECK, Outcome.FAILED):
        for finding in findings:
            if finding.outcome is outcome:
                return finding
    return could_not("no_good_proof", "no proof leads to a key")


def _changed_contexts(data: Mapping[str, Any], contexts: Mapping[str, Any]) -> Iterable[Problem]:
    if "relatedResource" not in data:
        return ()
    from passports.standards.related_resource import changed_contexts

    return changed_contexts(data, contexts)
