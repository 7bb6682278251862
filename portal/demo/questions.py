"""Questions of the demo to somebody who knows: one in an organization's inbox, one by mail."""

import datetime as dt

from django.utils import timezone

from accounts.models import DomainProof, Organization, ProofMethod, ProofState, User
from employers.actions.attesters import contacts
from passports.actions.disclosures import open_share
from portal.demo.sharing import Claims, ask, share, sign


def name_registrars(people: dict[str, User], organizations: dict[str, Organization]) -> None:
    """Who wants to be asked at one address, at a domain that is proven; what they are asked is in
    their inbox."""
    for key, owner, email in (
        ("harbor", "riley", "records@harborhealth.example"),
        ("valley", "pat", "registrar@valleycollege.example"),
    ):
        now = timezone.now()
        DomainProof.objects.create(
            organization=organizations[key],
            domain=email.partition("@")[2],
            # Asked for again in a year: what a DNS record says, nobody can look up in a demo.
            method=ProofMethod.EMAIL,
            mailbox="admin",
            state=ProofState.PROVEN,
            proven_at=now,
            checked_at=now,
            next_check_at=now + dt.timedelta(days=365),
        )
        contacts.name_registrar(organization=organizations[key], email=email, by=people[owner])


def make_questions(
    people: dict[str, User], organizations: dict[str, Organization], claims: Claims
) -> None:
    bridgeway = organizations["bridgeway"]
    jo, maria, amina = people["jo"], people["maria"], people["amina"]

    # Half of it a credential answers at once, the other half waits in Harbor Health's inbox.
    worked, degree = claims["maria"][0], claims["maria"][3]
    shared = share(maria, [*claims["maria"][:3], degree], "Nursing jobs near Fresno", bridgeway)
    open_share(share=shared, viewer=jo, organization=bridgeway)
    asked = ask(shared, [worked, degree], bridgeway, jo, "Nurse, night shift")
    sign(asked, maria)

    # Amina's former employer has no account: its owner gets a mail with a link (/dev/mail).
    bookkeeper = next(claim for claim in claims["amina"] if claim.kind == "employment")
    contacts.name_contact(
        claim=bookkeeper,
        by=amina,
        email="farah@bluecrescent.example",
        name="Farah Aden",
        role="Owner",
    )
    shared = share(amina, [bookkeeper], "Bookkeeping at a clinic", bridgeway)
    open_share(share=shared, viewer=jo, organization=bridgeway)
    asked = ask(shared, [bookkeeper], bridgeway, jo, "Bookkeeper, clinic")
    sign(asked, amina)
