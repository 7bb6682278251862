"""Disputes."""

from django.urls import path

from passports.views import disputes

urlpatterns = [
    path("disputes/", disputes.dispute_list, name="disputes"),
    path("disputes/<uuid:dispute_id>/", disputes.dispute, name="dispute"),
    path("disputes/<uuid:dispute_id>/withdraw/", disputes.withdraw, name="dispute_withdraw"),
    path("claims/<uuid:claim_id>/dispute/", disputes.dispute_new, name="dispute_new"),
]
