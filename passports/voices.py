"""For whom an issuer speaks when its credential is held against a claim.

A registry that knows an issuer says who it is. That does not make its word count about everybody:
a training platform that the state recognizes is no witness of an employment at a bank. So a
credential confirms a claim only where its issuer is the organization that the claim names, or where
a registry says that it may speak for that one. See docs/adr/0009-for-whom-an-issuer-speaks.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from passports.claims import attested, reading
from passports.claims.matching import same_organization
from passports.models import Credential, Evidence, Proposal, SpeaksFor


class Speaks(models.TextChoices):
    """As what an issuer speaks. `NOBODY`: no registry knows it."""

    NOBODY = ""
    ITSELF = "itself"
    LISTED = "listed"
    ANY = "any"
    # This portal, which asked somebody: how sure it is who that was, the attestation says.
    ASKER = "asker"
    ANOTHER = "another"


@dataclass(frozen=True, slots=True)
class Voice:
    """`by` speaks as `speaks` for `organization`, on the word of `registry`."""

    speaks: Speaks
    by: str = ""
    organization: str = ""
    registry: str = ""

    @property
    def counts(self) -> bool:
        return self.speaks not in (Speaks.NOBODY, Speaks.ANOTHER)

    def as_json(self) -> dict[str, str]:
        return {
            "speaks": self.speaks.value,
            "by": self.by,
            "organization": self.organization,
            "registry": self.registry,
        }


def voice_of(evidence: Evidence) -> Voice:
    """For whom the credential speaks about the claim to which it is tied."""
    revision = evidence.claim.current
    return voice_for(evidence.credential, revision.organization_name if revision else "")


def voice_for(credential: Credential, organization: str) -> Voice:
    """For whom a credential speaks about something at this organization; without a name, at the
    one that it names itself."""
    report = credential.latest_report
    return voice_in(
        report.checks if report else (),
        organization=organization or _named_in(credential),
        issuer_name=credential.issuer_name,
        is_attestation=attested.is_attestation(credential.summary.get("types") or ()),
    )


def voice_in(
    checks: Sequence[Mapping[str, Any]],
    *,
    organization: str,
    issuer_name: str,
    is_attestation: bool = False,
) -> Voice:
    """The same, from the checks of a report. Reads no rows.

    An issuer is who the registries say it is. What it calls itself counts only where none of them
    gives it a name.
    """
    found = _recognitions(checks)
    if not found:
        return Voice(Speaks.NOBODY, issuer_name, organization)
    named = any(each["name"] for each in found)
    by = next((each["name"] for each in found if each["name"]), issuer_name)
    if not organization:
        return Voice(Speaks.ITSELF, by, "", found[0]["registry"])
    for each in found:
        name = each["name"] if named else issuer_name
        if name and same_organization(organization, name):
            return Voice(Speaks.ITSELF, name, organization, each["registry"])
    for each in found:
        if any(same_organization(organization, other) for other in each["organizations"]):
            return Voice(Speaks.LISTED, each["name"] or by, organization, each["registry"])
    for each in found:
        if each["speaks_for"] == SpeaksFor.ANY:
            as_what = Speaks.ASKER if is_attestation else Speaks.ANY
            return Voice(as_what, each["name"] or by, organization, each["registry"])
    return Voice(Speaks.ANOTHER, by, organization)


def sentence_of(voice: Mapping[str, str]) -> str:
    """What a page says of a voice, as `Voice.as_json` gives it; nothing where others say it."""
    speaks = voice.get("speaks", "")
    if speaks == Speaks.ITSELF and voice.get("organization"):
        return _("%(by)s speaks here for itself.") % voice
    if speaks == Speaks.ITSELF:
        return _("%(by)s says it in its own name.") % voice
    if speaks == Speaks.LISTED:
        text = _("%(by)s speaks here for %(organization)s: “%(registry)s” says that it may.")
        return text % voice
    if speaks == Speaks.ANY:
        text = _(
            "%(by)s speaks here for %(organization)s: “%(registry)s” says that it may speak for "
            "any organization."
        )
        return text % voice
    if speaks == Speaks.ANOTHER:
        return _("%(by)s does not speak for %(organization)s, so it confirms nothing here.") % voice
    return ""


def _recognitions(checks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the registries say of the issuer. A report from before they said for whom an issuer
    speaks has only its name: then it speaks for itself."""
    for check in checks:
        if check["name"] == "issuer_recognized" and check["outcome"] == "passed":
            params = check.get("params") or {}
            if "voices" in params:
                return [dict(each) for each in params["voices"]]
            registry = next(iter(params.get("registries") or [""]))
            return [
                {
                    "registry": registry,
                    "name": params.get("name", ""),
                    "speaks_for": SpeaksFor.ITSELF.value,
                    "organizations": [],
                }
            ]
    return []


def _named_in(credential: Credential) -> str:
    """The organization that a credential names, where that is not its issuer."""
    proposal: Proposal | None = getattr(credential, "proposal", None)
    named = reading.text((proposal.values if proposal else {}).get("organization_name"))
    return "" if named == credential.issuer_name else named
