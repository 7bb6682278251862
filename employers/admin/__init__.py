"""What administrators see of this app."""

from employers.admin.requests import VerificationRequestAdmin

__all__ = ["VerificationRequestAdmin"]
