"""The holder's side of sharing: granting, reading, changing and ending shares."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from passports.actions import sharing as actions
from passports.actions.disclosures import who_opened
from passports.forms.organization_search import find_organizations
from passports.forms.sharing import ExtendForm, NarrowForm, ShareForm, ends_in
from passports.models import Audience, Claim, Disclosure, Share
from passports.qr import qr_svg
from passports.shared_view import (
    audience_name,
    preview,
    shared_claims,
    shared_passport,
)

_SENTENCES = {
    "not_vetted": gettext_lazy(
        "This organization can see nothing at the moment. Choose another one."
    ),
    "not_yours": gettext_lazy("One of these claims is not there any more. Choose again."),
    "no_claims": gettext_lazy("Choose at least one claim."),
    "not_in_the_future": gettext_lazy("Choose how long it may be seen."),
}


@login_required
@require_GET
@never_cache
def share_list(request: HttpRequest) -> HttpResponse:
    shares = (
        Share.objects.visible_to(request.user)
        .select_related("organization", "holder")
        .annotate(times=Count("disclosures", distinct=True), last=Max("disclosures__created_at"))
        .order_by("-created_at")
    )
    page_obj = Paginator(shares, 20).get_page(request.GET.get("page"))
    rows = [{"share": share, "audience": audience_name(share)} for share in page_obj]
    has_claims = Claim.objects.of(request.user).filter(hidden=False).exists()
    context = {"page_obj": page_obj, "rows": rows, "has_claims": has_claims}
    return render(request, "passports/sharing/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def share_new(request: HttpRequest) -> HttpResponse:
    """Choose, then see what the reader will see, then confirm: one form that travels along."""
    if request.method != "POST":
        return _begin(request)
    step, query = _step(request), request.POST.get("organization_q", "")
    form = ShareForm(request.POST, holder=request.user, query=query)
    if step in ("change", "find") or not form.is_valid():
        if step in ("change", "find"):
            form = ShareForm(
                initial=_typed(request),
                holder=request.user,
                query=query,
                was_searched=step == "find",
            )
        return render(request, "passports/sharing/new.html", {"form": form})
    if step == "confirm":
        return _grant(request, form)
    share = form.unsaved(request.user)
    claims = list(form.cleaned_data["claims"].with_evidence())
    context = {
        "form": form,
        "share": share,
        "audience": audience_name(share),
        "passport": preview(share, claims),
        "typed": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "share_id": uuid.uuid4(),
    }
    return render(request, "passports/sharing/preview.html", context)


@login_required
@require_GET
@never_cache
def share(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """What is shared with whom until when, and who looked."""
    found = _visible(request, share_id)
    disclosures = found.disclosures.select_related("organization").order_by("-created_at")
    page_obj = Paginator(disclosures, 20).get_page(request.GET.get("page"))
    context = {
        "share": found,
        "audience": audience_name(found),
        "passport": preview(found, shared_claims(found)),
        "page_obj": page_obj,
        "opened": [{"disclosure": each, "who": who_opened(each)} for each in page_obj],
        "extend_form": ExtendForm(),
    }
    return render(request, "passports/sharing/share.html", context)


@login_required
@require_POST
@never_cache
def new_link(request: HttpRequest, share_id: UUID) -> HttpResponse:
    found = _visible(request, share_id)
    token = actions.new_link(share=found, by=request.user)
    if token is None:
        messages.error(request, _("This share has ended. Extend it first, or share anew."))
        return redirect("share", found.pk)
    return _show_link(request, found, token, replaced=True)


@login_required
@require_POST
def extend(request: HttpRequest, share_id: UUID) -> HttpResponse:
    found = _visible(request, share_id)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how long it may be seen."))
    elif actions.extend(
        share=found, expires_at=ends_in(form.cleaned_data["days"]), by=request.user
    ):
        messages.success(request, _("Extended. The link stays the same."))
    else:
        messages.error(request, _("This share was withdrawn. Share anew."))
    return redirect("share", found.pk)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def narrow(request: HttpRequest, share_id: UUID) -> HttpResponse:
    found = _visible(request, share_id)
    form = NarrowForm(request.POST if request.method == "POST" else None, share=found)
    if request.method == "POST" and form.is_valid():
        keep = [claim.pk for claim in form.cleaned_data["claims"]]
        taken_out = actions.narrow(share=found, keep=keep, by=request.user)
        if taken_out:
            messages.success(request, _("Taken out. Nobody sees it here from now on."))
        return redirect("share", found.pk)
    return render(request, "passports/sharing/narrow.html", {"share": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def withdraw(request: HttpRequest, share_id: UUID) -> HttpResponse:
    found = _visible(request, share_id)
    if request.method == "POST":
        if actions.withdraw(share=found, by=request.user):
            messages.success(request, _("Withdrawn. The link opens nothing from now on."))
        return redirect("share", found.pk)
    return render(
        request,
        "passports/sharing/withdraw.html",
        {"share": found, "audience": audience_name(found)},
    )


@login_required
@require_GET
@never_cache
def disclosure(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """What somebody saw, as it was."""
    found = get_object_or_404(
        Disclosure.objects.visible_to(request.user).select_related(
            "share__organization", "organization", "holder"
        ),
        pk=disclosure_id,
    )
    context = {
        "disclosure": found,
        "who": who_opened(found),
        "passport": shared_passport(found, as_it_was=True),
    }
    return render(request, "passports/sharing/disclosure.html", context)


def _begin(request: HttpRequest) -> HttpResponse:
    """The empty form, and while an organization is looked for, what was found."""
    query, chosen = request.GET.get("organization_q", ""), request.GET.get("organization", "")
    if request.htmx:  # type: ignore[attr-defined]
        found = find_organizations(query, chosen=chosen)
        return render(request, "passports/sharing/_organizations_swap.html", {"found": found})
    initial = {"claims": request.GET.getlist("claim"), "organization": chosen}
    form = ShareForm(initial=initial, holder=request.user, query=query)
    return render(request, "passports/sharing/new.html", {"form": form})


def _step(request: HttpRequest) -> str:
    """Enter in the field that searches means to find, where nothing was found before."""
    typed = request.POST
    searches = (
        typed.get("audience") == Audience.ORGANIZATION
        and typed.get("organization_q", "").strip()
        and not typed.get("organization")
    )
    return "find" if searches else typed.get("step", "")


def _grant(request: HttpRequest, form: ShareForm) -> HttpResponse:
    wanted = form.unsaved(request.user)
    share_id = _uuid(request.POST.get("share_id", ""))
    try:
        granted, token = actions.create(
            holder=request.user,
            claims=form.cleaned_data["claims"],
            purpose=wanted.purpose,
            audience=wanted.audience,
            organization=wanted.organization,
            email=wanted.email,
            expires_at=wanted.expires_at,
            by=request.user,
            share_id=share_id,
        )
    except actions.CannotShare as error:
        if error.code == "exists":
            messages.info(request, _("You have shared this already. The link was shown once."))
            return redirect("share", share_id) if _own(request, share_id) else redirect("shares")
        form.add_error(None, str(_SENTENCES[error.code]))
        return render(request, "passports/sharing/new.html", {"form": form})
    return _show_link(request, granted, token)


def _show_link(
    request: HttpRequest, share: Share, token: str, *, replaced: bool = False
) -> HttpResponse:
    """The link is in this answer and nowhere else, so there is no page to come back to."""
    link = request.build_absolute_uri(reverse("share_link", args=[token]))
    context = {
        "share": share,
        "audience": audience_name(share),
        "link": link,
        "qr": qr_svg(link),
        "replaced": replaced,
    }
    return render(request, "passports/sharing/link.html", context)


def _typed(request: HttpRequest) -> dict[str, Any]:
    initial: dict[str, Any] = {
        name: request.POST.get(name)
        for name in ("purpose", "audience", "organization", "email", "days")
    }
    return initial | {"claims": request.POST.getlist("claims")}


def _visible(request: HttpRequest, share_id: UUID) -> Share:
    return get_object_or_404(
        Share.objects.visible_to(request.user).select_related("organization", "holder"),
        pk=share_id,
    )


def _own(request: HttpRequest, share_id: UUID | None) -> bool:
    return Share.objects.visible_to(request.user).filter(pk=share_id).exists()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
