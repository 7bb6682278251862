"""The checks of a credential as SD-JWT: issuer, disclosures, and the holder's key binding.

RFC 9901, section 7 (https://www.rfc-editor.org/rfc/rfc9901#section-7) and
https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from passports.standards import disclosures, jwt_claims, keys
from passports.standards.checked import Checked, Inner
from passports.standards.core import authority_of, structure_of
from passports.standards.credential_schema import check_schema
from passports.standards.dates import from_numeric_date
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.formats.format import as_list
from passports.standards.formats.sd_jwt_vc import NEVER_SELECTIVE, is_data_model, issuer_of
from passports.standards.frozen import replace
from passports.standards.hints import Any
from passports.standards.keys import BadKey
from passports.standards.proofs.chains import ProofResult
from passports.standards.proofs.vc_jose import (
    BadToken,
    check_signature,
    read_token,
    verify_enveloped,
)
from passports.standards.recipient import check_recipient
from passports.standards.recognition import check_recognized
from passports.standards.status import check_status
from passports.standards.types import CheckName, Document, Identity, Outcome, Token
from passports.standards.validity import check_validity

TYPES = ("dc+sd-jwt", "vc+sd-jwt", "vc+ld+json+sd-jwt", "vc-ld+sd-jwt", "sd-jwt")
BINDING_TYPE = "kb+jwt"
# A key binding says "now"; one that is older was made for something else (section 7.3).
BINDING_AGE = timedelta(days=1)


def check(
    document: Document,
    environment: Environment,
    identities: Sequence[Identity] | None,
    inner: Inner,
) -> Checked:
    """Every check of an SD-JWT; a key binding token is a proof of its own."""
    issuer = issuer_of(document.data)
    proofs, claims = _proofs(document, issuer, environment)
    authority = authority_of(proofs[:1], issuer)
    window = jwt_claims.window(claims)
    confirmed = authority.outcome is Outcome.PASSED
    data = document.data
    findings: list[tuple[CheckName, Finding]] = [
        (CheckName.STRUCTURE, structure_of(document, claims, environment)),
        *((CheckName.PROOF, result.proof) for result in proofs),
        (CheckName.ISSUER_KEY, authority),
        (CheckName.VALIDITY, check_validity(data, environment, window)),
        *((CheckName.STATUS, f) for f in check_status(data, environment, claims=data)),
        *((CheckName.SCHEMA, f) for f in _schemas(document, claims, environment)),
        (CheckName.RECIPIENT, check_recipient(_as_subject(data), identities)),
        (CheckName.ISSUER_RECOGNIZED, check_recognized(issuer, environment.trust, confirmed)),
    ]
    return Checked([finding.as_check(name) for name, finding in findings])


def _schemas(
    document: Document, claims: Mapping[str, Any], environment: Environment
) -> list[Finding]:
    """The schema that a credential of the data model names; else the rules of its type."""
    if is_data_model(document.data) or "vct" not in claims:
        return check_schema(document, environment)
    from passports.standards.type_metadata import check_type

    try:
        return check_type(document.data, claims, document.token, environment)
    except (disclosures.BadDisclosure, ValueError) as error:
        # The proof says what is wrong with them.
        return [could_not("type_not_checked", str(error)[:200])]


def _as_subject(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The person in an SD-JWT VC, in the form of the data model."""
    if is_data_model(data):
        return data
    return {"credentialSubject": {"id": data.get("sub"), "email": data.get("email")}}


def _proofs(
    document: Document, issuer: str, environment: Environment
) -> tuple[list[ProofResult], Mapping[str, Any]]:
    """The issuer's signature, what is wrong with the disclosures, and the key binding."""
    try:
        parts = disclosures.split(document.token)
        token = read_token(parts.token, limits=environment.limits)
    except disclosures.BadDisclosure as error:
        return [ProofResult(failed(error.code, error.detail))], {}
    except BadToken as error:
        return [ProofResult(failed("malformed_proof", error.detail))], {}
    results = verify_enveloped(parts.token, issuer=issuer, environment=environment)
    kind = token.header.get("typ")
    if not is_data_model(document.data) and kind not in TYPES:
        results.append(ProofResult(failed("wrong_envelope", f"typ {str(kind)[:40]}")))
    problem = _problem_of_disclosures(token, parts, environment)
    if problem is not None:
        results.append(_required(problem))
    elif parts.binding or environment.challenge is not None or environment.domain is not None:
        results.append(_required(_binding(token.claims, parts, environment)))
    return results, token.claims


def _required(finding: Finding) -> ProofResult:
    """What stands beside the issuer's signature and cannot be made up for by it."""
    return ProofResult(replace(finding, params={**finding.params, "required": True}))


def _problem_of_disclosures(
    token: Token, parts: disclosures.Selective, environment: Environment
) -> Finding | None:
    try:
        shown = disclosures.disclosed(token.claims, parts.disclosures, environment.limits)
    except disclosures.BadDisclosure as error:
        make = could_not if error.code.startswith("unsupported_") else failed
        return make(error.code, error.detail)
    late = [name for name in NEVER_SELECTIVE if name in shown and name not in token.claims]
    if late:
        return failed("bad_disclosure", f"{late[0]} may not be disclosed selectively")
    return None


def _binding(
    claims: Mapping[str, Any], parts: disclosures.Selective, environment: Environment
) -> Finding:
    """Whether the holder, whose key the issuer named, shows it now to whoever asked."""
    if not parts.binding:
        return failed("holder_mismatch", "no key binding, and one was asked for")
    confirmation = claims.get("cnf")
    jwk = confirmation.get("jwk") if isinstance(confirmation, Mapping) else None
    if jwk is None:
        return could_not("unsupported_key_binding", "the issuer names no key in cnf.jwk")
    try:
        key = keys.from_jwk(jwk)
        token = read_token(parts.binding, limits=environment.limits)
    except BadKey as error:
        make = could_not if error.code.startswith("unsupported_") else failed
        return make(error.code, error.detail, **error.params)
    except BadToken as error:
        return failed("malformed_proof", f"key binding: {error.detail}")
    finding = check_signature(token, key)
    if finding.outcome is not Outcome.PASSED:
        return finding
    return _problem_of_binding(token, claims, parts, environment) or passed(
        "good_signature", "key binding", proof_type=BINDING_TYPE
    )


def _problem_of_binding(
    token: Token,
    claims: Mapping[str, Any],
    parts: disclosures.Selective,
    environment: Environment,
) -> Finding | None:
    if token.header.get("typ") != BINDING_TYPE:
        return failed("malformed_proof", "the key binding has another typ")
    expected = disclosures.digest(parts.without_binding, disclosures.hash_name(claims))
    if token.claims.get("sd_hash") != expected:
        return failed("holder_mismatch", "the key binding is for other disclosures")
    nonce, audience = token.claims.get("nonce"), token.claims.get("aud")
    made = from_numeric_date(token.claims.get("iat"))
    if made is None or not isinstance(nonce, str) or audience is None:
        return failed("malformed_proof", "the key binding lacks iat, aud or nonce")
    if made > environment.now + environment.skew:
        return failed("not_yet_valid", made.isoformat(), valid_from=made.isoformat())
    if environment.challenge is not None:
        if nonce != environment.challenge:
            return failed("wrong_challenge")
        if made < environment.now - BINDING_AGE:
            return failed("proof_expired", made.isoformat(), expires=made.isoformat())
    if environment.domain is not None and environment.domain not in as_list(audience):
        return failed("wrong_domain", str(audience)[:200])
    return None
