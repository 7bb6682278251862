"""What all sides read about another portal that is asked."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from employers.actions.portals.asking import address_for
from employers.models import Answer, PeerInstitution, ReceivedInquiry


def portal_sentences(basis: dict[str, Any], *, answered: bool) -> list[str]:
    """What a page says of the portal behind an answer, from what was stored with it."""
    portal = basis.get("portal")
    if not portal:
        return []
    if not answered:
        return [
            _("We have asked the portal %(name)s, which holds records of %(institution)s.") % portal
        ]
    return [
        _("Sure: the portal %(name)s has checked it in the records of %(institution)s.") % portal
    ]


def portal_beforehand(institution: PeerInstitution, holder: User) -> str:
    """What the holder reads before they authorize: whom we ask, and what they are told."""
    return _(
        "We ask the portal %(name)s, which holds records of %(institution)s. It learns what this "
        "claim says, who asks, and your address %(email)s."
    ) % {
        "name": institution.peer.name,
        "institution": institution.name,
        "email": address_for(holder, institution.domain),
    }


def shown_inquiries(received: Iterable[ReceivedInquiry]) -> list[dict[str, Any]]:
    """What other portals asked about one person, and were told, as their page shows it."""
    return [
        {
            "portal": each.peer.name,
            "requester": each.requester,
            "purpose": each.purpose,
            "when": each.created_at,
            "consent_at": each.consent_at,
            "claims": [
                {
                    "title": claim["title"],
                    "organization_name": claim["organization_name"],
                    "answer": Answer(claim["answer"]).label,
                    "told": claim["answer"] != Answer.COULD_NOT_BE_CHECKED,
                }
                for claim in each.claims
            ],
        }
        for each in received
    ]
