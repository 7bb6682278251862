"""Does a credential satisfy the schema that it names?

https://www.w3.org/TR/vc-json-schema/ and https://www.imsglobal.org/spec/ob/v3p0/
#org.1edtech.ob.v3p0.1edtechjsonschemavalidator2019.class. A schema is fetched; what it refers to is
not. The schemas of Open Badges 3.0 and CLR 2.0 themselves are answered by our own tables of these
data models.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from passports.standards import resource_digest, schema_credential, strict_json
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, not_applicable, passed
from passports.standards.formats import clr_2, open_badges_3
from passports.standards.formats.format import as_list, types_of
from passports.standards.hints import Any
from passports.standards.pattern import pattern
from passports.standards.types import Document, Fetched, FetchFailed

CREDENTIAL_METHOD = "JsonSchemaCredential"
METHODS = frozenset(
    {
        "1EdTechJsonSchemaValidator2019",
        "JsonSchema",
        "JsonSchemaValidator2018",
        CREDENTIAL_METHOD,
    }
)
MAX_SCHEMAS = 3
_CHILD = f"{__file__.removesuffix('credential_schema.py')}schema_child.py"
TIMEOUT_SECONDS = 5
_BUILT_IN = pattern(
    r"https://purl\.imsglobal\.org/spec/(?:ob/v3p0|clr/v2p0)/schema/json(?:-ld)?/"
    r"(?:ob_v3p0|clr_v2p0)_(achievement|anyachievement|endorsement|clr)credential_schema\.json\Z"
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
    match = _BUILT_IN.match(url)
    if match is not None:
        return _check_built_in(url, match.group(1), document)
    found = _fetched(entry, document.data, environment)
    if isinstance(found, Finding):
        return found
    if CREDENTIAL_METHOD in types:
        return _by_credential(found, url, document, environment)
    return _by_text(found, url, document, environment)


def _by_credential(
    fetched: Fetched, url: str, document: Document, environment: Environment
) -> Finding:
    """By the schema inside a credential, or by the one that it refers to."""
    inside = schema_credential.schema_in(fetched, url, environment)
    if isinstance(inside, Finding):
        return inside
    reference = schema_credential.reference_in(inside)
    if reference is None:
        return validate(inside["jsonSchema"], document.data, url)
    found = _fetched({**inside, "id": reference}, {}, environment)
    if isinstance(found, Finding):
        return found
    return _by_text(found, url, document, environment)


def _by_text(fetched: Fetched, url: str, document: Document, environment: Environment) -> Finding:
    try:
        schema = strict_json.loads(fetched.body, limits=environment.limits)
    except strict_json.BadJson as error:
        return could_not("bad_schema", error.code, url=url)
    return validate(schema, document.data, url)


def _fetched(
    entry: Mapping[str, Any], data: Mapping[str, Any], environment: Environment
) -> Fetched | Finding:
    """The document at the entry's `id`, with the digest that is promised for it."""
    url = str(entry["id"])
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
    if not resource_digest.matches(fetched.body, entry, data=data):
        return could_not("schema_changed", "the digest is another one", url=url)
    return fetched


def _check_built_in(url: str, kind: str, document: Document) -> Finding:
    """`kind` is the class that the schema is for: achievement, endorsement or clr."""
    types = types_of(document.data)
    own = "endorsement" if open_badges_3.ENDORSEMENT_TYPE in types else "achievement"
    own = "clr" if clr_2.TYPE in types else own
    if own != kind.removeprefix("any"):
        return failed("schema_not_satisfied", "a schema of another kind of credential", url=url)
    model = clr_2 if own == "clr" else open_badges_3
    problem = next(model.problems(document.data, bool(document.token)), None)
    if problem is not None:
        detail = f"{problem.path}: {problem.code} {problem.detail}".strip()
        return failed("schema_not_satisfied", detail, url=url, path=problem.path)
    detail = f"by our tables of {'CLR 2.0' if own == 'clr' else 'Open Badges 3.0'}"
    return passed("schema_satisfied", detail, url=url, built_in=True)


def validate(schema: object, data: Mapping[str, Any], url: str) -> Finding:
    """The schema is run in a process of its own: see schema_child.py."""
    if not isinstance(schema, dict):
        return could_not("bad_schema", "not an object", url=url)
    if "VerifiableCredential" in types_of(schema):
        return could_not("bad_schema", "a credential, and named as a plain schema", url=url)
    # Loaded by those documents only that name a schema of their own.
    import subprocess

    try:
        done = subprocess.run(
            [sys.executable, "-I", _CHILD],
            input=json.dumps([schema, dict(data)]).encode(),
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    if answer is None:
        return could_not("schema_too_complex", "stopped while it was checked", url=url)
    if isinstance(answer, dict):
        return could_not("bad_schema", str(answer.get("bad_schema")), url=url)
    if answer:
        return failed("schema_not_satisfied", "; ".join(answer), url=url)
    return passed("schema_satisfied", url, url=url)
