"""The holder objects to one answer of a request."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from employers.actions.disputes.disputing import dispute_answer
from employers.models import RequestedClaim, VerificationRequest
from employers.models.requested_claim import SAID
from passports.actions.disputes import AlreadyDisputed
from passports.forms.disputes import ObjectionForm
from passports.models.dispute import DAYS
from portal.kernel.rate_limit import limited


@login_required
@limited("dispute", rate="20/d", key="user", methods=["POST"])
def request_dispute(request: HttpRequest, request_id: UUID, row_id: UUID) -> HttpResponse:
    asked = get_object_or_404(VerificationRequest.objects.of_holder(request.user), id=request_id)
    row = get_object_or_404(
        RequestedClaim.objects.select_related("claim__current", "request__organization").filter(
            answer__in=SAID, claim__isnull=False
        ),
        id=row_id,
        request=asked,
    )
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            dispute = dispute_answer(row=row, by=request.user, **form.cleaned_data)
        except AlreadyDisputed:
            form.add_error(None, _("You have disputed this already. It is being looked into."))
        else:
            name = asked.organization.name
            messages.success(
                request,
                _("We have your dispute. %(name)s sees that there is one.") % {"name": name},
            )
            return redirect("dispute", dispute.pk)
    context = {"asked": asked, "row": row, "form": form, "days": DAYS}
    return render(request, "employers/holder/dispute.html", context)
