"""The portal's own pages."""

from django.urls import path

from portal.views import dev_mail, gallery, health, home, landing

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("home/", home.home, name="home"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("dev/mail", dev_mail.dev_mail, name="dev_mail"),
]
