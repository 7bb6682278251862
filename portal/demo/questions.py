"""Questions of the demo to somebody who knows: one in an organization's inbox, one by mail."""

from django.utils import timezone

from accounts.models import DomainProof, Organization, ProofMethod, ProofState, User
from employers.actions.attesters import contacts
from passports.actions.disclosures import open_share
from portal.demo.sharing import Claims, ask, share, sign


def make_questions(
    people: dict[str, User], organizations: dict[str, Organization], claims: Claims
) -> None:
    harbor, bridgeway = organizations["harbor"], organizations["bridgeway"]
    jo, maria, amina = people["jo"], people["maria"], people["amina"]

    # Harbor Health wants to be asked at one address; what it is asked is in its inbox.
    DomainProof.objects.create(
        organization=harbor,
        domain="harborhealth.example",
        method=ProofMethod.DNS_TXT,
        state=ProofState.PROVEN,
        proven_at=timezone.now(),
    )
    contacts.name_registrar(
        organization=harbor, email="records@harborhealth.example", by=people["riley"]
    )
    shared = share(maria, claims["maria"][:3], "Nursing jobs near Fresno", bridgeway)
    open_share(share=shared, viewer=jo, organization=bridgeway)
    asked = ask(shared, claims["maria"][:1], bridgeway, jo, "Nurse, night shift")
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
