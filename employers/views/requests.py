"""Verification requests as the requester sees them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.current import membership_of, organization_of
from accounts.permissions import member_required
from employers.actions import requests as deeds
from employers.actions.asking.questions import UNFINISHED_STATES
from employers.actions.refusals import MoveLost, NotAllowed
from employers.actions.requests import MAY_ASK
from employers.asking.purposes import legal_basis
from employers.forms.asking import AskForm
from employers.forms.holding import ReplyForm
from employers.models import RemovedAnswer, RequestState, VerificationRequest
from employers.shown import shown_request
from passports.models import Disclosure, Share
from portal.kernel.rate_limit import limited


def _requests(request: HttpRequest):  # type: ignore[no-untyped-def]
    return (
        VerificationRequest.objects.visible_to(request.user)
        .filter(organization=organization_of(request))
        .select_related("organization", "holder", "requested_by", "share")
    )


@member_required()
def employer_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = _requests(request).filter(id=request_id).first()
    if asked is None:
        return _removed(request, request_id)
    if asked.state == RequestState.DRAFT and _may_ask(request):
        return redirect("employer_request_edit", draft_id=asked.id)
    return requester_page(request, asked)


def _removed(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """What is left of an answer whose term has ended. Raises Http404 where there was none."""
    rows = RemovedAnswer.objects.visible_to(request.user)
    row = get_object_or_404(rows, organization=organization_of(request), request_id=request_id)
    return render(request, "employers/answers/gone.html", {"row": row}, status=410)


def requester_page(
    request: HttpRequest, asked: VerificationRequest, reply_form: ReplyForm | None = None
) -> HttpResponse:
    """The page of one request, with the reply that did not work if there is one."""
    fragment = request.htmx and request.method == "GET"
    return render(
        request,
        "employers/partials/_answers.html" if fragment else "employers/requests/detail.html",
        {
            "asked": asked,
            "shown": shown_request(asked, for_requester=True),
            "for_requester": True,
            "legal_basis": legal_basis(asked.purpose_code),
            "consent": asked.signed_consents.in_force().first(),
            "questions": asked.questions.all(),
            "reply_form": reply_form or ReplyForm(),
            "may_reply": _may_ask(request) and asked.state in UNFINISHED_STATES,
            "may_withdraw": _may_ask(request) and _is_unfinished(asked),
        },
    )


def _may_ask(request: HttpRequest) -> bool:
    membership = membership_of(request)
    return membership is not None and membership.role in MAY_ASK


def _is_unfinished(asked: VerificationRequest) -> bool:
    return asked.is_open or asked.state == RequestState.AUTHORIZED


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
                **form.terms(),
            )
        except NotAllowed:
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
    except MoveLost:
        messages.error(
            request, _("The request was decided in the meantime, so it cannot be withdrawn.")
        )
    else:
        messages.success(request, _("You have withdrawn the request."))
    return redirect("employer_request", request_id=asked.id)
