"""The claim that a credential would support: the holder accepts, edits or ignores it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passports.actions import proposals
from passports.claims import KINDS
from passports.models import Proposal, ProposalState
from portal.kernel.way_back import back_from, with_way_back


@login_required
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The proposed claim in the form of its kind, ready to be accepted as it is or changed."""
    found = _visible(request, credential_id)
    back = back_from(request)
    here = with_way_back(reverse("credential", args=[credential_id]), back)
    if found.state == ProposalState.ACCEPTED:
        return redirect(back or here)
    kind = KINDS[found.kind]
    data = request.POST if request.method == "POST" else None
    form = kind.form(data, initial=kind.form.initial_from(found.values))
    if request.method == "POST" and form.is_valid():
        claim = proposals.accept(proposal=found, values=form.values(), by=request.user)
        if claim is not None:
            messages.success(request, _("It is in your passport now, with this credential."))
        return redirect(back or here)
    context = {
        "proposal": found,
        "credential": found.credential,
        "kind": kind,
        "form": form,
        "back": here,
    }
    return render(request, "passports/credentials/proposal.html", context)


@login_required
@require_POST
def ignore(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    found = _visible(request, credential_id)
    if proposals.ignore(proposal=found, by=request.user):
        messages.success(
            request, _("Nothing was added to your passport. You can still change your mind.")
        )
    here = reverse("credential", args=[credential_id])
    return redirect(with_way_back(here, back_from(request)))


@login_required
@require_POST
def take_up_again(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    found = _visible(request, credential_id)
    proposals.take_up_again(proposal=found, by=request.user)
    here = reverse("proposal", args=[credential_id])
    return redirect(with_way_back(here, back_from(request)))


def _visible(request: HttpRequest, credential_id: UUID) -> Proposal:
    return get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related("credential"),
        credential_id=credential_id,
    )
