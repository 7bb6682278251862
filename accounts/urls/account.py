"""A person's own account."""

from django.urls import path

from accounts.views import account, leaving, looks, proving

urlpatterns = [
    path("settings/", account.account, name="account"),
    path("settings/name/", account.rename, name="account_name"),
    path("account/looks/", looks.looks, name="admin_looks"),
    path("settings/download/", leaving.download, name="download_my_data"),
    path("settings/confirm/", proving.prove_by_code, name="prove_by_code"),
    path("settings/delete/", leaving.delete, name="delete_account"),
]
