"""One attack: what is sent, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from passports.standards.types import DEFAULT_LIMITS, Limits

Content = Mapping[str, Any] | str | bytes


@dataclass(frozen=True)
class Attack:
    """`make` builds the input; `check` and `code` say which question answers it and how.

    `outcome` is `failed`, unless the honest answer is that it could not be checked, or (a control
    row, `control=True`) that all is well. `served` is what the network would answer; `asks` says
    that it may be asked at all.
    """

    name: str
    make: Callable[[], Content]
    check: str
    code: str
    outcome: str = "failed"
    served: Callable[[], Mapping[str, Any]] = dict
    asks: bool = False
    control: bool = False
    limits: Limits = field(default=DEFAULT_LIMITS)
