"""Email addresses of both kinds."""

from django.urls import path

from accounts.views import addresses

urlpatterns = [
    path("settings/email-addresses/", addresses.addresses, name="email_addresses"),
    path(
        "settings/email-addresses/<uuid:address_id>/verify/",
        addresses.verify,
        name="credential_address_verify",
    ),
    path(
        "settings/email-addresses/<uuid:address_id>/code/",
        addresses.send_code,
        name="credential_address_code",
    ),
    path(
        "settings/email-addresses/<uuid:address_id>/remove/",
        addresses.remove,
        name="credential_address_remove",
    ),
]
