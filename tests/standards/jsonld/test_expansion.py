"""Safe mode, contexts that are not shipped, and documents that try to hide something."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest

from passports.standards.jsonld import (
    SHIPPED,
    ContextTable,
    JsonLdError,
    canonicalize,
    expand,
    to_nquads,
)
from passports.standards.types import Limits

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

CREDENTIAL: dict[str, Any] = {
    "@context": [V2, OB3],
    "id": "urn:uuid:5b7d8a3c-0000-4000-8000-000000000001",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://college.example/", "type": ["Profile"], "name": "A college"},
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "urn:uuid:5b7d8a3c-0000-4000-8000-000000000002",
            "type": ["Achievement"],
            "name": "Welding",
            "criteria": {"narrative": "Weld."},
        },
    },
    "credentialStatus": {
        "id": "https://college.example/status#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://college.example/status",
    },
}


def _code(document: Any, **arguments: Any) -> str:
    with pytest.raises(JsonLdError) as caught:
        canonicalize(document, **arguments)
    return caught.value.code


def _with(**changes: Any) -> dict[str, Any]:
    return {**CREDENTIAL, **changes}


def test_a_credential_has_a_canonical_form() -> None:
    text = canonicalize(CREDENTIAL)
    assert text.endswith(" .\n")
    assert '<https://college.example/> <https://schema.org/name> "A college" .\n' in text
    assert canonicalize(dict(reversed(CREDENTIAL.items()))) == text
    assert canonicalize(CREDENTIAL, hash_name="sha384") != ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"grade": "A"}, "undefined_term"),
        ({"grade": None}, "undefined_term"),
        ({"type": ["VerifiableCredential", "Diploma"]}, "undefined_term"),
        ({"issuer": {"id": "https://college.example/", "rank": 1}}, "undefined_term"),
        ({"issuer": "college"}, "relative_iri"),
        ({"id": "5b7d8a3c"}, "relative_iri"),
        ({"id": "urn:a b"}, "relative_iri"),
        ({"id": "urn:a<b"}, "invalid_iri"),
        ({"_:blank": "x"}, "blank_predicate"),
        ({"name": {"@value": "x", "@language": "no language"}}, "invalid_language_tag"),
        ({"name": {"@value": "x", "@direction": "rtl"}}, "unsupported_direction"),
        ({"name": {"@value": None}}, "dropped_value"),
        ({"name": {"@value": ["x"]}}, "invalid_value_object_value"),
        ({"urn:p": 9007199254740993}, "unsupported_number"),
        ({"urn:p": 0.1234567890123456789}, "unsupported_number"),
        ({"urn:p": -0.0}, "unsupported_number"),
        ({"@none": "x"}, "misplaced_keyword"),
        ({"@future": "x"}, "undefined_term"),
        ({"id": 7}, "invalid_@id_value"),
        ({"type": {"a": 1}}, "invalid_type_value"),
    ],
)
def test_safe_mode_refuses(changes: dict[str, Any], code: str) -> None:
    assert _code(_with(**changes)) == code


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        ("https://evil.example/context", "unsupported_context"),
        ([V2, "https://evil.example/context"], "unsupported_context"),
        ([V2, OB3, {"@import": "https://evil.example/context"}], "unsupported_context"),
        (
            [V2, OB3, {"t": {"@id": "urn:t", "@context": "https://e.example"}}],
            "unsupported_context",
        ),
        ([V2, OB3, "context.json"], "unsupported_context"),
        ([V2, OB3, {"name": "urn:other"}], "protected_term_redefinition"),
        ([V2, OB3, None], "invalid_context_nullification"),
        ([V2, OB3, 7], "invalid_local_context"),
        ([V2, OB3, [V2]], "invalid_local_context"),
        ([V1, OB3], "undefined_term"),
        ([OB3], "undefined_term"),
        ([V2], "undefined_term"),
    ],
)
def test_contexts_that_are_refused(scope: Any, code: str) -> None:
    assert _code(_with(**{"@context": scope})) == code


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ({"@context": {"name": "urn:x"}, "name": "x"}, "protected_term_redefinition"),
        ({"urn:p": {"@context": {"type": "urn:x"}}}, "protected_term_redefinition"),
        ({"urn:p": {"@context": {"id": None}}}, "protected_term_redefinition"),
        ({"urn:p": {"@context": None}}, "invalid_context_nullification"),
        # These are names of scopes that do not reach so deep.
        ({"@context": {"achievement": "urn:x"}, "achievement": "x"}, ""),
        ({"urn:p": {"@context": {"issuer": "urn:x"}, "type": "Profile", "issuer": "x"}}, ""),
    ],
)
def test_protected_names_stay_what_they_are_inside(place: dict[str, Any], code: str) -> None:
    document = _with(credentialSubject=place)
    if code:
        assert _code(document) == code
    else:
        assert "<urn:x>" in canonicalize(document)


@pytest.mark.parametrize(
    "hidden",
    [
        {"https://www.w3.org/2018/credentials#credentialStatus": CREDENTIAL["credentialStatus"]},
        {
            "@context": [V2, OB3, {"cred": "https://www.w3.org/2018/credentials#"}],
            "cred:credentialStatus": CREDENTIAL["credentialStatus"],
        },
        {
            "@context": [
                V2,
                OB3,
                {
                    "state": {
                        "@id": "https://www.w3.org/2018/credentials#credentialStatus",
                        "@type": "@id",
                    }
                },
            ],
            "state": CREDENTIAL["credentialStatus"],
        },
    ],
    ids=["iri", "compact-iri", "inline-name"],
)
def test_a_published_name_cannot_be_spelled_otherwise(hidden: dict[str, Any]) -> None:
    """Contexts are not signed: the quads are the same, so the signature would still be good,
    but nobody who reads `credentialStatus` would find it."""
    document = _with(**hidden)
    del document["credentialStatus"]
    assert _code(document) == "aliased_term"
    loose = to_nquads(document, safe=False)
    assert len(loose) == len(to_nquads(CREDENTIAL))


@pytest.mark.parametrize(
    ("hidden", "code"),
    [
        ({"@nest": {"credentialStatus": 1}}, "unsupported_keyword"),
        ({"@included": [{"id": "urn:x", "credentialStatus": {}}]}, "unsupported_keyword"),
        ({"@reverse": {"urn:p": {"id": "urn:x"}}}, "unsupported_keyword"),
        ({"@type": "VerifiablePresentation"}, "aliased_term"),
        ({"@id": "urn:x"}, "colliding_keywords"),
        ({"@context": [V2, OB3, {"kind": "@type"}], "kind": "Profile"}, "aliased_term"),
        ({"@context": [V2, OB3, {"more": "@nest"}], "more": {"name": "x"}}, "unsupported_keyword"),
    ],
)
def test_nothing_is_said_where_nobody_looks(hidden: dict[str, Any], code: str) -> None:
    assert _code(_with(**hidden)) == code


def test_inline_names_of_other_things_are_read() -> None:
    document = _with(**{"@context": [V2, OB3, {"grade": "urn:example:grade"}], "grade": "A"})
    assert '<urn:example:grade> "A"' in canonicalize(document)


def test_inline_contexts_leave_no_trace_in_what_is_kept() -> None:
    kept = canonicalize(CREDENTIAL)
    inline = {"grade": "urn:example:grade", "@vocab": "urn:example:"}
    canonicalize(_with(**{"@context": [V2, OB3, inline], "grade": "A", "anything": "B"}))
    assert _code(_with(grade="A")) == "undefined_term"
    assert _code(_with(anything="B")) == "undefined_term"
    assert canonicalize(CREDENTIAL) == kept


def test_many_contexts_do_not_fill_the_memory() -> None:
    urls = [url for url in SHIPPED if "security" in url]
    for one in urls:
        for other in urls:
            for third in urls[:5]:
                with contextlib.suppress(JsonLdError):
                    expand({"@context": [one, other, third], "urn:p": "x"})
    assert canonicalize(CREDENTIAL)


def test_a_null_scope_of_a_type_cannot_clear_protected_names() -> None:
    """https://www.w3.org/TR/json-ld11-api/#context-processing-algorithm, step 5.1.1 (PyLD 3.3
    ignores the scope instead)."""
    document = {
        "@context": V2,
        "@type": "VerifiablePresentation",
        "urn:p": {"@type": "verifiableCredential"},
    }
    with pytest.raises(JsonLdError):
        expand(document)
    inner = {"@type": ["VerifiablePresentation", "verifiableCredential"], "@context": V2}
    assert _code(inner) in ("undefined_term", "invalid_context_nullification")


@pytest.mark.parametrize("container", ["@language", "@index", "@id"])
def test_json_is_read_before_any_container(container: str) -> None:
    """https://www.w3.org/TR/json-ld11-api/#expansion-algorithm, step 13.6: a name for JSON makes
    its value a JSON literal, and only otherwise (13.7, 13.8) is a map read by its container (PyLD
    reads the container first)."""
    term = {"@id": "urn:a", "@type": "@json", "@container": container}
    document = {"@context": {"t": term}, "t": {"en": "a"}}
    literal = {"@value": {"en": "a"}, "@type": "@json"}
    assert expand(document, safe=False) == [{"urn:a": [literal]}]


@pytest.mark.parametrize("value", ["x", {"@value": "x"}, {"@list": ["x"]}, ["x", {"urn:c": "z"}]])
def test_a_value_in_a_graph_is_no_statement(value: Any) -> None:
    """Nothing would be signed of it: it is refused, and dropped only where dropping is allowed."""
    term = {"@id": "urn:a", "@type": "urn:t", "@container": "@graph"}
    document = {"@context": {"t": term}, "urn:b": "y", "t": value}
    assert _code(document) == "free_floating_value"
    assert "urn:t" not in str(to_nquads(document, safe=False))


def test_bounds() -> None:
    deep: Any = "x"
    for _ in range(70):
        deep = {"urn:p": deep}
    assert _code(deep) == "too_deep"
    for _ in range(100_000):
        deep = [deep]
    assert _code({"urn:p": deep}) == "too_deep"
    many = {"urn:p": [f"{number}" for number in range(200)]}
    assert _code(many, limits=Limits(quads=100)) == "too_many_quads"


@pytest.mark.parametrize(
    "scope",
    [
        [V2, OB3] * 5_000,
        [{f"t{n}": f"urn:t{n}" for n in range(1000)}] * 500,
        [{"a": {"@id": "urn:a", "@context": [{f"t{n}": "urn:t" for n in range(500)}] * 500}}],
    ],
    ids=["published", "inline", "scoped"],
)
def test_endless_contexts_are_refused_in_time(scope: Any) -> None:
    started = time.process_time()
    assert _code({"@context": scope, "urn:p": "x"}) == "too_complex"
    assert time.process_time() - started < 2


def test_long_chains_of_names_are_refused() -> None:
    scope = {f"n{n}": f"n{n + 1}:x" for n in range(5_000)} | {"n5000": "urn:x:"}
    assert _code({"@context": scope, "n0": "x"}) == "too_complex"
    in_order = dict(reversed(scope.items()))
    assert canonicalize({"@context": in_order, "n0": "x"}) == '_:c14n0 <n1:x> "x" .\n'


def test_an_administrator_can_add_a_context() -> None:
    table = ContextTable(
        urls=("https://state.example/v1",), sha256="0" * 64, scope={"grade": "urn:example:grade"}
    )
    document = {"@context": [V2, table.urls[0]], "@id": "urn:a", "grade": "A"}
    contexts = {**SHIPPED, table.urls[0]: table}
    assert canonicalize(document, contexts=contexts) == '<urn:a> <urn:example:grade> "A" .\n'
    assert _code(document) == "unsupported_context"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (7, '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (7.0, '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (3.5, '"3.5E0"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (-0.00001, '"-1.0E-5"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (1e21, '"1.0E21"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (1e300, '"1.0E300"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ],
)
def test_numbers(number: Any, written: str) -> None:
    assert canonicalize({"@id": "urn:a", "urn:p": number}) == f"<urn:a> <urn:p> {written} .\n"


def test_a_term_that_reads_its_own_values_otherwise_inside_itself_is_refused() -> None:
    """The specification and other processors disagree about which of the two readings holds."""
    inner = {"a": {"@reverse": "urn:back"}}
    scope = {"a": {"@id": "urn:a", "@context": inner}}
    assert _code({"@context": scope, "@id": "urn:x", "a": {"urn:p": "x"}}) == "unsupported_scope"
