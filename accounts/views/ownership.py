"""Handing an organization over to another member."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import ownership as actions
from accounts.models import OwnershipTransfer
from accounts.views.organizations import require_owner, visible_member

_ANSWERS = {
    "accept": (actions.accept, gettext_lazy("You are an owner now.")),
    "decline": (actions.decline, gettext_lazy("You declined.")),
    "withdraw": (actions.withdraw, gettext_lazy("You took the offer back.")),
}


@login_required
def hand_over(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """An owner offers their place to another member."""
    member, mine = visible_member(request, membership_id)
    require_owner(mine)
    if request.method == "POST":
        try:
            actions.offer(membership=member, by=request.user)
        except actions.OfferedAlready:
            messages.error(request, _("You have offered it to somebody already. Take that back."))
        except actions.NotPossible:
            messages.error(request, _("You can hand over to another active member only."))
        else:
            messages.success(
                request,
                _("We have asked %(name)s. Until they accept, nothing changes.")
                % {"name": member.user.display_name},
            )
        return redirect("organization", member.organization_id)
    return render(request, "accounts/ownership_hand_over.html", {"member": member})


@login_required
def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """The offer, with its buttons for the one and for the other."""
    found = get_object_or_404(
        OwnershipTransfer.objects.visible_to(request.user).select_related(
            "organization", "offered_by", "offered_to"
        ),
        id=transfer_id,
    )
    deed = _ANSWERS.get(request.POST.get("answer", ""))
    if request.method == "POST" and deed is not None:
        act, done = deed
        try:
            act(transfer=found, by=request.user)
        except (actions.NotOpen, actions.NotPossible):
            messages.error(request, _("This offer is no longer open. Nothing changed."))
        else:
            messages.success(request, done)
        return redirect("organization", found.organization_id)
    context = {"transfer": found, "is_for_me": found.offered_to_id == request.user.pk}
    return render(request, "accounts/ownership_transfer.html", context)
