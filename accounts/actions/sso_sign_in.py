"""Letting somebody in whom an organization's provider vouches for.

An identity is (organization, issuer, subject). An email address alone never leads to an account: it
opens a new one, or asks the account that has the address to sign in by itself and say yes.
"""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.notifications import notify
from accounts.actions.owners import tell_owners
from accounts.actions.sso_connections import check_person
from accounts.models import Membership, OidcConnection, RemovedMember, SsoIdentity, User
from accounts.oidc import Person, SsoProblem
from portal.kernel.audit import record
from portal.kernel.text import clean_text


class ConfirmFirst(Exception):
    """There is an account with this address: its owner signs in and confirms."""


class NotYours(Exception):
    """The signed-in person has not verified the address that the provider names."""


@transaction.atomic
def admit(*, connection: OidcConnection, person: Person) -> User:
    """The account of this person of the provider, made now if nobody has the address yet.

    Raises SsoProblem and ConfirmFirst.
    """
    if not OidcConnection.objects.on().filter(pk=connection.pk).exists():
        raise SsoProblem("not_on")
    check_person(connection=connection, person=person)
    identity = _identity(connection, person)
    if identity is None:
        try:
            with transaction.atomic():
                return _join_anew(connection, person)
        except ConfirmFirst:
            # The same person in two browsers at the same instant: the other one has joined.
            identity = _identity(connection, person)
            if identity is None:
                raise
    if not identity.user.is_active:
        raise SsoProblem("suspended")
    if not _is_member(connection, identity.user):
        raise SsoProblem("removed")
    SsoIdentity.objects.filter(pk=identity.pk).update(last_used_at=timezone.now())
    record(by=identity.user, obj=identity, deed="sso_signed_in")
    return identity.user


@transaction.atomic
def link(*, connection: OidcConnection, person: Person, by: User) -> None:
    """The account that has the address says: that is me. Raises NotYours and SsoProblem."""
    if not OidcConnection.objects.on().filter(pk=connection.pk).exists():
        raise SsoProblem("not_on")
    check_person(connection=connection, person=person)
    if not EmailAddress.objects.filter(user=by, email=person.email, verified=True).exists():
        raise NotYours
    if RemovedMember.objects.filter(organization=connection.organization, user=by).exists():
        raise SsoProblem("removed")
    identity = _new_identity(connection, person, by)
    if identity.user_id != by.pk:
        raise SsoProblem("linked_already")
    membership, is_new = Membership.objects.get_or_create(
        organization=connection.organization, user=by, defaults={"role": connection.default_role}
    )
    record(by=by, obj=identity, deed="sso_linked", codes={"role": membership.role})
    notify(
        user=by,
        kind="sso_linked",
        params={"organization": connection.organization.name},
        url=f"/organizations/{connection.organization_id}/",
    )
    if is_new:
        _tell_of_new_member(connection, by)


def account_with(email: str) -> User | None:
    """The account that this address leads to: as its own, or as a verified one for sign-in."""
    owner = User.objects.filter(email__iexact=email).first()
    if owner is None:
        address = EmailAddress.objects.filter(email__iexact=email, verified=True).first()
        owner = address.user if address else None
    return owner


def _join_anew(connection: OidcConnection, person: Person) -> User:
    """A new account, without a password. Its address is not verified for sign-in: the provider's
    word opens the organization, the person's own proof opens the rest. Raises ConfirmFirst where
    the address is somebody's already."""
    if account_with(person.email):
        raise ConfirmFirst
    try:
        validate_email(person.email)
        with transaction.atomic():
            user = User.objects.create_user(person.email, name=_name(person))
            EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    except ValidationError:
        raise SsoProblem("no_email") from None
    except IntegrityError:
        # Somebody took the address a moment ago.
        raise ConfirmFirst from None
    identity = _new_identity(connection, person, user)
    if identity.user_id != user.pk:
        raise ConfirmFirst
    Membership.objects.create(
        organization=connection.organization, user=user, role=connection.default_role
    )
    record(by=user, obj=identity, deed="sso_joined", codes={"role": connection.default_role})
    _tell_of_new_member(connection, user)
    return user


def _new_identity(connection: OidcConnection, person: Person, user: User) -> SsoIdentity:
    identity, _is_new = SsoIdentity.objects.get_or_create(
        organization=connection.organization,
        issuer=person.issuer,
        subject=person.subject,
        defaults={"user": user, "last_used_at": timezone.now()},
    )
    return identity


def _identity(connection: OidcConnection, person: Person) -> SsoIdentity | None:
    return (
        SsoIdentity.objects.select_related("user")
        .filter(organization=connection.organization, issuer=person.issuer, subject=person.subject)
        .first()
    )


def _is_member(connection: OidcConnection, user: User) -> bool:
    return Membership.objects.filter(organization=connection.organization, user=user).exists()


def _tell_of_new_member(connection: OidcConnection, user: User) -> None:
    tell_owners(
        organization=connection.organization,
        kind="sso_joined",
        params={"person": user.display_name},
    )


def _name(person: Person) -> str:
    try:
        return clean_text(person.name)[:200]
    except ValidationError:
        return ""
