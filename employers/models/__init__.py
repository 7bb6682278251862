"""The other side: verification requests and their answers."""

from employers.models.attestation_request import AttestationRequest, AttestationState
from employers.models.attested_claim import AttestedClaim, Said
from employers.models.attester_contact import AttesterContact, Standing
from employers.models.claim_document import ClaimDocument
from employers.models.correction import AdverseNotice, Correction, DisputedAnswer
from employers.models.guardian_consent import GuardianConsent, GuardianState
from employers.models.organization_block import OrganizationBlock
from employers.models.passed_on import PassedOn
from employers.models.portal_inquiry import InquiryState, PortalInquiry
from employers.models.portal_peer import PeerInstitution, PeerState, PortalPeer
from employers.models.portal_received import InquiryRefusal, ReceivedInquiry
from employers.models.registrar import Registrar
from employers.models.request_batch import BatchRow, BatchState, RequestBatch
from employers.models.request_disclosure import RequestDisclosure
from employers.models.request_question import RequestQuestion
from employers.models.request_report import ReportReason, ReportState, RequestReport
from employers.models.request_template import RequestTemplate
from employers.models.requested_claim import Answer, Layer, RequestedClaim
from employers.models.signed_answer import RemovedAnswer, SignedAnswer
from employers.models.signed_consent import ConsentEnd, SignedConsent, SignMethod
from employers.models.verification_request import RequestState, VerificationRequest
from employers.models.webhook import DeliveryState, WebhookDelivery, WebhookEndpoint, WebhookEvent

__all__ = [
    "AdverseNotice",
    "Answer",
    "AttestationRequest",
    "AttestationState",
    "AttestedClaim",
    "AttesterContact",
    "BatchRow",
    "BatchState",
    "ClaimDocument",
    "ConsentEnd",
    "Correction",
    "DeliveryState",
    "DisputedAnswer",
    "GuardianConsent",
    "GuardianState",
    "InquiryRefusal",
    "InquiryState",
    "Layer",
    "OrganizationBlock",
    "PassedOn",
    "PeerInstitution",
    "PeerState",
    "PortalInquiry",
    "PortalPeer",
    "ReceivedInquiry",
    "Registrar",
    "RemovedAnswer",
    "ReportReason",
    "ReportState",
    "RequestBatch",
    "RequestDisclosure",
    "RequestQuestion",
    "RequestReport",
    "RequestState",
    "RequestTemplate",
    "RequestedClaim",
    "Said",
    "SignMethod",
    "SignedAnswer",
    "SignedConsent",
    "Standing",
    "VerificationRequest",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
]
