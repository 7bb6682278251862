"""The targets by name. Each takes bytes, and raises only where the product is wrong."""

from tests.fuzz.targets import documents, parts, pictures, proofs, published, reading, rules
from tests.fuzz.targets.target import Target

TARGETS: dict[str, Target] = {
    target.name: target
    for part in (documents, parts, pictures, proofs, published, reading, rules)
    for target in part.TARGETS
}

__all__ = ["TARGETS", "Target"]
