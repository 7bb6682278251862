"""Every address of the URLconf, and what is known of each by hand."""

from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Not ours: their own suites test who may do what, and tests/accounts and tests/*/test_admin.py test
# how this portal sets them up. Requests without a token against forgery are still tried on them.
LIBRARIES = ("allauth.", "django.contrib.admin.", "portal.site_admin.")

# Pages for everybody, signed in or not. A new one is added here by hand, after thinking.
OPEN_TO_EVERYBODY = {
    "landing",
    "healthz",
    "readyz",
    "consent_text",
    "verify_page",
    # What verifiers fetch, and what the API is like.
    "portal_did",
    "organization_did",
    "status_list",
    "api_docs",
    "api:openapi-json",
    "api:api-root",
    # Development only: tests/portal/test_production_settings.py proves that production has neither.
    "gallery",
    "dev_mail",
}
# Only for who has just given a password or code, and waits at the second factor.
# And on the way to an organization's provider and back: without a sign-in that was begun, there is
# nothing to see (tests/accounts/sso).
SIGNING_IN = {
    "recovery_start",
    "sso",
    "sso_callback",
    "sso_confirm",
    "sso_ended",
    "sso_own_way",
}
# Whoever holds the token may read the page; what they may do there is tested in
# tests/passports/sharing/test_public.py and tests/accounts. Here the token is a guess.
BY_TOKEN = {
    "answer_paper",
    "attest",
    "attest_hand_over",
    "guardian",
    "invitation",
    "recovery_cancel",
    "request_invitation",
    "share_link",
}
# Only for the bearer of an API token; a session opens nothing there (tests/passports/api).
BY_API_TOKEN = {
    "api:api_attestations",
    "api:api_attestation_answer",
    "api:api_issue",
    "api:api_requests",
    "api:api_requests_send",
    "api:api_request",
    "api:api_request_signed",
    "api:api_request_pdf",
    "api:api_request_withdraw",
    "api:api_verify",
    "api:api_verify_presentation",
    "api:api_status",
    "api:api_verify_batch",
}
# Of these, what is read: a POST is no method there.
READ_BY_API_TOKEN = {
    "api:api_attestations",
    "api:api_request",
    "api:api_request_pdf",
    "api:api_request_signed",
}
# One address under two names, which is read and sent to.
READ_AND_SENT_BY_API_TOKEN = {"api:api_requests", "api:api_requests_send"}
# Only for another portal that is known here, by the signature in the body
# (tests/employers/portals/test_answering.py).
BY_SIGNATURE = {"api:api_portal_requests"}
# Only for an organization's provider, by the signature of its token
# (tests/accounts/sso/test_logout.py).
BY_PROVIDER = {"sso_backchannel_logout"}
BY_MACHINE = BY_API_TOKEN | BY_SIGNATURE | BY_PROVIDER
# Pages about the reader, who sees nothing of anybody else.
OWN = {
    "account",
    "account_name",
    "admin_looks",
    "age",
    "agree",
    "claim_add",
    "claim_choose_kind",
    "consents",
    "credentials",
    "delete_account",
    "disputes",
    "download_my_data",
    "email_addresses",
    "home",
    "import_new",
    "imports",
    "notification_mails",
    "notifications",
    "notifications_read",
    "organization_new",
    "passport",
    "passport_builder",
    "portal_inquiries",
    "portal_refuse",
    "prove_by_code",
    "recovery",
    "requests_blocked",
    "requests_for_me",
    "share_new",
    "shares",
}
# The same for members of an organization; for anybody else they are not there.
OWN_OF_MEMBERS = {
    "attestations",
    "attestations_download",
    "attestations_upload",
    "bulk_checks",
    "employer_answers_removed",
    "employer_home",
    "employer_measures",
    "employer_request_ask",
    "employer_request_batch_sample",
    "employer_request_batches",
    "employer_request_template_new",
    "employer_request_templates",
    "employer_requests",
}


class Address(NamedTuple):
    name: str
    arguments: tuple[str, ...]
    fixed: dict[str, Any]
    callback: Any

    def url(self, values: dict[str, Any]) -> str:
        """Raises KeyError for an argument that the table of objects does not know."""
        wanted = {argument: values[argument] for argument in self.arguments}
        return reverse(self.name, kwargs=wanted)


def _walk(patterns: list[Any], namespace: str = "") -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            found += _walk(pattern.url_patterns, namespace + inner)
        else:
            found.append((f"{namespace}{pattern.name}", pattern))
    return found


def _is_ours(pattern: URLPattern) -> bool:
    module = getattr(pattern.callback, "__module__", "")
    admin = getattr(pattern.callback, "model_admin", None) or getattr(
        pattern.callback, "admin_site", None
    )
    return not module.startswith(LIBRARIES) and admin is None


def our_addresses() -> list[Address]:
    found = []
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and str(resolver.pattern) == "admin/":
            continue
        patterns = _walk([resolver])
        found += [
            Address(
                name,
                tuple(pattern.pattern.converters),
                pattern.default_args,
                pattern.callback,
            )
            for name, pattern in patterns
            if _is_ours(pattern)
        ]
    return found


ADDRESSES = our_addresses()
PRIVATE = [
    address
    for address in ADDRESSES
    if address.name
    not in OPEN_TO_EVERYBODY | SIGNING_IN | BY_TOKEN | BY_MACHINE | OWN | OWN_OF_MEMBERS
]
