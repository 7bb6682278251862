"""The passport as a whole."""

from django.urls import URLPattern, path

from passports.views import passport

urlpatterns: list[URLPattern] = [
    path("passport/", passport.passport, name="passport"),
    path("passport/build/", passport.builder, name="passport_builder"),
    *(
        path(
            f"claims/<uuid:claim_id>/{deed}/",
            passport.change,
            {"deed": deed},
            name=f"claim_{deed}",
        )
        for deed in ("up", "down", "hide", "show", "remove", "undo")
    ),
]
