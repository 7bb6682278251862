"""Extensions of a badge that are nobody's but their publisher's: held to their own JSON Schemas.

https://www.imsglobal.org/spec/ob/v2p0/#extensions: the context of an extension is a document at an
address, which may say, for each type, at which address a JSON Schema for it is (`validation`, with
`validatesType` and `validationSchema`). The context means nothing else here: a badge is no graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passports.standards import strict_json
from passports.standards.badges.objects import fetch_either
from passports.standards.badges.vocabulary import CONTEXTS_1, CONTEXTS_2, OBI, local_name
from passports.standards.credential_schema import validate
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, not_applicable
from passports.standards.formats.format import as_list, contexts_of
from passports.standards.hints import Any
from passports.standards.types import FetchFailed

# Contexts and schemas of one extension.
MAX_DOCUMENTS = 3
_PREFIXES = ("", "obi:", OBI)


def check_schemas(node: Mapping[str, Any], name: str, environment: Environment) -> list[Finding]:
    """One finding for each schema that is published for `node` as the extension `name`."""
    own = [url for url in contexts_of(node) if not url.startswith(CONTEXTS_1 + CONTEXTS_2)]
    if not own:
        return [could_not("unsupported_extension", name[:100], extension=name[:100])]
    found: list[Finding] = []
    for context_url in own[:MAX_DOCUMENTS]:
        context = _document(context_url, environment)
        if isinstance(context, Finding):
            found.append(context)
            continue
        for url in list(_schemas(context, name))[:MAX_DOCUMENTS]:
            schema = _document(url, environment)
            if not isinstance(schema, Finding):
                schema = validate(schema, node, url)
            found.append(schema)
    return found or [not_applicable("extension_without_schema", name[:100], extension=name[:100])]


def _schemas(context: object, name: str) -> Iterator[str]:
    """The addresses of schemas that the document of a context names for a type."""
    for item in _member(context, "validation"):
        types = filter(_is_text, _member(item, "validatesType"))
        if local_name(name).lower() in {local_name(each).lower() for each in types}:
            yield from filter(_is_text, _member(item, "validationSchema"))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _member(value: object, name: str) -> list[Any]:
    """What an object has under `name`, with the prefix of Open Badges or without one."""
    if not isinstance(value, Mapping):
        return []
    return [item for prefix in _PREFIXES for item in as_list(value.get(prefix + name))]


def _document(url: str, environment: Environment) -> object:
    try:
        fetched = fetch_either(url, environment)
        return strict_json.loads(fetched.body, limits=environment.limits)
    except FetchFailed as error:
        return could_not(
            "schema_unreachable",
            f"{error.url}: {error.code} {error.detail}".strip(),
            url=url,
            reason=error.code,
            transient=error.transient,
        )
    except strict_json.BadJson as error:
        return could_not("bad_schema", error.code, url=url)
