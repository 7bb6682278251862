"""Notifications."""

from django.urls import path

from accounts.views import notifications

urlpatterns = [
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/read/", notifications.read, name="notifications_read"),
    path("notifications/mails/", notifications.mails, name="notification_mails"),
]
