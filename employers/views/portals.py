"""What other portals have asked about the reader, and whether they may."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.actions.portals import answering as portal_answering
from employers.models import InquiryRefusal, ReceivedInquiry
from employers.portals.words import shown_inquiries
from portal.kernel.rate_limit import limited

ROWS_A_PAGE = 20


@login_required
def portal_inquiries(request: HttpRequest) -> HttpResponse:
    mine = ReceivedInquiry.objects.visible_to(request.user).select_related("peer")
    page = Paginator(mine, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "inquiries": shown_inquiries(page),
        "refuses": InquiryRefusal.objects.filter(holder=request.user).exists(),
    }
    return render(request, "employers/holder/portals.html", context)


@require_POST
@login_required
@limited("portal-refuse", rate="30/h", key="user")
def portal_refuse(request: HttpRequest) -> HttpResponse:
    refuses = request.POST.get("refuse") == "yes"
    portal_answering.refuse(by=request.user, refuses=refuses)
    messages.success(
        request,
        _("No other portal is told anything about you from now on.")
        if refuses
        else _("Other portals are answered again, if you have signed a consent there."),
    )
    return redirect("portal_inquiries")
