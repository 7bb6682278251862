"""Asking somebody who knows: the registrar of an organization, or whom the holder named.

The answer comes days later, by a link and a code in their mail, see employers/actions/attesting*.
"""

from django.utils.translation import gettext as _

from employers.actions.attesters import attesting
from employers.actions.disputes import asking_again
from employers.attesters.knowing import attester_for
from employers.attesters.words import asked_of
from employers.layers.reply import Reply
from employers.models import Answer, Layer, RequestedClaim
from passports.models import Dispute

LAYER = Layer.ATTESTER


def foresee(row: RequestedClaim) -> str:
    claim, holder = row.claim, row.request.holder
    attester = attester_for(claim, holder) if claim and holder else None
    if attester is None:
        return ""
    if attester.inbox_of is not None:
        return _("We ask the registrar's office of %(name)s.") % {"name": attester.inbox_of.name}
    organization = claim.current.organization_name if claim and claim.current else ""
    if attester.signs_for is not None:
        organization = attester.signs_for.name
    if not organization:
        return _("We ask whom you named for it: %(role)s.") % {"role": attester.role}
    return _("We ask whom you named for it: %(role)s, %(organization)s.") % {
        "role": attester.role,
        "organization": organization,
    }


def begin(row: RequestedClaim) -> Reply | None:
    """Ask the attester of the claim; None where nobody is named who could be asked."""
    claim, holder = row.claim, row.request.holder
    if claim is None or claim.current is None or holder is None:
        return None
    attester = attester_for(claim, holder)
    attestation = attesting.ask(row=row, attester=attester) if attester else None
    if attestation is None:
        return None
    asked = asked_of(attestation, claim.current.organization_name)
    return Reply(
        answer=Answer.ASKED,
        layer=LAYER,
        basis={"revision": str(claim.current_id), "evidence": [], "attester": asked},
        source_name=asked["organization"][:200],
    )


def stop(row: RequestedClaim) -> None:
    """The link says from now on that nobody waits for the answer."""
    attesting.stop(row=row)


def again(row: RequestedClaim, dispute: Dispute) -> None:
    """Whoever said it is asked once more."""
    asking_again.ask_again(row=row, dispute=dispute)
