"""How requests are answered, in numbers that tell of nobody."""

from employers.measures.counting import PERIODS_DAYS
from employers.measures.figures import Ending, Measures, Speed, by_organization, measures
from employers.measures.hiding import FEWEST_PEOPLE

__all__ = [
    "FEWEST_PEOPLE",
    "PERIODS_DAYS",
    "Ending",
    "Measures",
    "Speed",
    "by_organization",
    "measures",
]
