"""What a holder can do about a requester: block an organization, report a request."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from employers.actions.protecting import blocking, reporting
from employers.actions.refusals import NotAllowed
from employers.forms.holding import ReportForm
from employers.models import OrganizationBlock, RequestReport, VerificationRequest
from portal.kernel.rate_limit import limited


def _mine(request: HttpRequest, request_id: UUID) -> VerificationRequest:
    mine = VerificationRequest.objects.of_holder(request.user).select_related("organization")
    return get_object_or_404(mine, id=request_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("request-block", rate="30/h", key="user", methods=["POST"])
def request_block(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = _mine(request, request_id)
    if request.method == "POST":
        blocking.block(organization=asked.organization, by=request.user)
        messages.success(
            request,
            _("%(organization)s is blocked. You will see no more requests of it.")
            % {"organization": asked.organization.name},
        )
        return redirect("requests_blocked")
    return render(request, "employers/holder/block.html", {"asked": asked})


@login_required
def requests_blocked(request: HttpRequest) -> HttpResponse:
    blocks = OrganizationBlock.objects.visible_to(request.user).select_related("organization")
    return render(request, "employers/holder/blocked.html", {"blocks": blocks[:200]})


@require_POST
@login_required
def request_unblock(request: HttpRequest, block_id: UUID) -> HttpResponse:
    found = get_object_or_404(
        OrganizationBlock.objects.visible_to(request.user).select_related("organization"),
        id=block_id,
    )
    blocking.unblock(block=found, by=request.user)
    messages.success(
        request,
        _("%(organization)s can ask you again.") % {"organization": found.organization.name},
    )
    return redirect("requests_blocked")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("request-report", rate="10/h", key="user", methods=["POST"])
def request_report(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = _mine(request, request_id)
    form = ReportForm(request.POST or None)
    earlier = RequestReport.objects.filter(request=asked, reporter=request.user).first()
    if request.method == "POST" and form.is_valid():
        try:
            reporting.report(
                request=asked,
                by=request.user,
                reason_code=form.cleaned_data["reason"],
                text=form.cleaned_data["text"],
            )
        except reporting.AlreadyReported:
            form.add_error(None, _("You have reported this request already."))
        except NotAllowed:
            form.add_error(None, _("This request is closed already."))
        else:
            messages.success(
                request, _("Thank you. The administrators look at it and tell you what they did.")
            )
            return redirect("request_for_me", request_id=asked.id)
    context = {"asked": asked, "form": form, "earlier": earlier}
    return render(request, "employers/holder/report.html", context)
