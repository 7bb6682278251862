"""Does a credential satisfy the schema that it names?

https://www.w3.org/TR/vc-json-schema/ and https://www.imsglobal.org/spec/ob/v3p0/
#org.1edtech.ob.v3p0.1edtechjsonschemavalidator2019.class. A schema is fetched; what it refers to is
not. The schemas of Open Badges 3.0 itself are answered by our own tables of that data model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from passports.standards import strict_json
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, not_applicable, passed
from passports.standards.formats import open_badges_3
from passports.standards.formats.format import as_list, types_of
from passports.standards.types import Document, FetchFailed

METHODS = frozenset({"1EdTechJsonSchemaValidator2019", "JsonSchema", "JsonSchemaValidator2018"})
MAX_SCHEMAS = 5
_OPEN_BADGES_3 = re.compile(
    r"https://purl\.imsglobal\.org/spec/ob/v3p0/schema/json(-ld)?/"
    r"ob_v3p0_(achievement|anyachievement|endorsement)credential_schema\.json\Z"
)


def check_schema(document: Document, environment: Environment) -> list[Finding]:
    """One finding for each schema that the credential names; one `no_schema` if none."""
    entries = as_list(document.data.get("credentialSchema"))
    if not entries:
        return [not_applicable("no_schema")]
    if len(entries) > MAX_SCHEMAS:
        return [could_not("too_many_schemas", str(len(entries)), count=len(entries))]
    return [_check_one(entry, document, environment) for entry in entries]


def _check_one(entry: object, document: Document, environment: Environment) -> Finding:
    types = types_of(entry) if isinstance(entry, Mapping) else ()
    if not isinstance(entry, Mapping) or not METHODS.intersection(types):
        named = ", ".join(types)[:100]
        return could_not("unsupported_schema_method", named, method=named)
    url = entry.get("id")
    if not isinstance(url, str):
        return could_not("bad_schema", "the schema has no address")
    match = _OPEN_BADGES_3.match(url)
    if match is not None:
        return _check_built_in(url, match.group(2), document)
    try:
        fetched = environment.fetch(url)
    except FetchFailed as error:
        return could_not(
            "schema_unreachable",
            f"{error.url}: {error.code} {error.detail}".strip(),
            url=url,
            reason=error.code,
            transient=error.transient,
        )
    try:
        schema = strict_json.loads(fetched.body, limits=environment.limits)
    except strict_json.BadJson as error:
        return could_not("bad_schema", error.code, url=url)
    return _validate(schema, document.data, url)


def _check_built_in(url: str, kind: str, document: Document) -> Finding:
    is_endorsement = open_badges_3.ENDORSEMENT_TYPE in types_of(document.data)
    if is_endorsement != (kind == "endorsement"):
        return failed("schema_not_satisfied", "a schema of another kind of credential", url=url)
    problem = next(open_badges_3.problems(document.data, bool(document.token)), None)
    if problem is not None:
        detail = f"{problem.path}: {problem.code} {problem.detail}".strip()
        return failed("schema_not_satisfied", detail, url=url, path=problem.path)
    return passed("schema_satisfied", "by our tables of Open Badges 3.0", url=url, built_in=True)


def _validate(schema: object, data: Mapping[str, Any], url: str) -> Finding:
    if not isinstance(schema, dict):
        return could_not("bad_schema", "not an object", url=url)
    if "VerifiableCredential" in types_of(schema):
        return could_not("unsupported_schema_method", "JsonSchemaCredential", method="credential")
    try:
        validator = jsonschema_rs.validator_for(schema, retriever=_refuse)
        problems = [error.message for error in _first(validator.iter_errors(dict(data)), 5)]
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        return could_not("bad_schema", str(error)[:300], url=url)
    if problems:
        return failed("schema_not_satisfied", "; ".join(p[:200] for p in problems), url=url)
    return passed("schema_satisfied", url, url=url)


def _refuse(address: str) -> Any:
    raise ValueError(f"a schema may not refer to {address[:200]}")


def _first(errors: Iterator[Any], count: int) -> Iterator[Any]:
    for _, error in zip(range(count), errors, strict=False):
        yield error
