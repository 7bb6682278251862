"""The domains of an organization."""

from django.urls import path

from accounts.views import domains

urlpatterns = [
    path("organizations/<uuid:organization_id>/domains/", domains.domains, name="domains"),
    path("organizations/domains/<uuid:proof_id>/", domains.domain, name="domain"),
    path("organizations/domains/<uuid:proof_id>/check/", domains.check, name="domain_check"),
    path("organizations/domains/<uuid:proof_id>/code/", domains.send_code, name="domain_code"),
    path("organizations/domains/<uuid:proof_id>/end/", domains.end, name="domain_end"),
]
