"""Bulk checks."""

from django.urls import path

from passports.views import bulk

urlpatterns = [
    path("bulk/", bulk.bulk_checks, name="bulk_checks"),
    path("bulk/<uuid:check_id>/", bulk.bulk_check, name="bulk_check"),
    path("bulk/<uuid:check_id>/results.jsonl", bulk.bulk_results_json, name="bulk_results_json"),
    path("bulk/<uuid:check_id>/results.csv", bulk.bulk_results_csv, name="bulk_results_csv"),
    path("bulk/<uuid:check_id>/remove/", bulk.bulk_check_remove, name="bulk_check_remove"),
]
