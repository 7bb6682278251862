"""Values that are made once: declared as dataclasses are, and tuples underneath."""

from __future__ import annotations

import pickle

import pytest

from passports.standards.frozen import as_dict, frozen, replace


@frozen
class Place:
    name: str
    country: str = "Country"

    @property
    def label(self) -> str:
        return f"{self.name}, {self.country}"


@frozen
class Journey:
    start: Place
    end: Place
    stops: int = 0


def test_made_by_place_and_by_name() -> None:
    assert Place("Town").label == "Town, Country"
    assert Place(country="Land", name="Town") == Place("Town", "Land")
    assert repr(Place("Town")) == "Place(name='Town', country='Country')"


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        ((), {"country": "Land"}),
        (("Town", "Land", "more"), {}),
        (("Town",), {"name": "Town"}),
        (("Town",), {"other": 1}),
    ],
)
def test_what_does_not_fit(values: tuple[str, ...], named: dict[str, str]) -> None:
    with pytest.raises(TypeError):
        Place(*values, **named)  # type: ignore[arg-type]


def test_it_does_not_change() -> None:
    place = Place("Town")
    with pytest.raises(AttributeError):
        place.name = "City"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        place.other = 1  # type: ignore[attr-defined]
    assert replace(place, name="City") == Place("City")
    with pytest.raises(TypeError):
        replace(place, other=1)


def test_equal_only_to_its_own_kind() -> None:
    assert Place("a", "b") != ("a", "b")
    assert Place("a") == Place("a")
    assert len({Place("a"), Place("a"), Place("b")}) == 2


def test_as_dicts_and_over_processes() -> None:
    journey = Journey(Place("a"), Place("b"))
    assert as_dict(journey)["end"] == {"name": "b", "country": "Country"}
    assert pickle.loads(pickle.dumps(journey)) == journey
