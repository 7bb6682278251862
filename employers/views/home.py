"""The recruiter's home: the shares that the organization was given."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.current import membership_of, organization_of
from accounts.models import Organization
from accounts.permissions import member_required
from employers.actions.attesters.inbox import inbox_of, searched
from employers.actions.requests import MAY_ASK
from employers.models import RequestState, VerificationRequest
from employers.models.verification_request import OPEN_STATES
from employers.paging import count_up_to
from employers.received import STATES, received_rows, received_shares

ROWS_A_PAGE = 50
MOST_COUNTED = 1000


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
    questions = searched(inbox_of(organization, by=request.user), state="waiting", search="")
    counts = {
        "waiting": _counted(_in_states(organization, OPEN_STATES)),
        "answered": _counted(_in_states(organization, [RequestState.COMPLETED])),
        "questions": _counted(questions),
    }
    page = Paginator(shares, ROWS_A_PAGE).get_page(request.GET.get("page"))
    membership = membership_of(request)
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
            "may_ask": membership is not None and membership.role in MAY_ASK,
        },
    )


def _in_states(organization: Organization | None, states: Iterable[str]) -> QuerySet[Any]:
    return VerificationRequest.objects.filter(organization=organization, state__in=states)


def _counted(rows: QuerySet[Any]) -> str:
    """How many there are, as far as anybody reads: counting them all would take longer than the
    rest of the page."""
    number = count_up_to(rows, MOST_COUNTED)
    return str(number) if number <= MOST_COUNTED else _("more than %d") % MOST_COUNTED
