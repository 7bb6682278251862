"""Addresses of the employers' side, and of the holder's answers to it."""

from django.urls import path

from employers.answers import urls as answer_urls
from employers.attesters import urls as attester_urls
from employers.views import (
    adverse_use,
    asking,
    batches,
    consent,
    disputes,
    guardian,
    holder,
    home,
    inbox,
    invited,
    matching,
    measures,
    portals,
    protecting,
    questions,
    requests,
    shares,
    templates,
)

urlpatterns = [
    path("employer/", home.employer_home, name="employer_home"),
    path("employer/shares/<uuid:share_id>/", shares.employer_share, name="employer_share"),
    path(
        "employer/shares/<uuid:share_id>/open/",
        shares.employer_share_open,
        name="employer_share_open",
    ),
    path(
        "employer/shares/<uuid:share_id>/ask/",
        requests.employer_request_new,
        name="employer_request_new",
    ),
    path("employer/requests/", inbox.employer_requests, name="employer_requests"),
    path("employer/requests/ask/", asking.employer_request_ask, name="employer_request_ask"),
    path(
        "employer/requests/<uuid:draft_id>/edit/",
        asking.employer_request_edit,
        name="employer_request_edit",
    ),
    path(
        "employer/requests/<uuid:draft_id>/discard/",
        asking.employer_request_discard,
        name="employer_request_discard",
    ),
    path(
        "employer/requests/<uuid:request_id>/questions/<uuid:question_id>/reply/",
        questions.employer_request_reply,
        name="employer_request_reply",
    ),
    path(
        "employer/requests/templates/",
        templates.employer_request_templates,
        name="employer_request_templates",
    ),
    path(
        "employer/requests/templates/new/",
        templates.employer_request_template_new,
        name="employer_request_template_new",
    ),
    path(
        "employer/requests/templates/<uuid:template_id>/",
        templates.employer_request_template,
        name="employer_request_template",
    ),
    path(
        "employer/requests/templates/<uuid:template_id>/remove/",
        templates.employer_request_template_remove,
        name="employer_request_template_remove",
    ),
    path(
        "employer/requests/many/",
        batches.employer_request_batches,
        name="employer_request_batches",
    ),
    path(
        "employer/requests/many/sample/",
        batches.employer_request_batch_sample,
        name="employer_request_batch_sample",
    ),
    path(
        "employer/requests/many/<uuid:batch_id>/",
        batches.employer_request_batch,
        name="employer_request_batch",
    ),
    path(
        "employer/requests/many/<uuid:batch_id>/send/",
        batches.employer_request_batch_send,
        name="employer_request_batch_send",
    ),
    path(
        "employer/requests/many/<uuid:batch_id>/rest/",
        batches.employer_request_batch_rest,
        name="employer_request_batch_rest",
    ),
    path(
        "employer/requests/many/<uuid:batch_id>/discard/",
        batches.employer_request_batch_discard,
        name="employer_request_batch_discard",
    ),
    path(
        "employer/requests/<uuid:request_id>/", requests.employer_request, name="employer_request"
    ),
    path(
        "employer/requests/<uuid:request_id>/withdraw/",
        requests.employer_request_withdraw,
        name="employer_request_withdraw",
    ),
    path("employer/requests/measures/", measures.employer_measures, name="employer_measures"),
    path("measures/", measures.portal_measures, name="portal_measures"),
    path(
        "employer/requests/<uuid:request_id>/adverse/",
        adverse_use.employer_request_adverse,
        name="employer_request_adverse",
    ),
    path(
        "requests/<uuid:request_id>/claims/<uuid:row_id>/dispute/",
        disputes.request_dispute,
        name="request_dispute",
    ),
    path("requests/", holder.requests_for_me, name="requests_for_me"),
    path("requests/<uuid:request_id>/", holder.request_for_me, name="request_for_me"),
    path("requests/invited/<str:token>/", invited.request_invitation, name="request_invitation"),
    path("requests/portals/", portals.portal_inquiries, name="portal_inquiries"),
    path("requests/portals/refuse/", portals.portal_refuse, name="portal_refuse"),
    path("requests/blocked/", protecting.requests_blocked, name="requests_blocked"),
    path(
        "requests/blocked/<uuid:block_id>/unblock/",
        protecting.request_unblock,
        name="request_unblock",
    ),
    path("requests/<uuid:request_id>/take/", invited.request_take, name="request_take"),
    path("requests/<uuid:request_id>/match/", matching.request_match, name="request_match"),
    path(
        "requests/<uuid:request_id>/question/", questions.request_question, name="request_question"
    ),
    path("requests/<uuid:request_id>/block/", protecting.request_block, name="request_block"),
    path("requests/<uuid:request_id>/report/", protecting.request_report, name="request_report"),
    path("requests/<uuid:request_id>/read/", holder.request_seen, name="request_seen"),
    path(
        "requests/<uuid:request_id>/authorize/", holder.request_authorize, name="request_authorize"
    ),
    path("guardian/<str:token>/", guardian.guardian, name="guardian"),
    path("requests/<uuid:request_id>/guardian/", consent.request_guardian, name="request_guardian"),
    path("requests/<uuid:request_id>/consent/", consent.request_consent, name="request_consent"),
    path(
        "requests/<uuid:request_id>/consent/signed/", consent.signed_consent, name="signed_consent"
    ),
    path(
        "requests/<uuid:request_id>/consent/withdraw/",
        consent.signed_consent_withdraw,
        name="signed_consent_withdraw",
    ),
    path("requests/<uuid:request_id>/decline/", holder.request_decline, name="request_decline"),
]
urlpatterns += attester_urls.urlpatterns + answer_urls.urlpatterns
