"""The passport as a whole: how it reads, and the page where it is built."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from passports.actions import claims as actions
from passports.builder import builder_of
from passports.cards import SHOWN_OF_CLAIM, counts_of, grouped, own_cards
from passports.models import Claim, Proposal, ProposalState
from passports.timeline import timeline_of


@login_required
@require_GET
@never_cache
def passport(request: HttpRequest) -> HttpResponse:
    claims = list(Claim.objects.of(request.user).select_related("current").only(*SHOWN_OF_CLAIM))
    cards = own_cards(claims)
    shown = [card for card in cards if not card.hidden]
    context = {
        "passport": {"holder": request.user.display_name, "counts": counts_of(shown)},
        "groups": grouped(cards),
        "timeline": timeline_of(claims),
        "hidden": len(cards) - len(shown),
        "proposals": Proposal.objects.filter(
            credential__holder=request.user, state=ProposalState.OPEN
        ).count(),
    }
    return render(request, "passports/passport/passport.html", context)


@login_required
@require_GET
@never_cache
@vary_on_headers("HX-Request")
def builder(request: HttpRequest) -> HttpResponse:
    """Put claims in order, hide them, remove them, bring them back."""
    return render(request, "passports/passport/builder.html", _context(request))


@login_required
@require_POST
@never_cache
@vary_on_headers("HX-Request")
def change(request: HttpRequest, claim_id: UUID, deed: str) -> HttpResponse:
    """One of the builder's buttons."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user), pk=claim_id)
    said = _DEEDS[deed](claim, request.user)
    if not request.htmx:
        if said:
            messages.success(request, said)
        return redirect("passport_builder")
    context = _context(request) | {"said": said}
    return render(request, "passports/passport/_builder_swap.html", context)


def _context(request: HttpRequest) -> dict[str, Any]:
    return {"builder": builder_of(request.user)}


def _up(claim: Claim, by: Any) -> str:
    actions.shift(claim=claim, up=True, by=by)
    return _("Moved up.")


def _down(claim: Claim, by: Any) -> str:
    actions.shift(claim=claim, up=False, by=by)
    return _("Moved down.")


def _hide(claim: Claim, by: Any) -> str:
    actions.hide(claim=claim, by=by)
    return _("Hidden. Nobody sees it but you, in shares neither.")


def _show(claim: Claim, by: Any) -> str:
    actions.show(claim=claim, by=by)
    return _("Shown again.")


def _remove(claim: Claim, by: Any) -> str:
    removed = actions.remove(claim=claim, by=by)
    return _("Removed. You can bring it back for 30 days.") if removed else ""


def _undo(claim: Claim, by: Any) -> str:
    return _("It is back.") if actions.undo_remove(claim=claim, by=by) else ""


_DEEDS = {
    "up": _up,
    "down": _down,
    "hide": _hide,
    "show": _show,
    "remove": _remove,
    "undo": _undo,
}
