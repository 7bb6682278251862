"""Asking another portal that holds an institution's records about one claim.

The message carries what is asked, the holder's consent and one address that the holder has proven;
it is signed by this portal, and goes to a portal that an administrator has switched on, no other.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Organization, ProofState, User
from employers.attesters.knowing import organization_of
from employers.models import InquiryState, PeerInstitution, PeerState, PortalInquiry, RequestedClaim
from passports.claims.matching import same_organization
from passports.models import ClaimRevision
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue

ASK_WORK = "employers.ask_portal"
# A portal that has not answered by then is not waited for: somebody else is asked.
WAIT_FOR = timedelta(minutes=30)


def institution_for(row: RequestedClaim) -> PeerInstitution | None:
    """The records to look in: of the institution that the claim names, at a portal in use that was
    not asked about this claim yet; None where there are none, or no address to be known by."""
    claim, holder = row.claim, row.request.holder
    if claim is None or claim.current is None or holder is None:
        return None
    asked = PortalInquiry.objects.filter(row=row).values("peer")
    for each in institutions_of(claim.current):
        if each.peer_id not in {one["peer"] for one in asked} and address_for(holder, each.domain):
            return each
    return None


def institutions_of(revision: ClaimRevision) -> Sequence[PeerInstitution]:
    """All that portals in use hold of the institution that a claim names."""
    if not revision.organization_name:
        return []
    organization = organization_of(revision)
    domains = set(organization.proven_domains()) if organization else set()
    held = PeerInstitution.objects.filter(peer__state=PeerState.ON).select_related("peer")
    return [
        each
        for each in held.order_by("created_at")
        if (each.domain and each.domain in domains)
        or same_organization(revision.organization_name, each.name)
    ]


def address_for(holder: User, domain: str) -> str:
    """The one proven address by which the other portal may know the holder: that at the domain of
    the institution, else the one for sign-in; none that is not proven."""
    proven = [value for kind, value in holder.proven_identities() if kind == "email"]
    there = [each for each in proven if domain and _is_at(each, domain)]
    if there:
        return there[0]
    if holder.email.lower() in proven:
        return holder.email.lower()
    return proven[0] if proven else ""


def kept_by(did: str) -> list[str]:
    """The names of the institutions for which another portal in use may speak: those that an
    administrator entered with it, and what the organizations here are called that have proven
    their domains."""
    held = PeerInstitution.objects.filter(peer__did=did, peer__state=PeerState.ON)
    entered = list(held.values_list("name", "domain"))
    domains = {domain for _name, domain in entered if domain}
    named = Organization.objects.vetted().filter(
        domain_proofs__domain__in=domains, domain_proofs__state=ProofState.PROVEN
    )
    return [name for name, _domain in entered] + list(named.values_list("name", flat=True))


@transaction.atomic
def ask(*, row: RequestedClaim, institution: PeerInstitution) -> PortalInquiry:
    """Store the inquiry about a claim, and the work that sends it.

    Inside the transaction that stores that the claim is asked.
    """
    revision = row.claim.current if row.claim else None
    if revision is None:
        raise ValueError("A claim without a revision cannot be asked about.")
    inquiry = PortalInquiry.objects.create(
        row=row,
        peer=institution.peer,
        revision=revision,
        institution=institution.name,
        domain=institution.domain,
        expires_at=timezone.now() + WAIT_FOR,
    )
    codes = {"peer": str(institution.peer_id), "request": str(row.request_id)}
    record(by=None, obj=inquiry, deed="portal_asked", codes=codes)
    enqueue(ASK_WORK, inquiry.id)
    return inquiry


def stop(*, row: RequestedClaim) -> None:
    """Nobody waits for what a portal would say of this claim: nothing is sent any more."""
    for inquiry in PortalInquiry.objects.filter(row=row):
        if move_if_open(inquiry, InquiryState.STOPPED):
            record(by=None, obj=inquiry, deed="portal_inquiry_stopped")


def move_if_open(inquiry: PortalInquiry, to: InquiryState, reason: str = "") -> bool:
    """End an inquiry. False when it had ended already."""
    return move(inquiry, to=to, reason=reason, ended_at=timezone.now(), received=None)


def _is_at(email: str, domain: str) -> bool:
    there = email.rpartition("@")[2]
    return there == domain or there.endswith(f".{domain}")
