"""Claims."""

from django.urls import URLPattern, path

from passports.views import claims

urlpatterns: list[URLPattern] = [
    path("claims/add/", claims.choose_kind, name="claim_choose_kind"),
    path("claims/add/<slug:kind>/", claims.add, name="claim_add"),
    path("claims/<uuid:claim_id>/", claims.claim, name="claim"),
    path("claims/<uuid:claim_id>/edit/", claims.edit, name="claim_edit"),
    path("claims/<uuid:claim_id>/history/", claims.history, name="claim_history"),
    path("claims/<uuid:claim_id>/attach/", claims.attach, name="claim_attach"),
    path(
        "claims/<uuid:claim_id>/evidence/<uuid:evidence_id>/detach/",
        claims.detach,
        name="claim_detach",
    ),
]
