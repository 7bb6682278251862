"""What the checks of one kind of document give back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from passports.standards.environment import Environment
from passports.standards.frozen import frozen
from passports.standards.types import Check, Document, Identity, Report, Summary


@frozen
class Checked:
    """The checks in their order. `summary` stands in for the document's own where the checks
    learned more; `nested` are the reports on credentials inside."""

    checks: list[Check]
    summary: Summary | None = None
    nested: tuple[Report, ...] = ()


# Verifies a credential that was found inside another document, with so many of them in all.
Inner = Callable[[Document, int], Report]
Checker = Callable[[Document, Environment, Sequence[Identity] | None, Inner], Checked]
