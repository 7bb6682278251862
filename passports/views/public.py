"""The reader's side of a share. A GET opens nothing: scanners visit every link in a mail."""

import time
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import Membership, Organization
from passports.actions import share_codes, sharing
from passports.actions.disclosures import NotAddressed, ShareEnded, open_share, still_open
from passports.forms.sharing import CodeForm
from passports.models import Audience, Disclosure, Share
from passports.shared_view import audience_name, shared_passport
from passports.views.share_page import share_page, unindexed
from portal.kernel.rate_limit import limited

OPENED_KEY = "opened_disclosures"
OPENED_SECONDS = 30 * 60


@share_page
@limited("share-link", rate="60/m")
@require_http_methods(["GET", "HEAD", "POST"])
def share_link(request: HttpRequest, token: str) -> HttpResponse:
    """Who shares what for which purpose, with a button; posting it opens the share."""
    share = sharing.find_by_token(token)
    if share is None:
        return render(request, "passports/public/no_such_link.html", status=404)
    if not _is_live(share):
        return render(request, "passports/public/ended.html", status=410)
    if request.user.is_authenticated and share.holder_id == request.user.pk:
        # A look at one's own link discloses nothing.
        return redirect("share", share.pk)
    if request.method != "POST":
        return _landing(request, share)
    if share.audience == Audience.EMAIL:
        return _open_with_code(request, share)
    return _open(request, share)


@login_required
@limited("share-link", rate="60/m", key="user")
@require_http_methods(["GET", "HEAD", "POST"])
def received(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """A share addressed to an organization, for its signed-in members, without a link."""
    share = get_object_or_404(
        Share.objects.filter(
            audience=Audience.ORGANIZATION,
            organization__in=Membership.objects.active().of(request.user).values("organization"),
        ).select_related("holder", "organization"),
        pk=share_id,
    )
    if not _is_live(share):
        return unindexed(render(request, "passports/public/ended.html", status=410))
    response = _open(request, share) if request.method == "POST" else _landing(request, share)
    return unindexed(response)


@require_http_methods(["GET", "HEAD"])
def opened(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """What was opened, as it was shown, for the one who opened it, while the share lives."""
    disclosure = (
        Disclosure.objects.filter(pk=disclosure_id)
        .select_related("share__organization", "share__holder", "organization", "holder", "viewer")
        .first()
    )
    if disclosure is None or not _opened_here(request, disclosure):
        raise Http404
    if not still_open(disclosure=disclosure):
        return unindexed(render(request, "passports/public/ended.html", status=410))
    context = {"disclosure": disclosure, "passport": shared_passport(disclosure)}
    return unindexed(render(request, "passports/public/opened.html", context))


def _landing(request: HttpRequest, share: Share, **more: Any) -> HttpResponse:
    is_member = _organization_for(request, share) is not None
    context = {
        "share": share,
        "audience": audience_name(share),
        "needs_membership": share.audience == Audience.ORGANIZATION and not is_member,
        "needs_code": share.audience == Audience.EMAIL,
        "masked_email": _masked(share.email),
        **more,
    }
    return render(request, "passports/public/landing.html", context)


def _open_with_code(request: HttpRequest, share: Share) -> HttpResponse:
    if "code" not in request.POST:
        try:
            share_codes.send(share=share)
        except share_codes.TooManyCodes:
            return _landing(request, share, too_many_codes=True)
        return _landing(request, share, code_form=CodeForm())
    form = CodeForm(request.POST)
    if form.is_valid():
        if share_codes.prove(share=share, code=form.cleaned_data["code"]):
            return _open(request, share, viewer_email=share.email)
        form.add_error("code", share_codes.WRONG_CODE)
    return _landing(request, share, code_form=form)


def _open(request: HttpRequest, share: Share, *, viewer_email: str = "") -> HttpResponse:
    viewer = request.user if request.user.is_authenticated else None
    try:
        disclosure = open_share(
            share=share,
            viewer=viewer,
            organization=_organization_for(request, share),
            viewer_email=viewer_email,
        )
    except ShareEnded:
        return render(request, "passports/public/ended.html", status=410)
    except NotAddressed:
        return _landing(request, share)
    if share.audience != Audience.ORGANIZATION:
        _remember(request, disclosure)
    return redirect("share_opened", disclosure.pk)


def _organization_for(request: HttpRequest, share: Share) -> Organization | None:
    """The share's organization, if the reader is a member of it now."""
    if share.audience != Audience.ORGANIZATION or not request.user.is_authenticated:
        return None
    memberships = (
        Membership.objects.active().of(request.user).filter(organization=share.organization_id)
    )
    return share.organization if memberships.exists() else None


def _is_live(share: Share) -> bool:
    return share.is_live and share.holder.is_active


def _remember(request: HttpRequest, disclosure: Disclosure) -> None:
    """Let this browser, and no other, look at it again for half an hour."""
    now = time.time()
    kept = {
        name: until for name, until in request.session.get(OPENED_KEY, {}).items() if until > now
    }
    kept[str(disclosure.pk)] = now + OPENED_SECONDS
    request.session[OPENED_KEY] = kept


def _opened_here(request: HttpRequest, disclosure: Disclosure) -> bool:
    share = disclosure.share
    if share is not None and share.audience == Audience.ORGANIZATION:
        if not request.user.is_authenticated or disclosure.viewer_id != request.user.pk:
            return False
        # A member who was removed, or whose organization was suspended, sees that it is not there.
        return _organization_for(request, share) is not None
    until = request.session.get(OPENED_KEY, {}).get(str(disclosure.pk), 0)
    return bool(until > time.time())


def _masked(email: str) -> str:
    name, _at, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}" if domain else ""
