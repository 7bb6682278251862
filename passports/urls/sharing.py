"""Shares and disclosures."""

from django.urls import URLPattern, path

from passports.views import public, sharing

urlpatterns: list[URLPattern] = [
    path("shares/", sharing.share_list, name="shares"),
    path("shares/new/", sharing.share_new, name="share_new"),
    path("shares/<uuid:share_id>/", sharing.share, name="share"),
    path("shares/<uuid:share_id>/new-link/", sharing.new_link, name="share_new_link"),
    path("shares/<uuid:share_id>/extend/", sharing.extend, name="share_extend"),
    path("shares/<uuid:share_id>/narrow/", sharing.narrow, name="share_narrow"),
    path("shares/<uuid:share_id>/withdraw/", sharing.withdraw, name="share_withdraw"),
    path("disclosures/<uuid:disclosure_id>/", sharing.disclosure, name="disclosure"),
    path("shares/received/<uuid:share_id>/", public.received, name="share_received"),
    path("shares/opened/<uuid:disclosure_id>/", public.opened, name="share_opened"),
    path("s/<str:token>/", public.share_link, name="share_link"),
]
