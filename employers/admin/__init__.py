"""What administrators see of this app."""

from employers.admin.answers import (
    RemovedAnswerAdmin,
    SignedAnswerAdmin,
    WebhookDeliveryAdmin,
    WebhookEndpointAdmin,
)
from employers.admin.attestations import AttestationRequestAdmin, AttesterContactAdmin
from employers.admin.portals import PortalInquiryAdmin, PortalPeerAdmin, ReceivedInquiryAdmin
from employers.admin.protecting import CorrectionAdmin, OrganizationBlockAdmin, RequestBatchAdmin
from employers.admin.reports import RequestReportAdmin
from employers.admin.requests import VerificationRequestAdmin

__all__ = [
    "AttestationRequestAdmin",
    "AttesterContactAdmin",
    "CorrectionAdmin",
    "OrganizationBlockAdmin",
    "PortalInquiryAdmin",
    "PortalPeerAdmin",
    "ReceivedInquiryAdmin",
    "RemovedAnswerAdmin",
    "RequestBatchAdmin",
    "RequestReportAdmin",
    "SignedAnswerAdmin",
    "VerificationRequestAdmin",
    "WebhookDeliveryAdmin",
    "WebhookEndpointAdmin",
]
