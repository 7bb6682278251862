"""Organizations and their members."""

from django.db import transaction

from accounts.actions.notifications import notify
from accounts.followers import tell_member_gone
from accounts.models import Membership, Organization, RemovedMember, Role, User
from portal.kernel.audit import record


class LastOwner(Exception):
    """An organization keeps at least one owner."""


@transaction.atomic
def register(
    *, name: str, kind: str, website: str, purpose: str, by: User, email_domain: str = ""
) -> Organization:
    """Register an organization, to be vetted by an administrator. `by` becomes its owner."""
    organization = Organization.objects.create(
        name=name, kind=kind, website=website, purpose=purpose, email_domain=email_domain
    )
    Membership.objects.create(organization=organization, user=by, role=Role.OWNER)
    record(by=by, obj=organization, deed="organization_registered", codes={"kind": kind})
    return organization


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> None:
    """Give a member another role. Raises LastOwner, and ValueError for a role that is none."""
    role = Role(role)
    membership = _locked(membership)
    if membership.role == role:
        return
    if membership.role == Role.OWNER:
        _keep_an_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    record(by=by, obj=membership, deed="role_changed", codes={"role": str(role)})
    if membership.user_id != by.pk:
        notify(
            user=membership.user,
            kind="role_changed",
            params={
                "organization": membership.organization.name,
                "role": str(role.label).lower(),
            },
            url=f"/organizations/{membership.organization_id}/",
        )


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """End a membership: by an owner, or by the member who leaves. Raises LastOwner."""
    membership = _locked(membership)
    if membership.role == Role.OWNER:
        _keep_an_owner(membership)
    left = membership.user_id == by.pk
    record(by=by, obj=membership, deed="member_left" if left else "member_removed")
    organization, user = membership.organization, membership.user
    membership.delete()
    tell_member_gone(organization, user)
    if not left:
        RemovedMember.objects.get_or_create(organization=organization, user=user)
        notify(user=user, kind="member_removed", params={"organization": organization.name})


def organizations_to_hand_over(*, user: User) -> list[Organization]:
    """Those that would stay behind with members but without an owner if this person left."""
    owned = Organization.objects.filter(memberships__user=user, memberships__role=Role.OWNER)
    return [
        organization
        for organization in owned.prefetch_related("memberships__user")
        if len(organization.memberships.all()) > 1
        and not any(
            member.role == Role.OWNER and member.user.is_active and member.user_id != user.pk
            for member in organization.memberships.all()
        )
    ]


def lock_owners(organization: Organization) -> None:
    """Until the transaction ends nobody else changes who owns this organization: owners leave one
    after the other. On SQLite the whole transaction is that lock."""
    Organization.objects.select_for_update().get(pk=organization.pk)


def _locked(membership: Membership) -> Membership:
    """The row as it is now. Raises Membership.DoesNotExist when somebody else was faster."""
    lock_owners(membership.organization)
    return Membership.objects.select_related("organization", "user").get(pk=membership.pk)


def _keep_an_owner(membership: Membership) -> None:
    others = Membership.objects.filter(
        organization=membership.organization_id, role=Role.OWNER, user__is_active=True
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise LastOwner
