"""Which organization a request acts for."""

from uuid import UUID

from django.http import HttpRequest

from accounts.models import Membership, Organization

SESSION_KEY = "organization_id"


def membership_of(request: HttpRequest) -> Membership | None:
    """The membership that this request acts with: the chosen organization's, or the oldest.

    Asked of the database once for each request, so that a removed member is out at once.
    """
    if not hasattr(request, "_membership"):
        request._membership = _find(request)  # type: ignore[attr-defined]
    return request._membership  # type: ignore[attr-defined,no-any-return]


def organization_of(request: HttpRequest) -> Organization | None:
    """The organization that this request acts for, whatever its vetting; None without one."""
    membership = membership_of(request)
    return membership.organization if membership else None


def choose_organization(request: HttpRequest, organization_id: UUID) -> bool:
    """Act for another organization from now on. False when the user is no member of it."""
    if not Membership.objects.of(request.user).filter(organization=organization_id).exists():
        return False
    request.session[SESSION_KEY] = str(organization_id)
    request.__dict__.pop("_membership", None)
    return True


def _find(request: HttpRequest) -> Membership | None:
    user = request.user
    if not user.is_authenticated:
        return None
    memberships = list(
        Membership.objects.of(user).select_related("organization").order_by("created_at")
    )
    chosen = request.session.get(SESSION_KEY)
    for membership in memberships:
        if str(membership.organization_id) == chosen:
            return membership
    return memberships[0] if memberships else None
