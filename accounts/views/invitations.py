"""Inviting people, and answering an invitation."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions import invitations as actions
from accounts.current import choose_organization
from accounts.forms.organizations import InvitationForm
from accounts.models import Invitation, InvitationState, Role
from accounts.views.organizations import (
    organization_page,
    require_own_session,
    visible_organization,
)
from portal.kernel.rate_limit import limited
from portal.kernel.token_page import token_page


@login_required
@require_POST
@limited("invite", rate="30/h", key="user")
def invite(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    organization, mine = visible_organization(request, organization_id)
    if mine.role != Role.OWNER:
        raise PermissionDenied(_("Only an owner of the organization can do this."))
    form = InvitationForm(request.POST)
    if form.is_valid():
        require_own_session(request, form.cleaned_data["role"])
        try:
            actions.invite(organization=organization, by=request.user, **form.cleaned_data)
        except actions.NotVetted:
            form.add_error(None, _("You can invite people when your organization is vetted."))
        except actions.AlreadyMember:
            form.add_error("email", _("This person is a member already."))
        except actions.AlreadyInvited:
            form.add_error("email", _("This address has an open invitation already."))
        else:
            messages.success(
                request,
                _("We are sending the invitation to %(email)s.")
                % {"email": form.cleaned_data["email"]},
            )
            return redirect("organization", organization.id)
    return organization_page(request, organization, mine, form)


@login_required
@require_POST
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), id=invitation_id)
    if actions.withdraw(invitation=invitation, by=request.user):
        messages.success(request, _("The invitation is withdrawn."))
    else:
        messages.warning(request, _("This invitation was answered already."))
    return redirect("organization", invitation.organization_id)


@token_page
@never_cache
@limited("invitation", rate="60/h")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET says who invites to what and changes nothing; the buttons answer."""
    found = actions.invitation_of_token(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect("account_login")
        return _answer(request, found)
    return _page(request, found)


def _answer(request: HttpRequest, found: Invitation) -> HttpResponse:
    try:
        if request.POST.get("answer") == "decline":
            actions.decline(invitation=found, by=request.user)
            messages.success(request, _("You declined the invitation."))
            return redirect("home")
        actions.accept(invitation=found, by=request.user)
    except actions.NotInvited:
        return _page(request, found, status=403)
    except actions.NotOpen:
        found.refresh_from_db()
        return _page(request, found, status=409)
    choose_organization(request, found.organization_id)
    messages.success(
        request,
        _("You are now a member of %(organization)s.") % {"organization": found.organization.name},
    )
    return redirect("organization", found.organization_id)


def _page(request: HttpRequest, found: Invitation, status: int = 200) -> HttpResponse:
    signed_in = request.user.is_authenticated
    return render(
        request,
        "accounts/invitation.html",
        {
            "invitation": found,
            "is_open": found.state == InvitationState.SENT and not found.is_expired,
            "may_answer": signed_in and actions.may_answer(invitation=found, user=request.user),
        },
        status=status,
    )
