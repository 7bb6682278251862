"""A plan says what the complete processor says, or nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from benchmarks.badges import OB3, SHAPES, V2, badge
from passports.standards.jsonld import (
    SHIPPED,
    ContextSet,
    JsonLdError,
    canonicalize,
    canonicalize_completely,
    plan_for,
)
from passports.standards.jsonld.contexts import SHIPPED_TABLES
from passports.standards.jsonld.keeping import Plans
from passports.standards.jsonld.shapes import shape_of, with_values
from passports.standards.proofs.readable import canonicalize_readable, refuse_hidden
from passports.standards.types import DEFAULT_LIMITS, Limits
from tests import corpora
from tests.standards.jsonld.comparing import oxigraph_canonical
from tests.standards.jsonld.mutations import other_structure, other_values

ISSUER = "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"


def _planned(
    document: Any, hash_name: str = "sha256", contexts: ContextSet = SHIPPED
) -> str | None:
    """What the plan for the document's shape says, made at once."""
    for _ in range(2):
        found = plan_for(document, contexts=contexts, limits=DEFAULT_LIMITS)
    return None if found is None else found[0].canonical(found[1], hash_name)


def _answer(read: Callable[[], str]) -> str:
    try:
        return read()
    except JsonLdError as error:
        return f"refused: {error.code}"


def _complete(document: Any, hash_name: str) -> str:
    return canonicalize_completely(document, hash_name=hash_name)


def _complete_readable(document: Any, hash_name: str) -> str:
    refuse_hidden(document, SHIPPED, DEFAULT_LIMITS)
    return canonicalize_completely(document, hash_name=hash_name, i18n=True)


def _compare(document: Any, hash_name: str = "sha256") -> None:
    readable = _answer(
        lambda: canonicalize_readable(
            document, contexts=SHIPPED, hash_name=hash_name, limits=DEFAULT_LIMITS
        )
    )
    assert readable == _answer(lambda: _complete_readable(document, hash_name)), json.dumps(
        document
    )
    said = _answer(lambda: canonicalize(document, hash_name=hash_name))
    assert said == _answer(lambda: _complete(document, hash_name)), json.dumps(document)


def _small(text: str = "x", **more: Any) -> dict[str, Any]:
    return {
        "@context": [V2],
        "id": "urn:a:1",
        "type": ["VerifiableCredential"],
        "name": text,
        "issuer": "urn:a:2",
        **more,
    }


@pytest.mark.parametrize("shape", range(SHAPES))
def test_badges_have_plans(shape: int) -> None:
    for number in range(3):
        document = badge(number, ISSUER, shape=shape)
        said = _planned(document)
        assert said == canonicalize_completely(document)
        assert said == oxigraph_canonical(said)


def _families(seed: int, count: int) -> Iterator[list[Any]]:
    """Documents in families of one shape, so that plans come to be used."""
    rng = random.Random(seed)
    bases = [badge(number, ISSUER) for number in range(0, SHAPES, 5)]
    for row in corpora.rows(judge="verification"):
        if row["file"].endswith((".json", ".jsonld")) and row["expect"] == "valid":
            found = json.loads(corpora.content(row))
            if isinstance(found, dict) and "@context" in found and len(str(found)) < 10_000:
                bases += [found, {k: v for k, v in found.items() if k != "proof"}]
    for _ in range(count):
        base = rng.choice(bases)
        if rng.random() < 0.7:
            base = other_structure(base, rng)
        yield [other_values(base, rng, wild=wild) for wild in (0, 0, 0.02, 0.1, 0.4)]


@pytest.mark.parametrize("seed", range(4))
def test_equals_the_complete_processor(seed: int) -> None:
    for number, family in enumerate(_families(seed, 300)):
        for document in family:
            _compare(document, "sha384" if number % 3 == 0 else "sha256")


# What a value can be that makes a statement read otherwise, in each part that a value can play.
@pytest.mark.parametrize(
    "text", ["_:b0", "a b", "urn:a\nurn:b", "urn:a\u00a0b", "id", "", "a:", "urn:x#y#z", "urn:x<y>"]
)
@pytest.mark.parametrize("member", ["id", "issuer", "name", "relatedResource", "credentialStatus"])
def test_odd_values(member: str, text: str) -> None:
    for value in ("urn:fine", "urn:good", text):
        inner: Any = {"id": value, "type": "urn:t", "description": value}
        _compare(_small(**{member: value if member in ("id", "issuer", "name") else inner}))


