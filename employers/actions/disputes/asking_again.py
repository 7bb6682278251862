"""A disputed answer of an attester: whoever gave it is asked once more."""

from django.db.models import F

from employers.actions.attesters.attesting import MOST_ASKED, create
from employers.attesters.knowing import Attester, attester_for
from employers.models import AttestedClaim, RequestedClaim, Said, SignedConsent, Standing
from passports.models import Dispute


def ask_again(*, row: RequestedClaim, dispute: Dispute) -> bool:
    """Send a new link to the address that answered, or to whom the portal knows now.

    Inside the transaction that opens the dispute. Returns: whether there is anybody to ask, and
    they were not asked too often already, and the permission to ask is in force; where not, the
    administrators settle it.
    """
    claim, holder = row.claim, row.request.holder
    if claim is None or claim.current is None or holder is None:
        return False
    # A withdrawal at the same instant waits here, and then stops whom we ask; or we find it done.
    permission = SignedConsent.objects.in_force().live().filter(request=row.request)
    if not permission.update(signed_at=F("signed_at")):
        return False
    if AttestedClaim.objects.filter(row=row).count() >= MOST_ASKED:
        return False
    attester = _who_answered(row) or attester_for(claim, holder)
    if attester is None:
        return False
    attestation = create(request=row.request, attester=attester)
    AttestedClaim.objects.create(
        attestation=attestation, row=row, revision=claim.current, dispute=dispute
    )
    return True


def _who_answered(row: RequestedClaim) -> Attester | None:
    earlier = (
        AttestedClaim.objects.filter(row=row, said__in=(Said.CONFIRMED, Said.DIFFERS))
        .exclude(attestation__email="")
        .select_related("attestation__signs_for", "attestation__organization")
        .order_by("-created_at")
        .first()
    )
    if earlier is None:
        return None
    was = earlier.attestation
    standing = Standing(was.standing)
    return Attester(was.email, was.name, was.role, standing, was.signs_for, was.organization)
