"""The public page that checks without keeping; answers as of a day, and what they rest on."""

from django.urls import URLPattern, path

from passports.views import as_of, verify_page

urlpatterns: list[URLPattern] = [
    path("verify/", verify_page.verify_page, name="verify_page"),
    path(
        "credentials/<uuid:credential_id>/as-of/",
        as_of.credential_as_of,
        name="credential_as_of",
    ),
    path("archive/<uuid:archived_id>/", as_of.archived_document, name="archived_document"),
]
