"""The holder's side."""

from passports.models.claim import Assurance, Claim, ClaimKind, ClaimRevision, Precision
from passports.models.credential import Credential, VerdictChoice, VerificationReport
from passports.models.document import Document
from passports.models.evidence import Evidence, Relation
from passports.models.import_run import ImportItem, ImportItemState, ImportRun
from passports.models.issuer import Issuer, RecognizedIssuer, TrustRegistry
from passports.models.proposal import Proposal, ProposalState
from passports.models.share import Audience, Disclosure, Share, ShareCode, SharedClaim

__all__ = [
    "Assurance",
    "Audience",
    "Claim",
    "ClaimKind",
    "ClaimRevision",
    "Credential",
    "Disclosure",
    "Document",
    "Evidence",
    "ImportItem",
    "ImportItemState",
    "ImportRun",
    "Issuer",
    "Precision",
    "Proposal",
    "ProposalState",
    "RecognizedIssuer",
    "Relation",
    "Share",
    "ShareCode",
    "SharedClaim",
    "TrustRegistry",
    "VerdictChoice",
    "VerificationReport",
]
