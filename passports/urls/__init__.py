"""Addresses of this app, one file for each noun."""

from passports.urls import (
    bulk,
    claims,
    credentials,
    disputes,
    imports,
    machines,
    passport,
    sharing,
    verify,
)

urlpatterns = [
    *passport.urlpatterns,
    *bulk.urlpatterns,
    *claims.urlpatterns,
    *credentials.urlpatterns,
    *disputes.urlpatterns,
    *imports.urlpatterns,
    *machines.urlpatterns,
    *sharing.urlpatterns,
    *verify.urlpatterns,
]
