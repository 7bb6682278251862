"""Disputes as their holder sees them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from passports.actions import disputes as actions
from passports.forms.disputes import DisputeForm
from passports.models import Claim, Dispute
from passports.models.dispute import DAYS
from portal.kernel.rate_limit import limited

ROWS_A_PAGE = 20


def _mine(request: HttpRequest):  # type: ignore[no-untyped-def]
    return Dispute.objects.visible_to(request.user).select_related("claim__current", "credential")


@login_required
@require_GET
@never_cache
def dispute_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(_mine(request), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "passports/disputes/list.html", {"page_obj": page})


@login_required
@require_GET
@never_cache
def dispute(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    found = get_object_or_404(_mine(request), pk=dispute_id)
    return render(request, "passports/disputes/dispute.html", {"dispute": found, "days": DAYS})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
@limited("dispute", rate="20/d", key="user", methods=["POST"])
def dispute_new(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    claim = get_object_or_404(
        Claim.objects.visible_to(request.user)
        .filter(removed_at__isnull=True, current__isnull=False)
        .select_related("current"),
        pk=claim_id,
    )
    form = DisputeForm(request.POST if request.method == "POST" else None, claim=claim)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_dispute(claim=claim, by=request.user, **form.cleaned_data)
        except actions.AlreadyDisputed:
            form.add_error(None, _("You have disputed this already. It is being looked into."))
        else:
            messages.success(
                request, _("We have your dispute. Whoever sees this claim sees that there is one.")
            )
            return redirect("dispute", made.pk)
    context = {
        "claim": claim,
        "form": form,
        "days": DAYS,
        "has_credentials": claim.evidence.exists(),
    }
    return render(request, "passports/disputes/new.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    found = get_object_or_404(_mine(request), pk=dispute_id)
    if actions.withdraw(dispute=found, by=request.user):
        messages.success(request, _("You have withdrawn the dispute."))
    else:
        messages.info(request, _("This dispute is closed already."))
    return redirect("dispute", found.pk)
