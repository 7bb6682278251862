"""The recruiter's home: the shares that the organization was given."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.current import organization_of
from accounts.permissions import member_required
from employers.models import RequestState, VerificationRequest
from employers.received import STATES, received_rows, received_shares

ROWS_A_PAGE = 50


def _columns() -> list[str]:
    return [_("Person"), _("Purpose"), _("Shared"), _("Open until"), _("State"), _("Request")]


@member_required()
def employer_home(request: HttpRequest) -> HttpResponse:
    organization = organization_of(request)
    state = request.GET.get("state", "open")
    if state not in STATES:
        state = "open"
    search = request.GET.get("q", "")[:100]
    shares = received_shares(organization=organization, state=state, search=search)
    counts = VerificationRequest.objects.filter(organization=organization).aggregate(
        waiting=Count("pk", filter=Q(state__in=[RequestState.SENT, RequestState.VIEWED])),
        answered=Count("pk", filter=Q(state=RequestState.COMPLETED)),
    )
    page = Paginator(shares, ROWS_A_PAGE).get_page(request.GET.get("page"))
    template = "employers/home/_received.html" if request.htmx else "employers/home/home.html"
    return render(
        request,
        template,
        {
            "organization": organization,
            "page_obj": page,
            "columns": _columns(),
            "rows": received_rows(page),
            "state": state,
            "search": search,
            "counts": counts,
        },
    )
