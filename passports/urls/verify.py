"""The public page that checks without keeping."""

from django.urls import URLPattern, path

from passports.views import verify_page

urlpatterns: list[URLPattern] = [path("verify/", verify_page.verify_page, name="verify_page")]
