"""Addresses of this app, one file for each noun."""

from accounts.urls import account, addresses, consents, notifications, organizations, recovery

urlpatterns = [
    *account.urlpatterns,
    *addresses.urlpatterns,
    *consents.urlpatterns,
    *notifications.urlpatterns,
    *organizations.urlpatterns,
    *recovery.urlpatterns,
]
