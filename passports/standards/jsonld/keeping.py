"""The plans that are kept: their number and size are bounded, and no document has a say in them
before its shape came twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from passports.standards.hints import TYPE_CHECKING, Final
from passports.standards.jsonld.shapes import MOST_CHARACTERS, Shape

if TYPE_CHECKING:
    from passports.standards.jsonld.plans import Plan

_MOST_PLANS: Final = 400
_MOST_CHARACTERS_KEPT: Final = 16_000_000
_MOST_SEEN: Final = 4_000


class Plans:
    """The plans for one set of contexts. A shape gets one when it is seen for the second time."""

    def __init__(self) -> None:
        self._plans: OrderedDict[Shape, Plan | None] = OrderedDict()
        self._seen: dict[int, None] = {}
        self.characters = 0

    def __len__(self) -> int:
        return len(self._plans)

    def find(self, shape: Shape, make: Callable[[], Plan | None]) -> Plan | None:
        """The plan for `shape`, made if it is time for it; None if there is none."""
        try:
            plan = self._plans[shape]
            self._plans.move_to_end(shape)
            return plan
        except KeyError:
            pass
        mark = hash(shape)
        if mark not in self._seen:
            if len(self._seen) >= _MOST_SEEN:
                self._seen = {}
            self._seen[mark] = None
            return None
        size = sum(len(part) for part in shape if isinstance(part, str))
        if size > MOST_CHARACTERS:
            return None
        plan = make()
        self._keep(shape, plan, size)
        return plan

    def _keep(self, shape: Shape, plan: Plan | None, size: int) -> None:
        self._plans[shape] = plan
        self.characters += size + (0 if plan is None else plan.size)
        if self.characters > _MOST_CHARACTERS_KEPT:
            self._plans, self.characters = OrderedDict(), 0
        elif len(self._plans) > _MOST_PLANS:
            self._plans.popitem(last=False)
