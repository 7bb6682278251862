"""Setting up sign-in by an organization's own provider."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions.owners import tell_owners
from accounts.domains import belongs_to
from accounts.models import ConnectionState, OidcConnection, Organization, User
from accounts.oidc import Person, SsoProblem
from accounts.oidc.discovery import checked_issuer
from portal.kernel import sealing
from portal.kernel.audit import record
from portal.kernel.moves import move


class NoProvenDomain(Exception):
    """Only for addresses at a proven domain, and there is none."""


class SecretMissing(Exception):
    """A new provider or client needs its secret."""


class NotTested(Exception):
    """It is switched on after a test of exactly what is entered now."""


@transaction.atomic
def save(
    *,
    organization: Organization,
    issuer: str,
    client_id: str,
    client_secret: str,
    default_role: str,
    by: User,
) -> OidcConnection:
    """Keep what an owner entered, as a draft that has to be tested. An empty secret keeps the one
    that is there, for the same provider and client.

    Raises NoProvenDomain, SecretMissing, SsoProblem for an address that we would not ask, and
    ValueError for a role that nobody gets this way.
    """
    if default_role not in OidcConnection.DEFAULT_ROLES:
        raise ValueError(default_role)
    if not organization.proven_domains():
        raise NoProvenDomain
    checked_issuer(issuer)
    found = OidcConnection.objects.filter(organization=organization).first()
    connection = found or OidcConnection(organization=organization)
    is_same = (connection.issuer, connection.client_id) == (issuer, client_id)
    if not client_secret and not (is_same and connection.sealed_secret):
        raise SecretMissing
    if client_secret:
        connection.seal_secret(client_secret)
    connection.issuer, connection.client_id = issuer, client_id
    connection.default_role = default_role
    if found is None:
        connection.save(force_insert=True)
    else:
        connection.version = F("version") + 1
        connection.save(
            update_fields=[
                "issuer",
                "client_id",
                "default_role",
                "sealed_secret",
                "sealed_by",
                "version",
            ]
        )
        move(connection, to=ConnectionState.DRAFT, tested_at=None)
        connection.refresh_from_db()
    record(by=by, obj=connection, deed="sso_configured", codes={"role": default_role})
    return connection


@transaction.atomic
def note_test(*, connection: OidcConnection, version: int, person: Person, by: User) -> None:
    """A test came back well. Raises NotTested when the settings changed in the meantime, and
    SsoProblem when the person would not be let in."""
    check_person(connection=connection, person=person)
    current = OidcConnection.objects.filter(pk=connection.pk, version=version)
    if not current.exists():
        raise NotTested
    if connection.state == ConnectionState.ON:
        current.update(tested_at=timezone.now())
    elif not move(connection, to=ConnectionState.TESTED, tested_at=timezone.now()):
        raise NotTested
    record(by=by, obj=connection, deed="sso_tested")


@transaction.atomic
def switch_on(*, connection: OidcConnection, by: User) -> None:
    """Let people in by the provider. Raises NotTested, NoProvenDomain and SsoProblem("not_on") for
    an organization that is not vetted."""
    if not connection.organization.is_vetted:
        raise SsoProblem("not_on")
    if not connection.organization.proven_domains():
        raise NoProvenDomain
    if connection.tested_at is None or not move(connection, to=ConnectionState.ON):
        raise NotTested
    record(by=by, obj=connection, deed="sso_switched_on")
    tell_owners(organization=connection.organization, kind="sso_switched_on")


@transaction.atomic
def switch_off(*, connection: OidcConnection, by: User) -> bool:
    """Let nobody in by the provider any more, those included who are in. False when it was off."""
    if not move(connection, to=ConnectionState.OFF):
        return False
    record(by=by, obj=connection, deed="sso_switched_off")
    return True


@transaction.atomic
def remove(*, connection: OidcConnection, by: User) -> None:
    """Forget the provider and its secret. Whom it vouched for stays known, by its address."""
    record(by=by, obj=connection, deed="sso_removed")
    connection.delete()


@transaction.atomic
def rewrap_all(*, by: User | None = None) -> int:
    """Seal every client secret under the present ISSUING_KEY_SECRET; how many were not yet.

    Raises sealing.CannotOpen when a secret that sealed one of them is not named.
    """
    count = 0
    for connection in OidcConnection.objects.exclude(sealed_by=""):
        if connection.is_sealed_by_present_secret:
            continue
        connection.seal_secret(connection.client_secret())
        connection.save(update_fields=["sealed_secret", "sealed_by"])
        record(by=by, obj=connection, deed="sso_secret_rewrapped")
        count += 1
    return count


def secret_of(connection: OidcConnection) -> str:
    """The client's secret. Raises SsoProblem when it cannot be read any more."""
    try:
        return connection.client_secret()
    except sealing.CannotOpen:
        raise SsoProblem("secret_lost") from None


def check_person(*, connection: OidcConnection, person: Person) -> None:
    """Whether the provider may vouch for this person: a verified address at a domain that its
    organization has proven. Raises SsoProblem."""
    if not person.email:
        raise SsoProblem("no_email")
    if not person.email_verified:
        raise SsoProblem("email_not_verified")
    if not belongs_to(person.email, connection.organization):
        raise SsoProblem("email_elsewhere")
