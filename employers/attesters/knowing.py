"""Whom to ask about a claim, and how sure it is that they speak for its organization."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from accounts.domains import belongs_to, domain_of, is_free_mail, proven_domain_of
from accounts.mailboxes import is_one_of
from accounts.models import CredentialAddress, Organization, User
from employers.models import AttesterContact, Registrar, Standing
from passports.claims.matching import same_organization
from passports.models import Claim, ClaimRevision
from portal.kernel.text import folded

SPEAKS_FOR = (Standing.REGISTRAR, Standing.PROVEN_DOMAIN)


@dataclass(frozen=True, slots=True)
class Attester:
    """Somebody to ask. `signs_for` is the organization in whose name the answer will be signed,
    `inbox_of` the one that named the address itself."""

    email: str
    name: str
    role: str
    standing: Standing
    signs_for: Organization | None = None
    inbox_of: Organization | None = None
    # That whoever named the address gave for it.
    language: str = ""


def attester_for(claim: Claim, holder: User) -> Attester | None:
    """The registrar of the claim's organization, else the contact that its holder named; None
    where there is neither, or where it would be the holder's own address."""
    revision = claim.current
    if revision is None:
        return None
    organization = organization_of(revision)
    registrar = (
        Registrar.objects.filter(organization=organization).first() if organization else None
    )
    if registrar is not None and not is_own(registrar.email, holder):
        role = _("registrar's office")
        return Attester(
            registrar.email,
            "",
            role,
            Standing.REGISTRAR,
            organization,
            organization,
            registrar.language,
        )
    contact = AttesterContact.objects.filter(claim=claim).first()
    if contact is None or is_own(contact.email, holder):
        return None
    return attester_at(
        contact.email, revision, name=contact.name, role=contact.role, language=contact.language
    )


def attester_at(
    email: str, revision: ClaimRevision, *, name: str, role: str, language: str = ""
) -> Attester:
    """This address, judged by what is known of its domain now."""
    standing, organization = standing_of(email, revision)
    speaks = organization if standing in SPEAKS_FOR else None
    inbox = organization if standing == Standing.REGISTRAR else None
    return Attester(email, name, role, standing, speaks, inbox, language)


def organization_of(revision: ClaimRevision) -> Organization | None:
    """The vetted organization that a claim names: the one it is tied to, or the only one of that
    name."""
    if revision.organization is not None:
        return revision.organization if revision.organization.is_vetted else None
    if not revision.organization_name:
        return None
    named = Organization.objects.vetted().filter(name_folded=folded(revision.organization_name))
    found = list(named[:2])
    return found[0] if len(found) == 1 else None


def standing_of(email: str, revision: ClaimRevision) -> tuple[Standing, Organization | None]:
    """How an address belongs to the organization of a claim, and that organization if it does."""
    organization = organization_of(revision)
    if organization is not None:
        if Registrar.objects.filter(organization=organization, email__iexact=email).exists():
            return Standing.REGISTRAR, organization
        if belongs_to(email, organization):
            return Standing.PROVEN_DOMAIN, organization
    owner = proven_domain_of(email)
    if owner is not None and owner.is_vetted and _is_named(owner, revision):
        return Standing.PROVEN_DOMAIN, owner
    if is_free_mail(email):
        return Standing.FREE_MAIL, None
    if organization is not None and domain_of(email) in _stated_domains(organization):
        return Standing.STATED_DOMAIN, organization
    return Standing.OTHER_DOMAIN, None


def _is_named(organization: Organization, revision: ClaimRevision) -> bool:
    """Strictly: whoever is it signs in its name, and is believed (passports/voices.py)."""
    return bool(revision.organization_name) and same_organization(
        revision.organization_name, organization.name
    )


def is_own(email: str, holder: User) -> bool:
    """Whether an address is one of the holder's, proven or not, however it is spelled."""
    own = {holder.email}
    own |= set(EmailAddress.objects.filter(user=holder).values_list("email", flat=True))
    own |= set(CredentialAddress.objects.filter(user=holder).values_list("email", flat=True))
    return is_one_of(email, own)


def refusal_of(email: str, holder: User) -> str:
    """The sentence that says why this address cannot be asked about this holder; empty if it can.

    For the holder, who names it, and for an attester, who hands the question on: neither learns
    from it who has an account here.
    """
    if is_own(email, holder):
        return _(
            "This address belongs to the person whom it is about. Give the address of somebody "
            "else who knows: the registrar, human resources, or a former manager."
        )
    if not domain_of(email):
        return _("Enter an email address at a real domain, like name@school.edu.")
    return ""


def _stated_domains(organization: Organization) -> set[str]:
    host = (urlsplit(organization.website).hostname or "").removeprefix("www.")
    return {each for each in (host, organization.email_domain.lower()) if each}
