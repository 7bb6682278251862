"""The targets by name. Each takes bytes, and raises only where the product is wrong."""

from tests.fuzz.targets import documents, parts, reading
from tests.fuzz.targets.target import Target

TARGETS: dict[str, Target] = {
    target.name: target for target in (*documents.TARGETS, *parts.TARGETS, *reading.TARGETS)
}

__all__ = ["TARGETS", "Target"]
