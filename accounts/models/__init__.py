"""People and organizations."""

from accounts.models.consent import Consent, ConsentText
from accounts.models.credential_address import CredentialAddress
from accounts.models.domain_proof import DomainProof, ProofMethod, ProofState
from accounts.models.membership import Invitation, InvitationState, Membership, Role
from accounts.models.notification import MutedNotice, Notification
from accounts.models.organization import Organization, OrganizationKind, Vetting
from accounts.models.ownership_transfer import OwnershipTransfer, TransferState
from accounts.models.recovery_request import RecoveryRequest, RecoveryState
from accounts.models.single_sign_on import (
    ConnectionState,
    OidcConnection,
    RemovedMember,
    SsoIdentity,
    SsoLogout,
)
from accounts.models.user import AgeBand, User
from accounts.models.vetting_decision import VettingDecision

__all__ = [
    "AgeBand",
    "ConnectionState",
    "Consent",
    "ConsentText",
    "CredentialAddress",
    "DomainProof",
    "Invitation",
    "InvitationState",
    "Membership",
    "MutedNotice",
    "Notification",
    "OidcConnection",
    "Organization",
    "OrganizationKind",
    "OwnershipTransfer",
    "ProofMethod",
    "ProofState",
    "RecoveryRequest",
    "RecoveryState",
    "RemovedMember",
    "Role",
    "SsoIdentity",
    "SsoLogout",
    "TransferState",
    "User",
    "Vetting",
    "VettingDecision",
]
