"""Addresses of the employers' side, and of the holder's answers to it."""

from django.urls import path

from employers.views import holder, home, requests, shares

urlpatterns = [
    path("employer/", home.employer_home, name="employer_home"),
    path("employer/shares/<uuid:share_id>/", shares.employer_share, name="employer_share"),
    path(
        "employer/shares/<uuid:share_id>/open/",
        shares.employer_share_open,
        name="employer_share_open",
    ),
    path(
        "employer/shares/<uuid:share_id>/ask/",
        requests.employer_request_new,
        name="employer_request_new",
    ),
    path("employer/requests/", requests.employer_requests, name="employer_requests"),
    path(
        "employer/requests/<uuid:request_id>/", requests.employer_request, name="employer_request"
    ),
    path(
        "employer/requests/<uuid:request_id>/withdraw/",
        requests.employer_request_withdraw,
        name="employer_request_withdraw",
    ),
    path("requests/", holder.requests_for_me, name="requests_for_me"),
    path("requests/<uuid:request_id>/", holder.request_for_me, name="request_for_me"),
    path("requests/<uuid:request_id>/read/", holder.request_seen, name="request_seen"),
    path(
        "requests/<uuid:request_id>/authorize/", holder.request_authorize, name="request_authorize"
    ),
    path("requests/<uuid:request_id>/decline/", holder.request_decline, name="request_decline"),
]
