"""The portal's own pages."""

from django.urls import path

from portal.views import landing

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("home/", landing.home, name="home"),
]
