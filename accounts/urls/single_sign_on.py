"""Sign-in by an organization's own provider."""

from django.urls import path

from accounts.views import single_sign_on, sso_settings

urlpatterns = [
    path("sso/", single_sign_on.start, name="sso"),
    path("sso/callback/<uuid:organization_id>/", single_sign_on.callback, name="sso_callback"),
    path(
        "sso/logout/<uuid:organization_id>/",
        single_sign_on.backchannel_logout,
        name="sso_backchannel_logout",
    ),
    path("sso/confirm/", single_sign_on.confirm, name="sso_confirm"),
    path("sso/own-way/", single_sign_on.own_way, name="sso_own_way"),
    path("sso/ended/", single_sign_on.ended, name="sso_ended"),
    path(
        "organizations/<uuid:organization_id>/sign-in/",
        sso_settings.settings_page,
        name="sso_settings",
    ),
    path("organizations/<uuid:organization_id>/sign-in/test/", sso_settings.test, name="sso_test"),
    path(
        "organizations/<uuid:organization_id>/sign-in/switch/",
        sso_settings.switch,
        name="sso_switch",
    ),
    path(
        "organizations/<uuid:organization_id>/sign-in/remove/",
        sso_settings.remove,
        name="sso_remove",
    ),
]
