"""Telling those who answer for an organization."""

from collections.abc import Mapping
from typing import Any

from accounts.actions.notifications import notify
from accounts.models import Organization, Role, User


def tell_owners(
    *,
    organization: Organization,
    kind: str,
    params: Mapping[str, Any] | None = None,
    url: str = "",
) -> None:
    """Notify every active owner. `organization`'s name is among the params; `url` is its page
    unless given."""
    for owner in User.objects.filter(
        memberships__organization=organization, memberships__role=Role.OWNER, is_active=True
    ):
        notify(
            user=owner,
            kind=kind,
            params={"organization": organization.name, **(params or {})},
            url=url or f"/organizations/{organization.id}/",
        )
