"""Asking another portal that holds the records of the institution which a claim names.

Its answer comes within seconds, see asking.py and answers.py in employers/actions/portals; where
there is none that counts, the next layer is tried.
"""

from employers.actions.portals import asking as portal_asking
from employers.layers.reply import Reply
from employers.models import Answer, Layer, RequestedClaim
from employers.portals.words import portal_beforehand
from passports.models import Dispute

LAYER = Layer.PORTAL


def foresee(row: RequestedClaim) -> str:
    institution = portal_asking.institution_for(row)
    if institution is None or row.request.holder is None:
        return ""
    return portal_beforehand(institution, row.request.holder)


def begin(row: RequestedClaim) -> Reply | None:
    """Ask the next portal that holds these records; None where no other does."""
    institution = portal_asking.institution_for(row)
    if institution is None:
        return None
    inquiry = portal_asking.ask(row=row, institution=institution)
    return Reply(
        answer=Answer.ASKED,
        layer=LAYER,
        basis={
            "revision": str(inquiry.revision_id),
            "evidence": [],
            "portal": {"name": institution.peer.name, "institution": institution.name},
        },
        source_name=institution.peer.name[:200],
    )


def stop(row: RequestedClaim) -> None:
    """What has not been sent is not sent any more; an answer under way is not stored."""
    portal_asking.stop(row=row)


def again(row: RequestedClaim, dispute: Dispute) -> None:
    """Its answer is a credential of the holder, which is checked again when the dispute is opened;
    what is wrong in the records there is for the administrators to settle with that portal."""
