"""The holder's side."""

from passports.models.api_token import ApiScope, ApiToken
from passports.models.archive import ArchivedBody, ArchivedDocument, ArchivedKind
from passports.models.bulk_check import (
    BulkCheck,
    BulkPiece,
    BulkPieceState,
    BulkState,
)
from passports.models.claim import Assurance, Claim, ClaimKind, ClaimRevision, Precision
from passports.models.credential import Credential, VerdictChoice, VerificationReport
from passports.models.dispute import Dispute, DisputeState
from passports.models.document import Document
from passports.models.evidence import Evidence, Relation
from passports.models.import_run import ImportItem, ImportItemState, ImportRun
from passports.models.issued_credential import IssuedCredential, IssuedState
from passports.models.issued_status_list import (
    FLAGGED,
    STATUS_LIST_BITS,
    IssuedStatusEntry,
    IssuedStatusList,
    StatusPurpose,
)
from passports.models.issuer import (
    REMOTE_KINDS,
    Issuer,
    OrganizationIdentifier,
    PastRecognition,
    RecognizedIssuer,
    RegistryKind,
    SpeaksFor,
    TrustRegistry,
)
from passports.models.issuing_key import IssuingKey, IssuingKeyKind, IssuingKeyState
from passports.models.proposal import Proposal, ProposalState
from passports.models.share import Audience, Disclosure, Share, ShareCode, SharedClaim

__all__ = [
    "FLAGGED",
    "REMOTE_KINDS",
    "STATUS_LIST_BITS",
    "ApiScope",
    "ApiToken",
    "ArchivedBody",
    "ArchivedDocument",
    "ArchivedKind",
    "Assurance",
    "Audience",
    "BulkCheck",
    "BulkPiece",
    "BulkPieceState",
    "BulkState",
    "Claim",
    "ClaimKind",
    "ClaimRevision",
    "Credential",
    "Disclosure",
    "Dispute",
    "DisputeState",
    "Document",
    "Evidence",
    "ImportItem",
    "ImportItemState",
    "ImportRun",
    "IssuedCredential",
    "IssuedState",
    "IssuedStatusEntry",
    "IssuedStatusList",
    "Issuer",
    "IssuingKey",
    "IssuingKeyKind",
    "IssuingKeyState",
    "OrganizationIdentifier",
    "PastRecognition",
    "Precision",
    "Proposal",
    "ProposalState",
    "RecognizedIssuer",
    "RegistryKind",
    "Relation",
    "Share",
    "ShareCode",
    "SharedClaim",
    "SpeaksFor",
    "StatusPurpose",
    "TrustRegistry",
    "VerdictChoice",
    "VerificationReport",
]
