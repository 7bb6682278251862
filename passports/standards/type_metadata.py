"""Does an SD-JWT VC keep to the rules of its type?

https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/, "SD-JWT VC Type Metadata". A `vct`
that is an https address may lead to a document with rules: claims that must be there, and claims
that must or must not be selectively disclosable. Older drafts also had a JSON Schema there, and it
is held to where there is one. A verifier may do without the document ("From a URL in the vct
Claim"), so one that cannot be had decides nothing, unless the issuer bound it: `vct#integrity`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards import strict_json
from passports.standards.credential_schema import validate
from passports.standards.disclosures import disclosed, split
from passports.standards.encodings import decode_base64url
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, not_applicable, passed
from passports.standards.frozen import replace
from passports.standards.hints import Any
from passports.standards.resource_digest import matches
from passports.standards.type_claims import BadRules, Rule, broken_rule, merged_rules
from passports.standards.types import FetchFailed, Outcome

# A type and those that it extends.
MAX_TYPES = 5


class _NoAnswer(Exception):
    """Why nothing can be said of the type."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def check_type(
    data: Mapping[str, Any], claims: Mapping[str, Any], token: str, environment: Environment
) -> list[Finding]:
    """What the type says of `data`: the claims as disclosed, of the signed `claims` of `token`."""
    vct = data.get("vct")
    if not isinstance(vct, str) or not vct.startswith("https://"):
        return [not_applicable("type_without_metadata", str(vct)[:200])]
    try:
        chain = list(_chain(vct, claims.get("vct#integrity"), environment))
        rules = _rules(chain)
        schemas = [_schema(document, environment) for _, document in chain]
    except _NoAnswer as error:
        return [_optional(error.finding, claims)]
    kept_back = _keeps_back(claims, token)
    plain = disclosed(claims, (), environment.limits)
    broken = next((b for rule in rules if (b := broken_rule(rule, plain, data, kept_back))), "")
    if broken:
        return [failed("type_not_satisfied", broken, url=vct, path=broken.partition(":")[0])]
    findings = [validate(schema, data, vct) for schema in schemas if schema is not None]
    wrong = [each for each in findings if each.code != "schema_satisfied"]
    return [_optional(each, claims) for each in wrong] or [
        passed("type_satisfied", f"{len(chain)} documents", url=vct)
    ]


def _optional(found: Finding, claims: Mapping[str, Any]) -> Finding:
    """What could not be checked and need not be: the issuer bound no document to the credential."""
    bound = "vct#integrity" in claims or found.code == "type_metadata_changed"
    if bound or found.outcome is not Outcome.COULD_NOT_CHECK:
        return found
    return replace(found, params={**found.params, "optional": True})


def _chain(
    vct: str, integrity: object, environment: Environment
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The documents of a type and of those that it extends, each with its address."""
    seen: set[str] = set()
    url: object = vct
    while url is not None:
        if not isinstance(url, str) or not url.startswith("https://"):
            detail = f"extends {str(url)[:200]}"
            raise _NoAnswer(could_not("bad_type_metadata", detail, url=vct))
        if url in seen:
            raise _NoAnswer(failed("type_extends_itself", url, url=vct))
        if len(seen) == MAX_TYPES:
            raise _NoAnswer(could_not("too_many_types", url, url=vct, limit=MAX_TYPES))
        seen.add(url)
        document = _document(url, integrity, environment)
        if document.get("vct", url) != url:
            raise _NoAnswer(could_not("bad_type_metadata", "of another type", url=url))
        yield url, document
        url, integrity = document.get("extends"), document.get("extends#integrity")


def _document(url: str, integrity: object, environment: Environment) -> Mapping[str, Any]:
    try:
        fetched = environment.fetch(url)
    except FetchFailed as error:
        raise _NoAnswer(
            could_not(
                "type_metadata_unreachable",
                f"{error.url}: {error.code} {error.detail}".strip(),
                url=url,
                reason=error.code,
                transient=error.transient,
            )
        ) from error
    if not matches(fetched.body, {"digestSRI": integrity}, data={}):
        detail = "the digest is another one"
        raise _NoAnswer(could_not("type_metadata_changed", detail, url=url))
    try:
        document = strict_json.loads(fetched.body, limits=environment.limits)
    except strict_json.BadJson as error:
        raise _NoAnswer(could_not("bad_type_metadata", error.code, url=url)) from error
    if not isinstance(document, dict):
        raise _NoAnswer(could_not("bad_type_metadata", "not an object", url=url))
    return document


def _rules(chain: list[tuple[str, Mapping[str, Any]]]) -> list[Rule]:
    """The rules of the whole chain; what a type extends comes first, and may be made stricter."""
    try:
        return merged_rules([document.get("claims") for _, document in reversed(chain)])
    except BadRules as error:
        raise _NoAnswer(could_not("bad_type_metadata", str(error), url=chain[0][0])) from error


def _schema(document: Mapping[str, Any], environment: Environment) -> object:
    """The JSON Schema of a document of an older draft; None if it has none."""
    url = document.get("schema_uri")
    if "schema" in document or url is None:
        return document.get("schema")
    if not isinstance(url, str) or not url.startswith("https://"):
        raise _NoAnswer(could_not("bad_schema", "its address is none", url=str(url)[:200]))
    return _document(url, document.get("schema_uri#integrity"), environment)


def _keeps_back(claims: Mapping[str, Any], token: str) -> bool:
    """Whether there are digests (of claims, or of nothing) behind which nothing is shown."""
    shown = split(token).disclosures
    values = [strict_json.loads(decode_base64url(text)) for text in shown]
    stack: list[Any] = [claims, *values]
    digests = 0
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            digests += len(item["_sd"]) if isinstance(item.get("_sd"), list) else 0
            digests += "..." in item
            stack.extend(item.values())
    return digests > len(shown)
