"""The slow way back in without any factor."""

from django.urls import path

from accounts.views import recovery

urlpatterns = [
    path("recovery/start/", recovery.start, name="recovery_start"),
    path("recovery/cancel/<str:token>/", recovery.cancel_by_link, name="recovery_cancel"),
    path("settings/recovery/", recovery.recovery, name="recovery"),
]
