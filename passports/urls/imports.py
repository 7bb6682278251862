"""Imports."""

from django.urls import path

from passports.views import imports

urlpatterns = [
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/<uuid:run_id>/", imports.import_run, name="import_run"),
    path("imports/<uuid:run_id>/add/", imports.import_add, name="import_add"),
    path("imports/<uuid:run_id>/retry/", imports.import_retry, name="import_retry"),
    path("imports/items/<uuid:item_id>/retry/", imports.item_retry, name="import_item_retry"),
]
