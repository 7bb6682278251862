"""Texts, and agreement to them."""

from django.urls import path

from accounts.views import consents

urlpatterns = [
    path("texts/<uuid:text_id>/", consents.text, name="consent_text"),
    path("agree/", consents.agree, name="agree"),
    path("settings/consents/", consents.history, name="consents"),
    path(
        "settings/consents/<uuid:consent_id>/withdraw/", consents.withdraw, name="consent_withdraw"
    ),
]
