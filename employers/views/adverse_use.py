"""Confirming that a person was told before an answer is used against them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.current import organization_of
from accounts.permissions import member_required
from employers.actions.disputes.adverse_use import confirm_notice
from employers.actions.refusals import NotAllowed
from employers.actions.requests import MAY_ASK
from employers.forms.adverse_use import AdverseNoticeForm
from employers.models import VerificationRequest


@member_required(roles=MAY_ASK)
def employer_request_adverse(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = get_object_or_404(
        VerificationRequest.objects.visible_to(request.user).filter(
            organization=organization_of(request)
        ),
        id=request_id,
    )
    form = AdverseNoticeForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and asked.completed_at and form.is_valid():
        try:
            confirm_notice(request=asked, given_on=form.cleaned_data["given_on"], by=request.user)
        except NotAllowed:
            form.add_error(None, _("This cannot be confirmed now. Open the request again."))
        else:
            messages.success(request, _("Confirmed. The person sees that you did."))
            return redirect("employer_request", request_id=asked.id)
    return render(request, "employers/requests/adverse.html", {"asked": asked, "form": form})
