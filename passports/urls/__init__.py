"""Addresses of this app, one file for each noun."""

from passports.urls import claims, credentials, imports, passport, sharing, verify

urlpatterns = [
    *passport.urlpatterns,
    *claims.urlpatterns,
    *credentials.urlpatterns,
    *imports.urlpatterns,
    *sharing.urlpatterns,
    *verify.urlpatterns,
]
