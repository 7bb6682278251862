"""What is there before anybody asks: two organizations, and a school whose diplomas count."""

import datetime as dt

from django.utils import timezone

from accounts.models import AgeBand, Role, User
from employers.actions import requests
from employers.actions.attesters import contacts
from passports.actions.disclosures import open_share
from passports.models import Audience, Evidence, RecognizedIssuer, Relation
from tests.browser.brought import school
from tests.factories.accounts import (
    DomainProofFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
)
from tests.factories.claims import make_claim, make_credential, make_share
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


def ask_minor(*, yard: str, recruiter: str, minor: str, knows: str) -> None:
    """`yard` has asked somebody of 16 about two claims: a credential proves the one, and of the
    other somebody at the address `knows` would have to be asked."""
    make(yard=yard, recruiter=recruiter)
    asker = User.objects.get(email=recruiter)
    holder = UserFactory(name="Robin Diaz", email=minor, age_band=AgeBand.MINOR)
    # Signs in and signs with codes.
    holder.set_unusable_password()
    holder.save()
    proven = make_claim(
        holder, "certification", title="Riveting", organization_name="Harbor School"
    )
    credential = make_credential(holder, title="Riveting", issuer_name="Harbor School")
    Evidence.objects.create(claim=proven, credential=credential, relation=Relation.SUPPORTS)
    known = make_claim(holder, "employment", title="Deckhand", organization_name="Acme Steel")
    contacts.name_contact(claim=known, by=holder, email=knows, name="Pat Lee", role="Foreman")
    organization = asker.memberships.get().organization
    share, _token = make_share(
        holder, [proven, known], audience=Audience.ORGANIZATION, organization=organization
    )
    open_share(share=share, viewer=asker, organization=organization)
    requests.send(
        organization=organization,
        by=asker,
        share=share,
        claims=[proven, known],
        purpose="Hiring decision for a job",
        reference="Summer job",
        deadline=timezone.now() + dt.timedelta(days=7),
    )
