"""What administrators see of this app."""

from passports.admin.claims import ClaimAdmin
from passports.admin.credentials import CredentialAdmin, DocumentAdmin, VerificationReportAdmin
from passports.admin.imports import ImportItemAdmin, ImportRunAdmin
from passports.admin.issuers import IssuerAdmin
from passports.admin.issuing import (
    ApiTokenAdmin,
    IssuedCredentialAdmin,
    IssuedStatusListAdmin,
    IssuingKeyAdmin,
)
from passports.admin.registries import RecognizedIssuerAdmin, TrustRegistryAdmin
from passports.admin.sharing import DisclosureAdmin, ShareAdmin

__all__ = [
    "ApiTokenAdmin",
    "ClaimAdmin",
    "CredentialAdmin",
    "DisclosureAdmin",
    "DocumentAdmin",
    "ImportItemAdmin",
    "ImportRunAdmin",
    "IssuedCredentialAdmin",
    "IssuedStatusListAdmin",
    "IssuerAdmin",
    "IssuingKeyAdmin",
    "RecognizedIssuerAdmin",
    "ShareAdmin",
    "TrustRegistryAdmin",
    "VerificationReportAdmin",
]
