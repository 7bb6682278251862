"""The assurance of a claim, derived from its evidence."""

from passports.models import Claim


def recompute(*, claim: Claim) -> None:
    """Derive the claim's assurance anew and store it."""
