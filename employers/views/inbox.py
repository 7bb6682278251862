"""The requests of an organization."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.current import membership_of, organization_of
from accounts.permissions import member_required
from employers.actions.requests import MAY_ASK
from employers.asking.inbox import inbox
from employers.asking.labels import Label, for_requester
from employers.models import RequestState, VerificationRequest
from employers.paging import page_of
from employers.words import state_word
from portal.kernel.addresses import address
from portal.kernel.dates import written
from portal.kernel.drawn import strong


def _columns() -> list[str]:
    return [_("For"), _("Job"), _("Asked"), _("Needed by"), _("State")]


@member_required()
def employer_requests(request: HttpRequest) -> HttpResponse:
    state, search = request.GET.get("state", ""), request.GET.get("q", "")[:100]
    rows = inbox(organization=organization_of(request), state=state, search=search)
    page = page_of(rows, request.GET.get("after", "")[:100])
    labels = for_requester(page.rows)
    membership = membership_of(request)
    fragment = "employers/requests/_inbox.html"
    return render(
        request,
        fragment if request.htmx else "employers/requests/list.html",
        {
            "page": page,
            "columns": _columns(),
            "rows": [
                (address("employer_request", row.id), _cells(row, labels[row.pk]))
                for row in page.rows
            ],
            "state": state,
            "search": search,
            "states": [(value, state_word(value)) for value in RequestState.values],
            "may_ask": membership is not None and membership.role in MAY_ASK,
        },
    )


def _cells(row: VerificationRequest, label: Label) -> list[object]:
    return [
        row.person_name or _("A person who has left"),
        row.reference or row.purpose,
        written(row.created_at, "j M Y"),
        written(row.deadline, "j M Y"),
        strong(label.text) if label.to_do else label.text,
    ]
