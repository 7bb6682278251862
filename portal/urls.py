"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

import employers.api  # noqa: F401  (adds its part to the API, before its addresses are made)

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("passports.urls")),
    path("", include("employers.urls")),
    path("", include("portal.pages_urls")),
]
handler400 = "portal.views.errors.bad_request"
