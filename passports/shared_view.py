"""A shared passport as its reader sees it: the same for the preview, the reader and the record.

What was shown is kept as entries of ids and codes (`Disclosure.shown`), so that a later change of
the evidence does not change what a reader saw.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from passports.cards import (
    ShownClaim,
    ShownEvidence,
    claim_card,
    counts_of,
    grouped,
)
from passports.models import (
    Audience,
    Claim,
    ClaimRevision,
    Credential,
    Disclosure,
    Dispute,
    Share,
    VerificationReport,
)

Entry = dict[str, Any]

# In the order of ShownEvidence.
_CREDENTIAL = ("id", "title", "issuer_name", "not_yours")


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
    still_shared = Q(
        claim__hidden=False,
        claim__removed_at__isnull=True,
        claim__shared_claims__share=disclosure.share_id,
    )
    return _passport(
        disclosure.share, entries, disclosure.purpose, disclosure=disclosure, only=still_shared
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
    only: Q | None = None,
) -> SharedPassport:
    cards = _cards(entries, only or Q())
    holder = disclosure.holder if disclosure else share.holder if share else None
    return SharedPassport(
        holder=holder.display_name if holder else "",
        purpose=purpose,
        shared_with=audience_name(share) if share else "",
        shared_on=disclosure.created_at if disclosure else None,
        expires_on=share.expires_at if share else None,
        groups=grouped(cards),
        counts=counts_of(cards),
        withheld=len(entries) - len(cards) if only else 0,
    )


def _cards(entries: Sequence[Entry], only: Q) -> list[ShownClaim]:
    revisions = {
        str(each.id): each
        for each in ClaimRevision.objects.filter(
            only, id__in=[entry["revision"] for entry in entries]
        )
        .annotate(
            kind=F("claim__kind"),
            disputed=Exists(Dispute.objects.open().filter(claim=OuterRef("claim"))),
        )
        # Plain rows and no model for each: a page shows many.
        .values_list("id", "claim_id", "kind", "disputed", *ClaimRevision.CONTENT, named=True)
    }
    present = [entry for entry in entries if entry["revision"] in revisions]
    evidence = _evidence([each for entry in present for each in entry["evidence"]])
    cards = []
    for entry in present:
        revision = revisions[entry["revision"]]
        tied = [found for each in entry["evidence"] if (found := evidence(each))]
        cards.append(
            claim_card(
                revision.kind, revision, entry["assurance"], tied, disputed=revision.disputed
            )
        )
    return cards


def _evidence(tied: Sequence[Entry]) -> Callable[[Entry], ShownEvidence | None]:
    """Finds the credential and the report of an entry, or nothing where they are no more."""
    told = {
        str(pk): (*credential, verdict, checks)
        for pk, verdict, checks, *credential in VerificationReport.objects.filter(
            id__in=[each["report"] for each in tied if each["report"]]
        ).values_list("id", "verdict", "checks", *(f"credential__{name}" for name in _CREDENTIAL))
    }
    if unchecked := [each["credential"] for each in tied if not each["report"]]:
        for row in Credential.objects.filter(id__in=unchecked).values_list(*_CREDENTIAL):
            told[str(row[0])] = (*row, None, ())

    def find(entry: Entry) -> ShownEvidence | None:
        found = told.get(entry["report"] or entry["credential"])
        return ShownEvidence(entry["relation"], entry["fields"], *found) if found else None

    return find
