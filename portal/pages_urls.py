"""The portal's own pages."""

from django.urls import path

from portal.views import health, landing

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("home/", landing.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
]
