"""People and organizations."""

from accounts.models.consent import Consent, ConsentText
from accounts.models.credential_address import CredentialAddress
from accounts.models.membership import Invitation, InvitationState, Membership, Role
from accounts.models.notification import MutedNotice, Notification
from accounts.models.organization import Organization, OrganizationKind, Vetting
from accounts.models.recovery_request import RecoveryRequest, RecoveryState
from accounts.models.user import User
from accounts.models.vetting_decision import VettingDecision

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
    "RecoveryRequest",
    "RecoveryState",
    "Role",
    "User",
    "Vetting",
    "VettingDecision",
]
