"""A person's own account."""

from django.urls import path

from accounts.views import account, leaving

urlpatterns = [
    path("settings/", account.account, name="account"),
    path("settings/name/", account.rename, name="account_name"),
    path("settings/download/", leaving.download, name="download_my_data"),
    path("settings/delete/", leaving.delete, name="delete_account"),
]
