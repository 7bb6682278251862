"""Verification requests as the holder sees them: read, narrow, authorize, decline."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.actions import requests as deeds
from employers.actions.requests import KEPT_DAYS
from employers.forms.deciding import DecideForm
from employers.models import VerificationRequest
from employers.shown import shown_request

ROWS_A_PAGE = 20


def _mine(request: HttpRequest):  # type: ignore[no-untyped-def]
    return VerificationRequest.objects.of_holder(request.user).select_related(
        "organization", "requested_by", "holder"
    )


@login_required
def requests_for_me(request: HttpRequest) -> HttpResponse:
    page = Paginator(_mine(request), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "employers/holder/list.html", {"page_obj": page})


@login_required
def request_for_me(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = get_object_or_404(_mine(request), id=request_id)
    if request.htmx:
        context = {"asked": asked, "shown": shown_request(asked, for_requester=False)}
        return render(request, "employers/partials/_answers.html", context)
    return _page(request, asked, DecideForm(asked=asked))


@require_POST
@login_required
def request_seen(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The holder starts to decide. A button, since links in mail are visited by scanners."""
    asked = get_object_or_404(_mine(request), id=request_id)
    if asked.is_open:
        deeds.see(request=asked, by=request.user)
    return redirect("request_for_me", request_id=asked.id)


@require_POST
@login_required
def request_authorize(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = get_object_or_404(_mine(request), id=request_id)
    form = DecideForm(request.POST, asked=asked)
    if not form.is_valid():
        return _page(request, asked, form)
    try:
        deeds.authorize(request=asked, by=request.user, included=form.included)
    except deeds.MoveLost:
        messages.error(request, _("This request is closed already. Nothing was disclosed now."))
    except deeds.NotAllowed:
        form.add_error("claims", _("Choose at least one claim, or decline the request."))
        return _page(request, asked, form)
    else:
        messages.success(request, _("You have authorized the answer."))
    return redirect("request_for_me", request_id=asked.id)


@require_POST
@login_required
def request_decline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = get_object_or_404(_mine(request), id=request_id)
    try:
        deeds.decline(request=asked, by=request.user)
    except deeds.MoveLost:
        messages.error(request, _("This request is closed already."))
    except deeds.NotAllowed:
        messages.error(request, _("This organization is suspended. There is nothing to decide."))
    else:
        messages.success(request, _("You have declined. Nothing was disclosed."))
    return redirect("request_for_me", request_id=asked.id)


def _page(request: HttpRequest, asked: VerificationRequest, form: DecideForm) -> HttpResponse:
    return render(
        request,
        "employers/holder/detail.html",
        {
            "asked": asked,
            "form": form,
            "shown": shown_request(asked, for_requester=False),
            "kept_days": KEPT_DAYS,
        },
    )
