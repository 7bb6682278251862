"""A shared passport as its reader sees it: the same for the preview, the reader and the record.

What was shown is kept as entries of ids and codes (`Disclosure.shown`), so that a later change of
the evidence does not change what a reader saw.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from passports.cards import ShownClaim, ShownEvidence, claim_card, counts_of, grouped
from passports.models import (
    Audience,
    Claim,
    ClaimRevision,
    Credential,
    Disclosure,
    Share,
    VerificationReport,
)

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SharedPassport:
    """What `templates/passports/public/_shared_passport.html` shows."""

    holder: str
    purpose: str
    shared_with: str
    shared_on: datetime.datetime | None
    expires_on: datetime.datetime | None
    groups: list[dict[str, Any]]
    counts: Mapping[str, int]
    # Claims that were shown and are no more: hidden, removed or taken out of the share.
    withheld: int = 0


def shared_claims(share: Share) -> list[Claim]:
    """The claims that this share shows now: none that is hidden or removed."""
    return list(
        Claim.objects.filter(
            shared_claims__share=share,
            hidden=False,
            removed_at__isnull=True,
            current__isnull=False,
        )
        .select_related("current")
        .prefetch_related("evidence__credential")
        .order_by("position", "created_at")
    )


def entries_of(claims: Iterable[Claim]) -> list[Entry]:
    """The current revision of each claim with its evidence, in ids and codes."""
    return [
        {
            "revision": str(claim.current.pk),
            "assurance": claim.assurance,
            "evidence": [
                {
                    "credential": str(each.credential_id),
                    "report": str(each.credential.latest_report_id or ""),
                    "relation": each.relation,
                    "fields": each.fields,
                }
                for each in claim.evidence.all()
                # Somebody else's credential supports nothing, and is not the holder's to show.
                if not each.credential.not_yours
            ],
        }
        for claim in claims
        if claim.current is not None
    ]


def preview(share: Share, claims: Iterable[Claim]) -> SharedPassport:
    """What the reader of this share, saved or not, would see now."""
    return _passport(share, entries_of(claims), share.purpose)


def shared_passport(disclosure: Disclosure, *, as_it_was: bool = False) -> SharedPassport:
    """What a disclosure showed, in a constant number of queries.

    A reader no longer sees what has been hidden, removed or taken out of the share since. The
    holder, for whom the disclosure is a record (`as_it_was`), sees all of it.
    """
    entries: Sequence[Entry] = disclosure.shown
    if as_it_was:
        return _passport(disclosure.share, entries, disclosure.purpose, disclosure=disclosure)
    still = ClaimRevision.objects.filter(
        id__in=[entry["revision"] for entry in entries],
        claim__hidden=False,
        claim__removed_at__isnull=True,
        claim__shared_claims__share=disclosure.share_id,
    ).values_list("id", flat=True)
    allowed = {str(pk) for pk in still}
    return _passport(
        disclosure.share,
        [entry for entry in entries if entry["revision"] in allowed],
        disclosure.purpose,
        disclosure=disclosure,
        withheld=len(entries) - len(allowed),
    )


def audience_name(share: Share) -> str:
    if share.audience == Audience.ORGANIZATION and share.organization is not None:
        return share.organization.name
    return share.email or str(Audience(share.audience).label)


def _passport(
    share: Share | None,
    entries: Sequence[Entry],
    purpose: str,
    *,
    disclosure: Disclosure | None = None,
    withheld: int = 0,
) -> SharedPassport:
    cards = _cards(entries)
    holder = disclosure.holder if disclosure else share.holder if share else None
    return SharedPassport(
        holder=holder.display_name if holder else "",
        purpose=purpose,
        shared_with=audience_name(share) if share else "",
        shared_on=disclosure.created_at if disclosure else None,
        expires_on=share.expires_at if share else None,
        groups=grouped(cards),
        counts=counts_of(cards),
        withheld=withheld,
    )


def _cards(entries: Sequence[Entry]) -> list[ShownClaim]:
    tied = [each for entry in entries for each in entry["evidence"]]
    revisions = {
        str(each.pk): each
        for each in ClaimRevision.objects.filter(
            id__in=[entry["revision"] for entry in entries]
        ).select_related("claim")
    }
    reports = {
        str(each.pk): each
        for each in VerificationReport.objects.filter(
            id__in=[each["report"] for each in tied if each["report"]]
        )
    }
    credentials = {
        str(each.pk): each
        for each in Credential.objects.filter(id__in=[each["credential"] for each in tied])
    }
    cards = []
    for entry in entries:
        revision = revisions.get(entry["revision"])
        if revision is None:
            continue
        evidence = [
            ShownEvidence(
                credential=credentials[each["credential"]],
                report=reports.get(each["report"]),
                relation=each["relation"],
                fields=each["fields"],
            )
            for each in entry["evidence"]
            if each["credential"] in credentials
        ]
        cards.append(claim_card(revision.claim, revision, entry["assurance"], evidence))
    return cards
