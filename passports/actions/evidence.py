"""Evidence: which credentials support or contradict which claims."""

from passports.models import Credential


def after_verification(*, credential: Credential) -> None:
    """Derive anew what this credential says about claims, after a new report of it."""
