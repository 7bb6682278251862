"""What the credentials that a person holds here prove of a claim that another portal asks about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from employers.layers import held
from employers.models import Answer
from employers.portals.message import NamedClaim, portal_name
from passports.claims import KINDS, attested
from passports.claims.dates import PartialDate, partial
from passports.claims.matching import CONFIRMED, Said, compare, same_text
from passports.comparing import said_by
from passports.models import ClaimRevision, Credential, Precision, Relation, VerdictChoice
from passports.voices import voice_for


@dataclass(frozen=True, slots=True)
class Record:
    """One credential that is about the claim, and what of it answers what is asked."""

    credential: Credential
    answer: Answer
    # As `attested.subject_of` takes them: what the credential states of what is asked, no more.
    values: Mapping[str, Any]
    level: str

    @property
    def narrative(self) -> str:
        report = self.credential.latest_report
        return _(
            "%(portal)s has checked a credential by %(issuer)s on %(date)s, which the person keeps "
            "there. It is genuine, in force, and issued to this person."
        ) % {
            "portal": portal_name(),
            "issuer": self.credential.issuer_name or _("an issuer that gives no name"),
            "date": f"{report.checked_at:%Y-%m-%d}" if report else "",
        }


def record_of(holder: User, claim: NamedClaim) -> Record | None:
    """The credential that answers for a claim of this kind, title and organization, or None. One
    that contradicts is never hidden behind another that agrees."""
    held_here = Credential.objects.filter(
        holder=holder, verdict=VerdictChoice.VERIFIED, not_yours=False, superseded_by__isnull=True
    )
    records = [
        found
        for each in held_here.select_related("latest_report", "proposal").order_by("created_at")
        if held.counts(each) and (found := _read(each, claim)) is not None
    ]
    differing = [each for each in records if each.answer == Answer.DIFFERS]
    return next(iter(differing or records), None)


def _read(credential: Credential, claim: NamedClaim) -> Record | None:
    said = said_by(credential)
    level = credential.summary.get("attestation", {}).get("level", attested.HIGH)
    # Somebody of whom nobody knows who they are does not become sure by being passed on.
    if said.kind != claim.kind or level == attested.LOW:
        return None
    found = compare(claim.kind, _asked(claim), said)
    if found.fields["title"] != CONFIRMED or found.fields.get("organization") != CONFIRMED:
        return None
    if not voice_for(credential, claim.organization_name).counts:
        return None
    answer = Answer.CONFIRMED if found.relation == Relation.SUPPORTS else Answer.DIFFERS
    return Record(credential, answer, _stated(claim, said), level)


def _asked(claim: NamedClaim) -> ClaimRevision:
    """The claim as the other portal names it, to compare with; never stored."""
    revision = ClaimRevision(
        title=claim.title,
        organization_name=claim.organization_name,
        details={name: claim.details[name] for name in _compared(claim)},
    )
    for name in ("start", "end"):
        date = attested.date_of(getattr(claim, name))
        if date is not None:
            setattr(revision, name, date.date)
            setattr(revision, f"{name}_precision", date.precision)
    return revision


def _stated(claim: NamedClaim, said: Said) -> dict[str, Any]:
    titles = [each for each in said.titles if same_text(claim.title, each)]
    organizations = [
        each
        for each in said.organizations
        if same_text(claim.organization_name, each, either_way=True)
    ]
    details = said.values.get("details") or {}
    return {
        "title": titles[0],
        "organization_name": organizations[0],
        "start": _date(said, "start") if claim.start else None,
        "end": _date(said, "end") if claim.end else None,
        "details": {name: details[name] for name in _compared(claim) if details.get(name)},
    }


def _compared(claim: NamedClaim) -> list[str]:
    return [name for name in KINDS[claim.kind].compared if claim.details.get(name)]


def _date(said: Said, name: str) -> PartialDate | None:
    precision = said.values.get(f"{name}_precision") or Precision.DAY
    return partial(said.values.get(name), precision)
