"""A schema that is itself in a credential: verified before it is used.

https://www.w3.org/TR/vc-json-schema/#jsonschemacredential
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.core import core_checks
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not
from passports.standards.formats.format import as_list, types_of
from passports.standards.hints import Any
from passports.standards.parsing import parse_text
from passports.standards.types import Fetched, NotACredential, Outcome

CREDENTIAL_TYPE, SUBJECT_TYPE = "JsonSchemaCredential", "JsonSchema"


def schema_in(fetched: Fetched, url: str, environment: Environment) -> Mapping[str, Any] | Finding:
    """The subject of a schema credential that verifies: an object with `jsonSchema` in it."""
    try:
        document = parse_text(fetched.body, limits=environment.limits)
    except NotACredential as error:
        return could_not("bad_schema", error.code, url=url)
    if document.format != "verifiable_credential" or CREDENTIAL_TYPE not in types_of(document.data):
        return could_not("bad_schema", f"not a {CREDENTIAL_TYPE}", url=url)
    for check in core_checks(document, environment):
        if check.outcome is not Outcome.PASSED:
            return could_not(
                "schema_not_verified",
                f"{check.name}: {check.code} {check.detail}".strip(),
                url=url,
                check=str(check.name),
                reason=check.code,
                transient=bool(check.params.get("transient")),
            )
    for subject in as_list(document.data.get("credentialSubject")):
        if (
            isinstance(subject, Mapping)
            and SUBJECT_TYPE in types_of(subject)
            and isinstance(subject.get("jsonSchema"), dict)
        ):
            return subject
    return could_not("bad_schema", "the credential holds no jsonSchema", url=url)


def reference_in(subject: Mapping[str, Any]) -> str | None:
    """The address of the schema, where `jsonSchema` only refers to it."""
    schema = subject["jsonSchema"]
    reference = schema.get("$ref")
    is_reference = set(schema) <= {"$ref", "$schema", "$id"} and isinstance(reference, str)
    return reference if is_reference and reference.startswith("https://") else None
