"""Token Status List. https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/

For credentials in tokens: the claim `status.status_list` names a signed list of values of 1, 2, 4
or 8 bits, counted from the right.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.dates import from_numeric_date
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.hints import Any
from passports.standards.proofs.vc_jose import BadToken, read_token, verify_enveloped
from passports.standards.status.encoding import ZLIB, BadList, unpack_plain, value_from_right
from passports.standards.status.published import fetched_list, index_of
from passports.standards.types import Outcome, Token

TYPE = "statuslist+jwt"
SIZES = (1, 2, 4, 8)
VALID, INVALID, SUSPENDED = 0, 1, 2


def reference_in(data: Mapping[str, Any]) -> object:
    """The value of `status.status_list` (section 6.1), or None."""
    status = data.get("status")
    return status.get("status_list") if isinstance(status, Mapping) else None


def check_reference(
    reference: object, data: Mapping[str, Any], environment: Environment
) -> Finding:
    """What the list says of this token (section 8.3)."""
    if not isinstance(reference, Mapping):
        return could_not("bad_status_entry", "status_list is no object")
    url, index = reference.get("uri"), index_of(reference.get("idx"))
    if index is None or not isinstance(url, str):
        return could_not("bad_status_entry", "idx or uri is missing")
    fetched = fetched_list(url, environment)
    if isinstance(fetched, Finding):
        return fetched
    try:
        text = fetched.body.decode("ascii").strip()
        token = read_token(text, limits=environment.limits)
    except (UnicodeDecodeError, BadToken) as error:
        return could_not("bad_status_list", str(error)[:200], url=url)
    issuer = _issuer(data)
    problem = _problem(token, text, url, issuer, environment)
    if problem is not None:
        return problem
    return _answer(token, index, url, issuer, environment)


def _issuer(data: Mapping[str, Any]) -> str:
    named = data.get("iss")
    return named if isinstance(named, str) else issuer_id(data)


def _problem(
    token: Token, text: str, url: str, issuer: str, environment: Environment
) -> Finding | None:
    """Type, address, time and signature of the list (section 8.3, step 4)."""
    reason = ""
    expires = token.claims.get("exp")
    end = from_numeric_date(expires) if expires is not None else None
    if str(token.header.get("typ", "")).lower().removeprefix("application/") != TYPE:
        return could_not("bad_status_list", f"not of type {TYPE}", url=url)
    if token.claims.get("sub") != url:
        reason = f"the list is for {str(token.claims.get('sub'))[:200]}"
    elif from_numeric_date(token.claims.get("iat")) is None:
        reason = "iat is missing"
    elif expires is not None and (end is None or end < environment.now - environment.skew):
        reason = "the list has expired"
    if reason:
        return _not_verified(url, "validity", reason, transient=False)
    signer = token.claims.get("iss", issuer)
    if not isinstance(signer, str):
        return _not_verified(url, "issuer_key", "iss is no text", transient=False)
    for result in verify_enveloped(text, issuer=signer, environment=environment):
        for name, finding in (("proof", result.proof), ("issuer_key", result.authority)):
            if finding is not None and finding.outcome is not Outcome.PASSED:
                transient = bool(finding.params.get("transient"))
                return _not_verified(
                    url, name, f"{finding.code} {finding.detail}", transient=transient
                )
    return None


def _not_verified(url: str, check: str, detail: str, *, transient: bool) -> Finding:
    return could_not(
        "status_list_not_verified",
        f"{check}: {detail}".strip(),
        url=url,
        check=check,
        reason=detail.split(" ")[0],
        transient=transient,
    )


def _answer(token: Token, index: int, url: str, issuer: str, environment: Environment) -> Finding:
    found = token.claims.get("status_list")
    size = found.get("bits") if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping) or isinstance(size, bool) or size not in SIZES:
        return could_not("bad_status_list", "status_list has no bits", url=url)
    try:
        bits = unpack_plain(found.get("lst"), environment.limits, ZLIB)
    except BadList as error:
        return could_not("bad_status_list", f"{error.code} {error.detail}", url=url)
    entries = len(bits) * 8 // size
    if index >= entries:
        return could_not(
            "status_index_out_of_range", f"{index} of {entries}", index=index, bits=len(bits) * 8
        )
    value = value_from_right(bits, index, size)
    params: dict[str, Any] = {"purpose": "revocation", "url": url}
    if token.claims.get("iss", issuer) != issuer:
        params["list_issuer"] = str(token.claims["iss"])[:500]
    detail = f"entry {index} of {entries} is {value:#x}"
    if value == VALID:
        return passed("not_revoked", detail, **params)
    if value == INVALID:
        return failed("revoked", detail, **params)
    if value == SUSPENDED:
        return failed("suspended", detail, **params | {"purpose": "suspension"})
    return could_not("unsupported_status_purpose", detail, purpose=f"{value:#x}")
