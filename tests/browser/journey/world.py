"""What is there before anybody asks: two organizations, and a school whose diplomas count."""

from accounts.models import Role
from employers.actions.attesters import contacts
from passports.models import RecognizedIssuer
from tests.browser.brought import school
from tests.factories.accounts import (
    DomainProofFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)
from tests.factories.passports import RecognizedIssuerFactory


def make(*, yard: str, recruiter: str, works: str = "", registrar: str = "") -> None:
    """`yard` asks through `recruiter`; `works` answers at `registrar`, an address at its own
    domain. Without `works` the former employer has no account here."""
    if not RecognizedIssuer.objects.filter(identifier=school().did).exists():
        RecognizedIssuerFactory(identifier=school().did)
    MembershipFactory(
        role=Role.OWNER,
        organization__name=yard,
        user__name="Riley Chen",
        user__email=recruiter,
    )
    if works:
        owner = MembershipFactory(
            role=Role.OWNER,
            organization=OrganizationFactory(name=works),
            user=UserFactory(name="Olu Bank", email=f"olu.{registrar}"),
        )
        domain = registrar.partition("@")[2]
        DomainProofFactory(organization=owner.organization, domain=domain)
        contacts.name_registrar(organization=owner.organization, email=registrar, by=owner.user)
