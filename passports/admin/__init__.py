"""What administrators see of this app."""

from passports.admin.archive import ArchivedDocumentAdmin, PastRecognitionAdmin
from passports.admin.claims import ClaimAdmin
from passports.admin.credentials import CredentialAdmin, DocumentAdmin, VerificationReportAdmin
from passports.admin.disputes import DisputeAdmin
from passports.admin.imports import ImportItemAdmin, ImportRunAdmin
from passports.admin.issuers import IssuerAdmin
from passports.admin.issuing import (
    ApiTokenAdmin,
    IssuedCredentialAdmin,
    IssuedStatusListAdmin,
    IssuingKeyAdmin,
)
from passports.admin.registries import (
    OrganizationIdentifierAdmin,
    RecognizedIssuerAdmin,
    TrustRegistryAdmin,
)
from passports.admin.sharing import DisclosureAdmin, ShareAdmin

__all__ = [
    "ApiTokenAdmin",
    "ArchivedDocumentAdmin",
    "ClaimAdmin",
    "CredentialAdmin",
    "DisclosureAdmin",
    "DisputeAdmin",
    "DocumentAdmin",
    "ImportItemAdmin",
    "ImportRunAdmin",
    "IssuedCredentialAdmin",
    "IssuedStatusListAdmin",
    "IssuerAdmin",
    "IssuingKeyAdmin",
    "OrganizationIdentifierAdmin",
    "PastRecognitionAdmin",
    "RecognizedIssuerAdmin",
    "ShareAdmin",
    "TrustRegistryAdmin",
    "VerificationReportAdmin",
]
