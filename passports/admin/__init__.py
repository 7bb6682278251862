"""What administrators see of this app."""

from passports.admin.claims import ClaimAdmin
from passports.admin.sharing import DisclosureAdmin, ShareAdmin

__all__ = ["ClaimAdmin", "DisclosureAdmin", "ShareAdmin"]
