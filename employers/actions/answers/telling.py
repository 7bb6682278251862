"""Telling the requester what became of a request: who asked, or the owners once they have left."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.actions.notifications import notify
from accounts.models import Membership, Role, User
from employers.models import VerificationRequest


def tell_requester(*, request: VerificationRequest, kind: str) -> None:
    for user in _readers(request):
        notify(
            user=user,
            kind=kind,
            params={"reference": request.reference or request.purpose},
            url=reverse("employer_request", args=[request.id]),
        )


def _readers(request: VerificationRequest) -> Iterable[User]:
    members = Membership.objects.active().filter(organization=request.organization)
    asked = list(members.filter(user=request.requested_by_id).select_related("user"))
    found = asked or members.filter(role=Role.OWNER).select_related("user")
    return [membership.user for membership in found]
