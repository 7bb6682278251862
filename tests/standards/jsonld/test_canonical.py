"""RDFC-1.0 against pyoxigraph on generated graphs, and graphs made to keep us busy."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passports.standards.jsonld import JsonLdError, canonicalize_nquads
from passports.standards.jsonld.nquads import Quad, line, literal, parse
from passports.standards.types import Limits
from tests.standards.jsonld.comparing import oxigraph_canonical

NODES = [f"_:n{number}" for number in range(5)]
TERMS = [*NODES, "<urn:a>", "<urn:b>"]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LITERALS = st.one_of(
    TEXT.map(literal),
    st.builds(lambda t: literal(t, language="en"), TEXT),
    st.builds(lambda t: literal(t, datatype="urn:d"), TEXT),
)
QUADS = st.builds(
    Quad,
    st.sampled_from(TERMS),
    st.sampled_from(["<urn:p>", "<urn:q>"]),
    st.one_of(st.sampled_from(TERMS), LITERALS),
    st.sampled_from(["", "", "", "<urn:g>", "_:n0", "_:n4"]),
)


def _text(quads: list[Quad]) -> str:
    return "".join(map(line, quads))


@settings(max_examples=300, deadline=None)
@given(st.lists(QUADS, max_size=12), st.booleans())
def test_equals_pyoxigraph(quads: list[Quad], sha384: bool) -> None:
    text = _text(quads)
    ours = canonicalize_nquads(text, hash_name="sha384" if sha384 else "sha256")
    assert ours == oxigraph_canonical(text, sha384=sha384)


@settings(max_examples=100, deadline=None)
@given(st.lists(QUADS, max_size=12), st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(quads: list[Quad], chance: random.Random) -> None:
    names = [f"_:x{number}" for number in range(len(NODES))]
    chance.shuffle(names)
    renamed = dict(zip(NODES, names, strict=True))
    other = [Quad(*(renamed.get(term, term) for term in quad)) for quad in quads]
    chance.shuffle(other)
    assert canonicalize_nquads(_text(quads)) == canonicalize_nquads(_text(other))


@settings(max_examples=100, deadline=None)
@given(st.lists(QUADS, max_size=12))
def test_canonical_form_is_read_back(quads: list[Quad]) -> None:
    text = canonicalize_nquads(_text(quads))
    assert canonicalize_nquads(text) == text


def _clique(size: int) -> str:
    pairs = itertools.permutations(range(size), 2)
    return "".join(f"_:n{one} <urn:p> _:n{other} .\n" for one, other in pairs)


def _pairs(count: int) -> str:
    return "".join(f"_:a{n} <urn:p> _:b{n} .\n_:b{n} <urn:p> _:a{n} .\n" for n in range(count))


def _cycles(count: int, size: int) -> str:
    return "".join(
        f"_:c{c}x{n} <urn:p> _:c{c}x{(n + 1) % size} .\n" for c in range(count) for n in range(size)
    )


def _grid(size: int) -> str:
    return "".join(
        f"_:g{x}x{y} <urn:p> _:g{(x + dx) % size}x{(y + dy) % size} .\n"
        for x in range(size)
        for y in range(size)
        for dx, dy in ((0, 1), (1, 0))
    )


def _star(size: int) -> str:
    return "".join(f"_:hub <urn:p> _:n{number} .\n" for number in range(size))


POISON = {
    "clique of 9": _clique(9),
    "clique of 40": _clique(40),
    "long cycle": _cycles(1, 3000),
    "many cycles": _cycles(300, 20),
    "two long chains": "".join(
        f"_:{c}{n} <urn:p> _:{c}{n + 1} .\n" for c in "ab" for n in range(3000)
    ),
    "torus": _grid(20),
    "stars": "".join(_star(8).replace("_:", f"_:s{n}") for n in range(50)),
}


@pytest.mark.parametrize("name", POISON)
def test_poison_is_refused_in_time(name: str) -> None:
    started = time.process_time()
    with pytest.raises(JsonLdError) as caught:
        canonicalize_nquads(POISON[name])
    assert caught.value.code == "too_complex"
    assert time.process_time() - started < 2


def test_the_bound_is_counted_not_timed() -> None:
    text = _clique(5)
    assert canonicalize_nquads(text) == oxigraph_canonical(text)
    lowest = next(
        steps
        for steps in range(0, 200_000, 100)
        if _passes(text, Limits(canonicalization_steps=steps))
    )
    assert lowest > 0
    for _ in range(3):
        assert not _passes(text, Limits(canonicalization_steps=lowest - 100))
        assert _passes(text, Limits(canonicalization_steps=lowest))


def _passes(text: str, limits: Limits) -> bool:
    try:
        canonicalize_nquads(text, limits=limits)
    except JsonLdError:
        return False
    return True


@pytest.mark.parametrize("text", [_pairs(30), _cycles(5, 4), _star(300), _clique(4), _grid(3)])
def test_some_symmetry_is_no_poison(text: str) -> None:
    assert canonicalize_nquads(text) == oxigraph_canonical(text)


def test_many_distinct_nodes_need_no_steps() -> None:
    text = "".join(f'_:n{n} <urn:p> "{n}" .\n_:n{n} <urn:q> _:n{n + 1} .\n' for n in range(5000))
    result = canonicalize_nquads(text, limits=Limits(canonicalization_steps=10))
    assert result.count("\n") == 10_000


@pytest.mark.parametrize(
    "text",
    [
        "<urn:a> <urn:p> .\n",
        "<urn:a> <urn:p> <relative> .\n",
        '<urn:a> "p" <urn:b> .\n',
        '"a" <urn:p> <urn:b> .\n',
        "<urn:a> _:p <urn:b> .\n",
        '<urn:a> <urn:p> "x\n" .\n',
        '<urn:a> <urn:p> "\\uD800" .\n',
        '<urn:a> <urn:p> "\\U00110000" .\n',
        '<urn:a> <urn:p> "\\x" .\n',
        "<urn:a\\u0020b> <urn:p> <urn:b> .\n",
        "<urn:a> <urn:p> <urn:b>",
        "<urn:a> <urn:p> <urn:b> <urn:g> <urn:h> .\n",
    ],
)
def test_bad_nquads(text: str) -> None:
    with pytest.raises(JsonLdError) as caught:
        canonicalize_nquads(text)
    assert caught.value.code == "bad_nquads"


def test_nquads_are_read_as_written() -> None:
    text = '# note\n\n<urn:a> <urn:p> "\\u0041\\t\\"" <urn:g> . # more\r\n_:a.b<urn:p>_:c.\n'
    assert parse(text) == [
        Quad("<urn:a>", "<urn:p>", '"A\\t\\""', "<urn:g>"),
        Quad("_:a.b", "<urn:p>", "_:c"),
    ]


def test_unknown_hash() -> None:
    with pytest.raises(JsonLdError) as caught:
        canonicalize_nquads("", hash_name="md5")
    assert caught.value.code == "unsupported_hash"
