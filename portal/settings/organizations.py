"""How organizations prove who they are, and sign-in by their own providers."""

from portal.settings.environment import env

# Name servers that look up the records that prove a domain, as address or address:port. None: those
# of this machine.
DNS_RESOLVERS = env.list("DNS_RESOLVERS", default=[])
DNS_TIMEOUT_SECONDS = env.float("DNS_TIMEOUT_SECONDS", default=8.0)

# Where a session that was opened by an organization's provider begins, and every page that it
# reaches, by name. Whatever is not here belongs to the person and asks for their own sign-in. Not
# here either: what would let the provider widen its own power (domains, sign-in settings).
SSO_HOME = "employer_home"
SSO_PAGES = frozenset(
    {
        # The session itself.
        "account_logout",
        "sso",
        "sso_callback",
        "sso_confirm",
        "sso_own_way",
        "sso_ended",
        "age",
        "agree",
        "consent_text",
        # The organization and its members.
        "organization",
        "organization_invite",
        "invitation_withdraw",
        "member_role",
        "member_remove",
        # What is shared with the organization, and what it asks.
        "employer_home",
        "employer_share",
        "employer_share_open",
        "employer_requests",
        "employer_request",
        "employer_request_new",
        "employer_request_withdraw",
        "employer_request_ask",
        "employer_request_edit",
        "employer_request_discard",
        "employer_request_reply",
        "employer_request_templates",
        "employer_request_template_new",
        "employer_request_template",
        "employer_request_template_remove",
        "employer_request_batches",
        "employer_request_batch_sample",
        "employer_request_batch",
        "employer_request_batch_send",
        "employer_request_batch_rest",
        "employer_request_batch_discard",
        "employer_request_adverse",
        "employer_document",
        "employer_measures",
        "employer_answers_removed",
        "employer_request_pdf",
        "employer_request_signed",
        "answer_paper",
        "attest",
        "attest_hand_over",
        "attestation",
        "attestations",
        "attestations_download",
        "attestations_upload",
        "registrar",
        "share_link",
        "share_received",
        "share_opened",
        "bulk_check",
        "bulk_checks",
        "bulk_check_remove",
        # For everybody.
        "verify_page",
        "healthz",
        "readyz",
        "api_docs",
        "portal_did",
        "organization_did",
        "status_list",
        "gallery",
        "dev_mail",
    }
)
__all__ = ["DNS_RESOLVERS", "DNS_TIMEOUT_SECONDS", "SSO_HOME", "SSO_PAGES"]
