"""Verification requests as the requester sees them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.current import membership_of, organization_of
from accounts.permissions import member_required
from employers.actions import requests as deeds
from employers.actions.requests import MAY_ASK
from employers.forms.asking import AskForm
from employers.models import RequestState, VerificationRequest
from employers.shown import shown_request
from passports.models import Disclosure, Share
from portal.kernel.rate_limit import limited

ROWS_A_PAGE = 50


def _requests(request: HttpRequest):  # type: ignore[no-untyped-def]
    return (
        VerificationRequest.objects.visible_to(request.user)
        .filter(organization=organization_of(request))
        .select_related("organization", "holder", "requested_by", "share")
    )


@member_required()
def employer_requests(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = _requests(request)
    if state in RequestState.values:
        rows = rows.filter(state=state)
    return render(
        request,
        "employers/requests/list.html",
        {
            "page_obj": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
            "state": state,
            "states": RequestState.choices,
        },
    )


@member_required()
def employer_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = get_object_or_404(_requests(request), id=request_id)
    template = (
        "employers/partials/_answers.html" if request.htmx else "employers/requests/detail.html"
    )
    membership = membership_of(request)
    return render(
        request,
        template,
        {
            "asked": asked,
            "shown": shown_request(asked, for_requester=True),
            "may_withdraw": membership is not None
            and membership.role in MAY_ASK
            and (asked.is_open or asked.state == RequestState.AUTHORIZED),
        },
    )


@member_required(roles=MAY_ASK)
@limited("request-send", rate="60/h", key="user")
def employer_request_new(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Ask for claims of a live share. Only somebody who has opened it knows what to ask."""
    organization = organization_of(request)
    share = get_object_or_404(
        Share.objects.addressed_to(organization).live().select_related("holder"), id=share_id
    )
    if not Disclosure.objects.filter(share=share, organization=organization).exists():
        raise Http404
    form = AskForm(request.POST or None, share=share)
    if request.method == "POST" and form.is_valid():
        try:
            asked = deeds.send(
                organization=organization,
                by=request.user,
                share=share,
                claims=form.cleaned_data["claims"],
                purpose=form.stated_purpose,
                deadline=form.deadline_at,
                reference=form.cleaned_data["reference"],
                message=form.cleaned_data["message"],
            )
        except deeds.NotAllowed:
            form.add_error(
                None, _("The share has changed in the meantime. Open it again, then ask.")
            )
        else:
            messages.success(
                request, _("Your request was sent. You will hear from us when it is answered.")
            )
            return redirect("employer_request", request_id=asked.id)
    return render(request, "employers/requests/new.html", {"share": share, "form": form})


@require_POST
@member_required(roles=MAY_ASK)
def employer_request_withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = get_object_or_404(_requests(request), id=request_id)
    try:
        deeds.withdraw(request=asked, by=request.user)
    except deeds.MoveLost:
        messages.error(
            request, _("The request was decided in the meantime, so it cannot be withdrawn.")
        )
    else:
        messages.success(request, _("You have withdrawn the request."))
    return redirect("employer_request", request_id=asked.id)
