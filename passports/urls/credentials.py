"""Credentials and their proposals."""

from django.urls import path

from passports.views import credentials, proposals

urlpatterns = [
    path("credentials/", credentials.credential_list, name="credentials"),
    path("credentials/<uuid:credential_id>/", credentials.credential, name="credential"),
    path(
        "credentials/<uuid:credential_id>/history/",
        credentials.history,
        name="credential_history",
    ),
    path(
        "credentials/<uuid:credential_id>/check/", credentials.check_again, name="credential_check"
    ),
    path("credentials/<uuid:credential_id>/file/", credentials.file, name="credential_file"),
    path("credentials/<uuid:credential_id>/inside/", credentials.inside, name="credential_inside"),
    path("credentials/<uuid:credential_id>/remove/", credentials.remove, name="credential_remove"),
    path("credentials/<uuid:credential_id>/claim/", proposals.proposal, name="proposal"),
    path(
        "credentials/<uuid:credential_id>/claim/ignore/", proposals.ignore, name="proposal_ignore"
    ),
    path(
        "credentials/<uuid:credential_id>/claim/again/",
        proposals.take_up_again,
        name="proposal_take_up_again",
    ),
]
