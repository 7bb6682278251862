"""Texts that people agree to."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.actions import consents
from accounts.consent_gate import forget_agreement
from accounts.models import Consent, ConsentText


def text(request: HttpRequest, text_id: UUID) -> HttpResponse:
    published = get_object_or_404(ConsentText.objects.published(), id=text_id)
    return render(request, "accounts/consent_text.html", {"text": published})


@login_required
def agree(request: HttpRequest) -> HttpResponse:
    """Texts that are new to this person, in full, with one button."""
    texts = consents.outstanding_texts(user=request.user)
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted = ""
    if request.method == "POST":
        # Only what the person saw: a text published in the meantime is asked for next.
        seen = {str(text.id): text.id for text in texts}
        consents.agree(
            user=request.user,
            text_ids=[seen[value] for value in request.POST.getlist("text") if value in seen],
        )
        return redirect(wanted or "home")
    if not texts:
        return redirect(wanted or "home")
    return render(request, "accounts/agree.html", {"texts": texts, "next": wanted})


@login_required
def history(request: HttpRequest) -> HttpResponse:
    given = Consent.objects.visible_to(request.user).select_related("text").order_by("-created_at")
    return render(
        request,
        "accounts/consents.html",
        {"consents": given, "outstanding": consents.outstanding_texts(user=request.user)},
    )


@login_required
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    consent = get_object_or_404(
        Consent.objects.visible_to(request.user).live().select_related("text"), id=consent_id
    )
    if request.method == "POST":
        consents.withdraw(consent=consent, by=request.user)
        forget_agreement(request)
        messages.success(request, _("Your agreement is withdrawn."))
        return redirect("consents")
    return render(request, "accounts/consent_withdraw.html", {"consent": consent})
