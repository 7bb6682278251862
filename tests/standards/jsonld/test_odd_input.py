"""Any JSON at all: an answer or a `JsonLdError`, never another exception."""

from __future__ import annotations

import contextlib
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passports.standards.jsonld import JsonLdError, canonicalize, expand, to_nquads
from passports.standards.jsonld.iris import KEYWORDS

V2 = "https://www.w3.org/ns/credentials/v2"
WORDS = (
    *sorted(KEYWORDS),
    *("a", "b", "id", "type", "proof", "VerifiableCredential", "issuer", "", ":", "a:b", "_:b"),
    *("urn:p", "http://x.example/", "/", "a/b", "@", "@new", "\u00e9", "ltr", "en", V2),
)
SCALARS = st.one_of(
    st.sampled_from(WORDS),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.just(1.1),
)


def _below(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)


JSON = st.recursive(SCALARS, _below, max_leaves=25)
ODD = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ODD
@given(JSON, JSON)
def test_any_json(scope: Any, document: Any) -> None:
    if isinstance(document, dict):
        document = {**document, "@context": scope}
    for run in (expand, to_nquads):
        for safe in (True, False):
            with contextlib.suppress(JsonLdError):
                run(document, safe=safe)


@ODD
@given(st.dictionaries(st.sampled_from(WORDS), JSON, max_size=4), JSON)
def test_any_json_in_a_credential(scope: dict[str, Any], body: Any) -> None:
    document = {
        "@context": [V2, scope],
        "type": "VerifiableCredential",
        "credentialSubject": body,
        "issuer": body,
        "a": body,
    }
    with contextlib.suppress(JsonLdError):
        canonicalize(document)
    with contextlib.suppress(JsonLdError):
        to_nquads(document, safe=False)
