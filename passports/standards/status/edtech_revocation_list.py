"""1EdTech Credentials Revocation List. https://purl.imsglobal.org/spec/vcrl/v1p0/

A plain list of identifiers without a signature: it is believed because it was fetched over https
from the address that stands in the signed credential, and it names the issuer of that credential.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards import strict_json
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, passed
from passports.standards.formats.format import as_list
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.hints import Any
from passports.standards.status.published import fetched_list

# The first is the name in the data model, the second that in its text and in older lists.
LISTS = ("revokedCredential", "revokedCredentials")


def check_entry(
    entry: Mapping[str, Any], data: Mapping[str, Any], environment: Environment
) -> Finding:
    """Whether the list at the entry's `id` holds the credential's own identifier."""
    url, identifier = entry.get("id"), data.get("id")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return could_not("bad_status_entry", "the entry has no address")
    if not isinstance(identifier, str):
        return could_not("bad_status_entry", "the credential has no id to look for")
    fetched = fetched_list(url, environment)
    if isinstance(fetched, Finding):
        return fetched
    try:
        found = strict_json.loads(fetched.body, limits=environment.limits)
    except strict_json.BadJson as error:
        return could_not("bad_status_list", error.code, url=url, reason=error.code)
    if not isinstance(found, dict) or not any(name in found for name in LISTS):
        return could_not("bad_status_list", "no list of revoked credentials", url=url)
    list_issuer = found.get("issuer")
    if isinstance(list_issuer, Mapping):
        list_issuer = list_issuer.get("id")
    if list_issuer is not None and list_issuer != issuer_id(data):
        return could_not(
            "status_list_not_verified",
            f"the list is of {str(list_issuer)[:300]}",
            url=url,
            check="issuer",
            reason="other_issuer",
            transient=False,
        )
    return _answer(found, identifier, url)


def _answer(found: Mapping[str, Any], identifier: str, url: str) -> Finding:
    for item in (item for name in LISTS for item in as_list(found.get(name))):
        named = item.get("id") if isinstance(item, Mapping) else item
        if named != identifier:
            continue
        if isinstance(item, Mapping) and item.get("revoked", True) is False:
            continue
        reason = item.get("revocationReason", "") if isinstance(item, Mapping) else ""
        return failed("revoked", str(reason)[:300], purpose="revocation", url=url)
    return passed("not_revoked", "not in the list", purpose="revocation", url=url)
