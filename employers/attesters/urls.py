"""Addresses of attesters, of those who name them, and of an organization's inbox."""

from django.urls import path

from employers.views import (
    asked_about_me,
    attest,
    attestations,
    attester_contacts,
    employer_documents,
    registrar,
)

urlpatterns = [
    path("attest/<str:token>/", attest.attest, name="attest"),
    path("attest/<str:token>/hand-over/", attest.attest_hand_over, name="attest_hand_over"),
    path(
        "claims/<uuid:claim_id>/attester/",
        attester_contacts.attester_contact,
        name="attester_contact",
    ),
    path(
        "claims/<uuid:claim_id>/attester/remove/",
        attester_contacts.attester_contact_remove,
        name="attester_contact_remove",
    ),
    path("requests/claims/<uuid:row_id>/stop/", asked_about_me.row_stop, name="row_stop"),
    path("requests/claims/<uuid:row_id>/ask/", asked_about_me.row_ask_other, name="row_ask_other"),
    path(
        "requests/claims/<uuid:row_id>/document/", asked_about_me.row_document, name="row_document"
    ),
    path("documents/<uuid:document_id>/", asked_about_me.claim_document, name="claim_document"),
    path(
        "documents/<uuid:document_id>/remove/",
        asked_about_me.claim_document_remove,
        name="claim_document_remove",
    ),
    path(
        "employer/requests/<uuid:request_id>/documents/<uuid:document_id>/",
        employer_documents.employer_document,
        name="employer_document",
    ),
    path("employer/attestations/", attestations.attestations, name="attestations"),
    path(
        "employer/attestations/waiting.csv",
        attestations.attestations_download,
        name="attestations_download",
    ),
    path(
        "employer/attestations/answers/",
        attestations.attestations_upload,
        name="attestations_upload",
    ),
    path(
        "employer/attestations/<uuid:attestation_id>/",
        attestations.attestation,
        name="attestation",
    ),
    path("organizations/<uuid:organization_id>/registrar/", registrar.registrar, name="registrar"),
]
