"""What all sides read about another portal that is asked."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from employers.actions.portals.asking import address_for
from employers.models import Answer, PeerInstitution, ReceivedInquiry
from passports.claims import attested

_CERTAINTY = {
    "": gettext_lazy("The portal %(name)s has answered from the records of %(institution)s."),
    attested.HIGH: gettext_lazy(
        "Sure: the portal %(name)s has checked it in the records of %(institution)s."
    ),
    attested.MEDIUM: gettext_lazy(
        "Likely: the portal %(name)s knows it from somebody at the domain of the website of "
        "%(institution)s, which has not proven it there."
    ),
    attested.LOW: gettext_lazy(
        "Not sure: the portal %(name)s does not say who at %(institution)s has confirmed it."
    ),
}


def portal_sentences(basis: dict[str, Any], *, answered: bool) -> list[str]:
    """What a page says of the portal behind an answer, from what was stored with it."""
    portal = basis.get("portal")
    if not portal:
        return []
    if not answered:
        return [
            _("We have asked the portal %(name)s, which holds records of %(institution)s.") % portal
        ]
    return [str(_CERTAINTY[level_of(basis)]) % portal]


def level_of(basis: Mapping[str, Any]) -> str:
    """How sure the portal is behind an answer, as its attestation says; nothing where there is no
    portal, or where that was not kept."""
    level = (basis.get("portal") or {}).get("level", "")
    return level if level in attested.LEVELS else ""


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
