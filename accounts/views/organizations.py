"""An organization's own page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import organizations as actions
from accounts.current import choose_organization
from accounts.forms.organizations import InvitationForm, OrganizationForm, RoleForm
from accounts.models import Membership, Organization, OwnershipTransfer, Role
from portal.kernel.rate_limit import limited


@login_required
@limited("organization", rate="10/d", key="user", methods=["POST"])
def register(request: HttpRequest) -> HttpResponse:
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organization = actions.register(**form.cleaned_data, by=request.user)
        choose_organization(request, organization.id)
        messages.success(
            request,
            _("%(name)s is registered. An administrator will look at it and you will be told.")
            % {"name": organization.name},
        )
        return redirect("organization", organization.id)
    return render(request, "accounts/organization_new.html", {"form": form})


@login_required
def organization(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    found, mine = visible_organization(request, organization_id)
    return organization_page(request, found, mine, InvitationForm())


@login_required
@require_POST
def choose(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    found, _mine = visible_organization(request, organization_id)
    choose_organization(request, found.id)
    return redirect("home")


@login_required
@require_POST
def change_role(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    member, mine = visible_member(request, membership_id)
    require_owner(mine)
    form = RoleForm(request.POST)
    if form.is_valid():
        require_own_session(request, member.role, form.cleaned_data["role"])
        try:
            actions.change_role(membership=member, role=form.cleaned_data["role"], by=request.user)
        except actions.LastOwner:
            messages.error(request, _last_owner())
        except Membership.DoesNotExist:
            messages.warning(request, _("This person is no longer a member."))
        else:
            messages.success(request, _("The role is changed."))
    return redirect("organization", member.organization_id)


@login_required
def remove_member(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """An owner removes a member, or a member leaves."""
    member, mine = visible_member(request, membership_id)
    leaves = member.pk == mine.pk
    if not leaves:
        require_owner(mine)
        require_own_session(request, member.role)
    if request.method == "POST":
        try:
            actions.remove_member(membership=member, by=request.user)
        except actions.LastOwner:
            messages.error(request, _last_owner())
            return redirect("organization", member.organization_id)
        except Membership.DoesNotExist:
            messages.warning(request, _("This person is no longer a member."))
            return redirect("account")
        if leaves:
            messages.success(request, _("You left the organization."))
            return redirect("account")
        messages.success(request, _("The member is removed."))
        return redirect("organization", member.organization_id)
    return render(request, "accounts/member_remove.html", {"member": member, "leaves": leaves})


def visible_organization(
    request: HttpRequest, organization_id: UUID
) -> tuple[Organization, Membership]:
    """The organization and this person's membership in it; 404 for everybody else."""
    found = get_object_or_404(Organization.objects.visible_to(request.user), id=organization_id)
    return found, get_object_or_404(Membership, organization=found, user=request.user)


def organization_page(
    request: HttpRequest, found: Organization, mine: Membership, form: InvitationForm
) -> HttpResponse:
    is_owner = mine.role == Role.OWNER
    return render(
        request,
        "accounts/organization.html",
        {
            "organization": found,
            "mine": mine,
            "is_owner": is_owner,
            "proven_domains": found.proven_domains(),
            "members": found.memberships.select_related("user").order_by("created_at"),
            "invitations": found.invitations.open().order_by("-created_at") if is_owner else [],
            "transfers": OwnershipTransfer.objects.visible_to(request.user)
            .open()
            .filter(organization=found)
            .select_related("offered_by", "offered_to"),
            "roles": Role.choices,
            "form": form,
        },
    )


def visible_member(request: HttpRequest, membership_id: UUID) -> tuple[Membership, Membership]:
    member = get_object_or_404(
        Membership.objects.visible_to(request.user).select_related("organization", "user"),
        id=membership_id,
    )
    mine = Membership.objects.get(organization=member.organization, user=request.user)
    return member, mine


def require_owner(mine: Membership) -> None:
    if mine.role != Role.OWNER:
        raise PermissionDenied(_("Only an owner of the organization can do this."))


def require_own_session(request: HttpRequest, *roles: str) -> None:
    """Who is an owner is no matter for the provider, which could let itself in as one and then
    change its own power."""
    if Role.OWNER in roles and request.user.acts_only_for is not None:
        raise PermissionDenied(
            _(
                "Sign in by yourself for this: your organization's provider does not decide who "
                "owns the organization."
            )
        )


def _last_owner() -> str:
    return _("An organization keeps at least one owner. Make somebody else an owner first.")
