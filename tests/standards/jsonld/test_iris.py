"""What is an IRI does not depend on the way by which it is found out."""

from __future__ import annotations

import pytest

from passports.standards.jsonld.iris import is_absolute, is_well_formed
from passports.standards.jsonld.plans import IriPattern

# A space, and what `"`, `<`, `>`, `\`, `^`, `` ` ``, `{`, `|` and `}` are for an IRIREF of N-Quads.
REFUSED = {*map(chr, range(0x21)), *'"<>\\^`{|}', *map(chr, range(0xD800, 0xE000))}
CHARACTERS = [*map(chr, range(0x300)), "\u2028", "\ud7ff", "\ud800", "\udfff", "\ue000", "😀"]


@pytest.mark.parametrize("other", ["", "é"])
def test_which_characters_may_stand_in_an_iri(other: str) -> None:
    for character in CHARACTERS:
        allowed = character not in REFUSED
        assert is_well_formed(f"a:{other}{character}") == allowed, character
        assert is_well_formed(f"a:{other}#{character}") == (allowed and character != "#")


@pytest.mark.parametrize("other", ["", "é"])
def test_a_plan_asks_the_same_of_many_at_once(other: str) -> None:
    pattern = IriPattern(frozenset({"ex"}))
    for character in CHARACTERS:
        if character == "\n":
            continue
        for iri in (f"a:{other}{character}", f"a:{other}#{character}", f"{character}:x{other}"):
            alone = is_absolute(iri) and is_well_formed(iri)
            assert pattern.fits(f"b:c\n{iri}\nd:e\n") == alone, iri


@pytest.mark.parametrize("iri", ["ex:a", "a:", "", "x", ":a", "1:a", "ex:/a", "a:b##"])
def test_what_a_plan_leaves_to_the_complete_processor(iri: str) -> None:
    pattern = IriPattern(frozenset({"ex"}))
    assert pattern.fits("b:c\nd:é\n")
    assert pattern.fits("ex://host/\n")
    for rest in ("b:c\n", "b:é\n", "b:#\n"):
        assert not pattern.fits(f"{iri}\n{rest}")
        assert not pattern.fits(f"{rest}{iri}\n")
