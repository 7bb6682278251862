"""What the link in an invitation opens, and taking a request over. Scanners visit links in mail: a
GET changes nothing."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from employers.actions.asking import invitations as deeds
from employers.actions.refusals import MoveLost, NotInvited
from employers.asking.purposes import legal_basis
from employers.models import RequestState, VerificationRequest
from portal.kernel.rate_limit import limited
from portal.kernel.token_page import token_page


@token_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("request-invitation", rate="60/h")
def request_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks for what, before anybody signs up; the button takes the request over."""
    found = deeds.request_of_token(token)
    if found is None or found.state == RequestState.DRAFT:
        raise Http404
    if request.method != "POST":
        return _page(request, found)
    if not request.user.is_authenticated:
        return redirect("account_login")
    if found.holder_id == request.user.pk:
        return redirect("request_for_me", request_id=found.id)
    return _take(request, found) or _page(request, found, status=409)


@require_POST
@login_required
def request_take(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The same from the list, for somebody who came without the link."""
    sent = VerificationRequest.objects.sent_to_address_of(request.user)
    found = get_object_or_404(sent.select_related("organization"), id=request_id)
    answer = _take(request, found)
    if answer is None:
        messages.error(request, _("This request is closed already."))
    return answer or redirect("requests_for_me")


def _take(request: HttpRequest, found: VerificationRequest) -> HttpResponse | None:
    try:
        deeds.take(request=found, by=request.user)
    except NotInvited:
        return _page(request, found, status=403)
    except MoveLost:
        found.refresh_from_db()
        return None
    return redirect("request_for_me", request_id=found.id)


def _page(request: HttpRequest, found: VerificationRequest, status: int = 200) -> HttpResponse:
    mine = request.user.is_authenticated and found.holder_id == request.user.pk
    return render(
        request,
        "employers/invitation.html",
        {
            "asked": found,
            "claims": found.requested_claims.all(),
            "legal_basis": legal_basis(found.purpose_code),
            "is_open": found.is_open and found.organization.is_vetted and not found.undelivered,
            "is_mine": mine,
            "is_taken": found.holder_id is not None and not mine,
            "may_take": request.user.is_authenticated
            and deeds.may_take(request=found, user=request.user),
            "address": _masked(found.invited_email),
        },
        status=status,
    )


def _masked(email: str) -> str:
    """Enough for its owner to know which one it is; nothing new for whoever got the link."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}•••{at}{domain}"
