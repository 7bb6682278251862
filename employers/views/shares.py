"""A share as the recruiter of the addressed organization sees it."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.current import membership_of, organization_of
from accounts.permissions import member_required
from employers.actions.requests import MAY_ASK
from employers.models import VerificationRequest
from employers.words import state_word
from passports.actions.disclosures import ShareEnded, open_share
from passports.models import Disclosure, Share
from passports.shared_view import shared_passport


def _share(request: HttpRequest, share_id: UUID) -> Share:
    organization = organization_of(request)
    addressed = Share.objects.addressed_to(organization).select_related("holder")
    share = get_object_or_404(addressed, id=share_id)
    share.organization = organization
    return share


@member_required()
def employer_share(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Show what was opened last, or say what can be opened. A GET opens nothing."""
    share = _share(request, share_id)
    if not share.is_live or not share.holder.is_active:
        return render(request, "employers/home/share_ended.html", {"share": share}, status=410)
    disclosure = (
        Disclosure.objects.filter(share=share, viewer=request.user).order_by("-created_at").first()
    )
    if disclosure:
        disclosure.share, disclosure.holder = share, share.holder
    membership = membership_of(request)
    requests = (
        # Of the organization that this member acts for, as the share itself.
        VerificationRequest.objects.filter(share=share, organization=share.organization).only(
            "reference", "purpose", "state", "created_at"
        )
    )
    return render(
        request,
        "employers/home/share.html",
        {
            "share": share,
            "passport": shared_passport(disclosure) if disclosure else None,
            "disclosure": disclosure,
            "requests": [(asked, state_word(asked.state)) for asked in requests[:20]],
            "may_ask": membership is not None and membership.role in MAY_ASK,
        },
    )


@require_POST
@member_required()
def employer_share_open(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Open the share as it is now: the holder will see that it was looked at."""
    share = _share(request, share_id)
    # A share that ended meanwhile is told by the page that follows.
    with suppress(ShareEnded):
        open_share(share=share, viewer=request.user, organization=organization_of(request))
    return redirect("employer_share", share_id=share.id)
