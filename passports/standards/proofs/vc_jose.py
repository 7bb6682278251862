"""Credentials signed as a whole, as a compact JWS.

VCDM 1.1 (https://www.w3.org/TR/vc-data-model/#json-web-token, with a `vc` claim) and VC-JOSE-COSE
(https://www.w3.org/TR/vc-jose-cose/#securing-with-jose). The header names a key; it never brings
one that is believed: a `jwk` verifies the signature, and counts only if the issuer's own document
lists the same key. Addresses of keys (`jku`, `x5u`) and certificates are refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards import keys, strict_json
from passports.standards.controller import find_key, issuer_keys
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, not_applicable, passed
from passports.standards.hints import Any
from passports.standards.keys import BadKey, PublicKey
from passports.standards.proofs.algorithms import ALGORITHMS, fits, is_forbidden
from passports.standards.proofs.chains import ProofResult
from passports.standards.types import Limits
from passports.standards.types import Token as Token
from passports.standards.uris import is_uri

REFUSED_HEADERS = ("jku", "x5u", "x5c", "crit", "b64")
MAX_ISSUER_KEYS = 20
# How a COSE message begins as text, and no JWS: `proofs/cose.py`.
_COSE = "0oR"


class BadToken(Exception):
    """This text is no compact JWS whose parts are JSON objects. `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


def read_token(text: str, *, limits: Limits) -> Token:
    """The parts of a compact JWS, or of a COSE message as text. Raises BadToken."""
    parts = text.split(".")
    if len(parts) == 1 and text.startswith(_COSE):
        return _message(text, limits)
    if len(parts) != 3 or not parts[0] or not parts[1]:
        raise BadToken("not_a_jwt", f"{len(parts)} parts")
    try:
        header_bytes, claim_bytes, signature = (keys.decode_base64url(part) for part in parts)
    except ValueError as error:
        raise BadToken("not_a_jwt", str(error)) from error
    try:
        header = strict_json.loads(header_bytes, limits=limits)
        claims = strict_json.loads(claim_bytes, limits=limits)
    except strict_json.BadJson as error:
        raise BadToken(error.code, str(error)) from error
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise BadToken("not_a_jwt", "a part is not an object")
    return Token(text, header, claims, f"{parts[0]}.{parts[1]}".encode(), signature)


def _message(text: str, limits: Limits) -> Token:
    from passports.standards.proofs import cose

    try:
        return cose.read_message(text, limits=limits)
    except cose.BadMessage as error:
        raise BadToken(error.code, error.detail) from error


def read_token_once(text: str, reading: Token | None, *, limits: Limits) -> Token:
    """`reading` if it is of this text, else what `read_token` makes of it. Raises BadToken."""
    if reading is not None and reading.text == text:
        return reading
    return read_token(text, limits=limits)


def verify_enveloped(
    text: str, *, issuer: str, environment: Environment, reading: Token | None = None
) -> list[ProofResult]:
    """The one result for a credential in a compact JWS; `reading` is what was read of it before."""
    try:
        token = read_token_once(text, reading, limits=environment.limits)
    except BadToken as error:
        return [ProofResult(failed("malformed_proof", error.detail))]
    problem = problem_of_header(token.header)
    return [ProofResult(problem) if problem else verify_token(token, issuer, environment)]


def verify_token(token: Token, issuer: str, environment: Environment) -> ProofResult:
    """The result for a token whose header has no problem."""
    header = token.header
    algorithm = str(header["alg"])
    if "kid" not in header:
        with_key = _with_own_key if "jwk" in header else _with_any_key
        return with_key(token, algorithm, issuer, environment)
    method = _method_id(header["kid"], issuer)
    found = find_key(method, issuer=issuer, controllers=environment.controllers)
    if found.key is None:
        problem = found.key_problem or failed("key_not_found", method)
        return ProofResult(problem, found.authority)
    if "jwk" in header and not _is_key(header["jwk"], found.key):
        return ProofResult(failed("key_conflict", "kid and jwk differ"), found.authority)
    return ProofResult(_signature(token, algorithm, found.key), found.authority)


def check_signature(token: Token, key: PublicKey) -> Finding:
    """Whether `token` has an allowed header and is signed with `key`; whose it is, others ask."""
    problem = problem_of_header(token.header)
    return problem or _signature(token, str(token.header["alg"]), key)


def problem_of_header(header: Mapping[str, Any]) -> Finding | None:
    """What stands in the way of a token with this header, or None."""
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or is_forbidden(algorithm):
        return failed("algorithm_not_allowed", str(algorithm)[:40], algorithm=str(algorithm)[:40])
    for name in REFUSED_HEADERS:
        if name in header:
            return failed("header_not_allowed", name, header=name)
    if algorithm not in ALGORITHMS:
        return could_not("unsupported_algorithm", algorithm[:40], algorithm=algorithm[:40])
    if "kid" in header and not (isinstance(header["kid"], str) and header["kid"]):
        return failed("malformed_proof", "kid is not a string")
    return None


def says_presentation(kind: str) -> bool:
    """Whether a token of this `typ` presents (VC-JOSE-COSE, section 3.1)."""
    return kind.removeprefix("application/").lower() == "vp+jwt"


def _signature(token: Token, algorithm: str, key: PublicKey) -> Finding:
    if not fits(algorithm, key):
        return failed(
            "wrong_key_type", f"{algorithm} with a {key.kind} key {key.algorithm}".strip()
        )
    kind = "COSE" if token.text.startswith(_COSE) else "JWT"
    if not ALGORITHMS[algorithm][1](key, token.signature, token.signed):
        return failed("bad_signature", algorithm, proof_type=kind)
    return passed("good_signature", algorithm, proof_type=kind, algorithm=algorithm)


def _with_own_key(
    token: Token, algorithm: str, issuer: str, environment: Environment
) -> ProofResult:
    """A key that the token brings itself: good for arithmetic, worth nothing by itself."""
    try:
        key = keys.from_jwk(token.header["jwk"])
    except BadKey as error:
        make = could_not if error.code.startswith("unsupported_") else failed
        return ProofResult(make(error.code, error.detail, **error.params))
    proof = _signature(token, algorithm, key)
    listed = issuer_keys(issuer, environment.controllers)
    if isinstance(listed, Finding):
        return ProofResult(proof, listed)
    if any(key.same_as(other) for other in listed):
        return ProofResult(proof, passed("key_authorized", issuer, issuer=issuer))
    detail = "the key in the token is not one of the issuer's"
    return ProofResult(proof, failed("controller_mismatch", detail, issuer=issuer))


def _with_any_key(
    token: Token, algorithm: str, issuer: str, environment: Environment
) -> ProofResult:
    """No key is named: one of the issuer's own must fit (VCDM 1.1, section 6.3.1)."""
    listed = issuer_keys(issuer, environment.controllers)
    if isinstance(listed, Finding):
        code = listed.code if listed.code.startswith("unsupported_") else "key_unavailable"
        missing = could_not(code, listed.detail, **dict(listed.params))
        return ProofResult(missing, listed)
    fitting = [key for key in listed if fits(algorithm, key)][:MAX_ISSUER_KEYS]
    if not fitting:
        problem = failed("key_not_found", f"{issuer} lists no key for {algorithm}", issuer=issuer)
        return ProofResult(problem, problem)
    for key in fitting:
        proof = _signature(token, algorithm, key)
        if proof.code == "good_signature":
            return ProofResult(proof, passed("key_authorized", issuer, issuer=issuer))
    return ProofResult(proof, not_applicable("no_good_proof", issuer))


def _method_id(kid: str, issuer: str) -> str:
    """`kid` as an absolute identifier; a relative one belongs to the issuer."""
    if is_uri(kid):
        return kid
    return f"{issuer}{kid}" if kid.startswith("#") else f"{issuer}#{kid}"


def _is_key(jwk: object, key: PublicKey) -> bool:
    try:
        return keys.from_jwk(jwk).same_as(key)
    except BadKey:
        return False
