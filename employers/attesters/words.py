"""What all sides read about an attester: who, for whom, and how sure that is."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.attesters.replies import SAYABLE
from employers.models import (
    Answer,
    AttestationRequest,
    AttestationState,
    AttestedClaim,
    Said,
    Standing,
)
from passports.claims import attested
from portal.kernel.dates import written

LEVELS = {
    attested.HIGH: gettext_lazy(
        "Sure: the answer came from an address that belongs to the organization."
    ),
    attested.MEDIUM: gettext_lazy(
        "Likely: the answer came from the domain of the organization's website, which it has not "
        "proven to us."
    ),
    attested.LOW: gettext_lazy(
        "Not sure: the answer came from an address that nobody has tied to the organization."
    ),
}
# What a credential says of a claim, and how sure it is who said it, in one sentence: page, paper
# and API say the same. "" is a credential that is no attestation.
_CONFIRMS = {
    "": gettext_lazy("Confirmed by a credential that %(issuer)s issued."),
    attested.HIGH: gettext_lazy(
        "Confirmed in a credential that %(issuer)s issued. We are sure who answered: the answer "
        "came from an address that belongs to the organization."
    ),
    attested.MEDIUM: gettext_lazy(
        "Confirmed in a credential that %(issuer)s issued. We are fairly sure who answered: the "
        "answer came from the domain of the organization's website, which it has not proven to us."
    ),
    attested.LOW: gettext_lazy(
        "Confirmed in a credential that %(issuer)s issued. We cannot tell who answered: the answer "
        "came from an address that nobody has tied to the organization."
    ),
}
_DIFFERS = {
    "": gettext_lazy("A credential by %(issuer)s says something else."),
    attested.HIGH: gettext_lazy(
        "A credential that %(issuer)s issued says something else. We are sure who answered: the "
        "answer came from an address that belongs to the organization."
    ),
    attested.MEDIUM: gettext_lazy(
        "A credential that %(issuer)s issued says something else. We are fairly sure who answered: "
        "the answer came from the domain of the organization's website, which it has not proven "
        "to us."
    ),
    attested.LOW: gettext_lazy(
        "A credential that %(issuer)s issued says something else. We cannot tell who answered: the "
        "answer came from an address that nobody has tied to the organization."
    ),
}
PORTAL_NAME = "Career Passport"
UNSURE = gettext_lazy("Confirmed, but we cannot tell by whom")


def level_words(level: str) -> str:
    return str(LEVELS.get(level, LEVELS[attested.LOW]))


def source_sentence(source: Mapping[str, Any]) -> str:
    """What one credential says, who issued it, and how sure it is who said it."""
    sentences = _DIFFERS if source.get("relation") == "differs" else _CONFIRMS
    level = source.get("attestation") or ""
    sentence = sentences.get(level, sentences[attested.LOW])
    return str(sentence) % {"issuer": source.get("issuer_name", "")}


def rests_on_strangers(basis: Mapping[str, Any]) -> bool:
    """Does the answer rest only on people whom nobody has tied to the organization?"""
    # Of another portal it stands beside its name: its attestation speaks of no address.
    portal = (basis.get("portal") or {}).get("level")
    levels = {source.get("attestation") or portal for source in basis.get("evidence", [])}
    return levels == {attested.LOW}


def is_unsure(answer: str, basis: Mapping[str, Any]) -> bool:
    """Is it confirmed, and nobody can tell by whom?"""
    return answer == Answer.CONFIRMED and rests_on_strangers(basis)


def narrative(attestation: AttestationRequest, standing: Standing) -> str:
    """The sentence in the credential that names the attester."""
    if attestation.answered_by_id is not None and attestation.organization is not None:
        # A member, signed in: no link and no code led there.
        return _("%(name)s (%(role)s) answered on %(date)s, in the inbox of %(organization)s.") % {
            "name": attestation.typed_name,
            "role": attestation.typed_role,
            "date": f"{attestation.ended_at:%Y-%m-%d}" if attestation.ended_at else "",
            "organization": attestation.organization.name,
        }
    return _(
        "%(name)s (%(role)s) answered on %(date)s, by a link and a code sent to %(standing)s."
    ) % {
        "name": attestation.typed_name,
        "role": attestation.typed_role,
        "date": f"{attestation.ended_at:%Y-%m-%d}" if attestation.ended_at else "",
        "standing": str(standing.label),
    }


def what_became(claim: AttestedClaim) -> str:
    """Why a claim cannot be answered now, for somebody who has just tried it."""
    attestation = claim.attestation
    day = written(attestation.ended_at, "j F Y") if attestation.ended_at else ""
    if claim.said in SAYABLE:
        return _("Answered already, on %(day)s by %(name)s: %(said)s.") % {
            "day": day,
            "name": attestation.typed_name or _("somebody"),
            "said": Said(claim.said).label,
        }
    if attestation.state == AttestationState.DECLINED:
        return _("Declined already, on %(day)s.") % {"day": day}
    if attestation.state == AttestationState.HANDED_OVER:
        return _("Passed on to a colleague already, on %(day)s.") % {"day": day}
    if attestation.is_paused:
        return _(
            "Paused: whoever asks may not ask at the moment. Nothing is lost; try again later."
        )
    if attestation.is_open and claim.said == Said.ASKED:
        return _("What is asked about this person has changed. Download the questions again.")
    if claim.said == Said.STOPPED and attestation.state != AttestationState.EXPIRED:
        return _("No longer asked: the person or whoever asked has taken it back.")
    return _("Its time is over.")


def asked_of(attestation: AttestationRequest, organization_name: str) -> dict[str, Any]:
    """Whom the requester sees that we asked: an organization and a role, no name, no address."""
    signs_for = attestation.signs_for
    return {
        "organization": signs_for.name if signs_for else organization_name,
        "role": attestation.typed_role or attestation.role,
        "standing": attestation.standing,
        "level": attestation.level,
    }


def attester_sentences(basis: dict[str, Any], *, answered: bool) -> list[str]:
    """What a page says of the attester behind an answer, from what was stored with it."""
    attester = basis.get("attester")
    if not attester:
        return []
    whom = ", ".join(part for part in (attester["role"], attester["organization"]) if part)
    if not answered:
        return [_("We have asked: %(whom)s.") % {"whom": whom}]
    sentences = [_("We asked: %(whom)s.") % {"whom": whom}]
    if basis.get("evidence"):
        sentences.append(_("They answered from %(standing)s.") % {
            "standing": Standing(attester["standing"]).label
        })  # fmt: skip
    return sentences
