"""The portal's own pages."""

from django.urls import path

from portal.views import gallery, health, home, landing

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("home/", home.home, name="home"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("healthz", health.healthz, name="healthz"),
]
