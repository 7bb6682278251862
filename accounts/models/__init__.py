"""People and organizations."""

from accounts.models.consent import Consent, ConsentText
from accounts.models.credential_address import CredentialAddress
from accounts.models.membership import Invitation, InvitationState, Membership, Role
from accounts.models.notification import MutedNotice, Notification
from accounts.models.organization import Organization, OrganizationKind, Vetting
from accounts.models.user import User

__all__ = [
    "Consent",
    "ConsentText",
    "CredentialAddress",
    "Invitation",
    "InvitationState",
    "Membership",
    "MutedNotice",
    "Notification",
    "Organization",
    "OrganizationKind",
    "Role",
    "User",
    "Vetting",
]
