"""What administrators see of people and organizations."""

from accounts.admin.consents import ConsentTextAdmin
from accounts.admin.domains import DomainProofAdmin
from accounts.admin.organizations import OrganizationAdmin
from accounts.admin.people import UserAdmin

__all__ = ["ConsentTextAdmin", "DomainProofAdmin", "OrganizationAdmin", "UserAdmin"]
