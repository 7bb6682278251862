"""Addresses of the answer as something to keep, and of the webhooks that tell of it."""

from django.urls import path

from employers.views import answers, webhooks

urlpatterns = [
    path(
        "employer/requests/<uuid:answered_id>/signed/",
        answers.employer_request_signed,
        name="employer_request_signed",
    ),
    path(
        "employer/requests/<uuid:answered_id>/pdf/",
        answers.employer_request_pdf,
        name="employer_request_pdf",
    ),
    path(
        "employer/requests/removed/",
        answers.employer_answers_removed,
        name="employer_answers_removed",
    ),
    path("answers/<str:token>/", answers.answer_paper, name="answer_paper"),
    path("organizations/<uuid:organization_id>/webhooks/", webhooks.webhooks, name="webhooks"),
    path("organizations/webhooks/<uuid:endpoint_id>/", webhooks.webhook, name="webhook"),
    path(
        "organizations/webhooks/<uuid:endpoint_id>/test/",
        webhooks.webhook_test,
        name="webhook_test",
    ),
    path(
        "organizations/webhooks/<uuid:endpoint_id>/secret/",
        webhooks.webhook_secret,
        name="webhook_secret",
    ),
    path(
        "organizations/webhooks/<uuid:endpoint_id>/remove/",
        webhooks.webhook_remove,
        name="webhook_remove",
    ),
    path(
        "organizations/webhooks/deliveries/<uuid:delivery_id>/again/",
        webhooks.webhook_send_again,
        name="webhook_send_again",
    ),
]