@pytest.mark.parametrize(
    "text", ['"', "\\", "\n", "\x00", "%s", "%", "\u2028", "\U0001f600", "\x7f"]
)
def test_characters_in_text(text: str) -> None:
    for value in ("x", "y", text, f"{text}{text}"):
        _compare(_small(value, description=value))
    assert _planned(_small(text)) == canonicalize_completely(_small(text))


def test_a_lone_surrogate_is_no_matter_of_plans() -> None:
    assert _planned(_small("x")) is not None
    assert _planned(_small("\ud800")) is None


def test_an_identifier_in_two_places() -> None:
    for one, other in (("urn:1", "urn:2"), ("urn:1", "urn:2"), ("urn:1", "urn:1")):
        achievement = {"id": one, "type": "Achievement", "name": "same", "tag": ["a", "a"]}
        subject = {"id": other, "type": "AchievementSubject", "achievement": achievement}
        document = _small(credentialSubject=subject, id="urn:0")
        _compare({**document, "@context": [V2, OB3]})


def test_the_credential_again_inside_itself() -> None:
    """Statements about the credential hide in an object of the same identifier."""
    for inner in ("urn:2", "urn:3", "urn:a:1"):
        document = _small(credentialSubject={"id": inner, "description": "x"})
        _compare(document)
    with pytest.raises(JsonLdError, match="repeated_node"):
        canonicalize_readable(document, contexts=SHIPPED, hash_name="sha256", limits=DEFAULT_LIMITS)


def test_equal_statements_about_a_blank_node() -> None:
    for tags in (["a", "b"], ["c", "d"], ["e", "e"]):
        achievement = {"type": "Achievement", "tag": tags}
        document = _small(credentialSubject={"achievement": achievement})
        _compare({**document, "@context": [V2, OB3]})


def test_blank_nodes_that_look_alike() -> None:
    for names in (["a", "b"], ["c", "d"], ["e", "e"]):
        results = [{"type": "Result", "value": name} for name in names]
        document = {**_small(credentialSubject={"result": results}), "@context": [V2, OB3]}
        _compare(document)
    assert _planned(document) is None


def test_bounds_hold_with_a_plan() -> None:
    document = badge(1, ISSUER)
    assert _planned(document) is not None
    for limits in (Limits(quads=20), Limits(nesting=3)):
        assert plan_for(document, contexts=SHIPPED, limits=limits) is None
        with pytest.raises(JsonLdError):
            canonicalize(document, limits=limits)


def test_an_unknown_hash() -> None:
    for _ in range(3):
        with pytest.raises(JsonLdError, match="unsupported_hash"):
            canonicalize(badge(1, ISSUER), hash_name="md5")


def test_shape_and_values() -> None:
    document = badge(7, ISSUER)
    found, other = shape_of(document), shape_of(badge(7 + SHAPES, ISSUER))
    assert found is not None
    assert other is not None
    assert found[0] == other[0]
    assert found[1] != other[1]
    assert with_values(document, found[1]) == document


def test_what_has_no_shape() -> None:
    deep: Any = {}
    for _ in range(5_000):
        deep = {"a": deep}
    wide = {"a": [{}] * 10_000}
    for document in (deep, wide, [], "x", {"@context": {"a": "urn:a"}}, {"@context": [{}]}):
        assert shape_of(document) is None


def test_shapes_that_nobody_repeats_take_no_room() -> None:
    """Hostile input makes no plans by being different, and not many by being repeated."""
    contexts = ContextSet(SHIPPED_TABLES)
    for number in range(200):
        document = _small(type=["VerifiableCredential", f"urn:type:{number}"])
        assert plan_for(document, contexts=contexts, limits=DEFAULT_LIMITS) is None
    assert len(contexts.plans) == 0


def test_the_number_of_plans_is_bounded() -> None:
    plans = Plans()
    for number in range(2_000):
        for _ in range(2):
            plans.find((f"key {number}",), lambda: None)
    assert 0 < len(plans) <= 400
    for number in range(400):
        for _ in range(2):
            plans.find(("k" * 90_000 + str(number),), lambda: None)
    assert plans.characters < 20_000_000
