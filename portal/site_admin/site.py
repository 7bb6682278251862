"""The admin site. Being staff is not enough: the session must have used a second factor."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    site_header = _("Career Passport administration")
    site_title = _("Career Passport administration")
