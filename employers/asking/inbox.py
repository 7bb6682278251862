"""The inbox of those who ask: the requests of an organization, and how they are searched."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organization
from employers.models import RequestQuestion, RequestState, VerificationRequest
from portal.kernel.text import folded

_SHOWN = (
    "state",
    "reference",
    "purpose",
    "created_at",
    "deadline",
    "invited_name",
    "invited_email",
    "holder__name",
    "holder__email",
)


def inbox(
    *, organization: Organization, state: str = "", search: str = ""
) -> QuerySet[VerificationRequest]:
    """The organization's requests, newest first. `search` is looked for in the person's name or
    address and the job reference, whatever case and accents. Each row carries `has_question`."""
    rows = VerificationRequest.objects.filter(organization=organization)
    if state in RequestState.values:
        rows = rows.filter(state=state)
    for word in folded(search).split():
        rows = rows.filter(search_folded__contains=word)
    waiting = RequestQuestion.objects.filter(request=OuterRef("pk"), replied_at__isnull=True)
    return (
        rows.select_related("holder")
        .only(*_SHOWN)
        .annotate(has_question=Exists(waiting))
        .order_by("-created_at", "-id")
    )
