"""Addresses of this app, one file for each noun."""

from accounts.urls import (
    account,
    addresses,
    age,
    consents,
    domains,
    notifications,
    organizations,
    recovery,
    single_sign_on,
)

urlpatterns = [
    *account.urlpatterns,
    *addresses.urlpatterns,
    *age.urlpatterns,
    *consents.urlpatterns,
    *domains.urlpatterns,
    *notifications.urlpatterns,
    *organizations.urlpatterns,
    *recovery.urlpatterns,
    *single_sign_on.urlpatterns,
]
