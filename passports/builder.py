"""What the page shows on which a holder builds the passport."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from passports.claims import KINDS
from passports.claims.display import subtitle_of
from passports.models import Claim

# How long a removal is offered for undoing at the top of the page; afterwards in the list below.
JUST_NOW_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Row:
    claim: Claim
    title: str
    subtitle: str
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Builder:
    groups: Sequence[dict[str, Any]]
    just_removed: Sequence[Row]
    removed: Sequence[Row]
    count: int


def builder_of(holder: object) -> Builder:
    """All claims of the holder by kind, and those that can be brought back, in one query."""
    claims = list(Claim.objects.visible_to(holder).select_related("current"))
    kept = [claim for claim in claims if claim.removed_at is None]
    removed = sorted(
        (claim for claim in claims if claim.removed_at is not None),
        key=lambda claim: claim.removed_at or timezone.now(),
        reverse=True,
    )
    recent = timezone.now() - datetime.timedelta(minutes=JUST_NOW_MINUTES)
    groups = []
    for name, kind in KINDS.items():
        members = [claim for claim in kept if claim.kind == name]
        rows = [
            _row(claim, first=number == 0, last=number == len(members) - 1)
            for number, claim in enumerate(members)
        ]
        if rows:
            groups.append({"kind": kind, "rows": rows})
    return Builder(
        groups=groups,
        just_removed=[_row(c) for c in removed if c.removed_at and c.removed_at > recent],
        removed=[_row(c) for c in removed if c.removed_at and c.removed_at <= recent],
        count=len(kept),
    )


def _row(claim: Claim, *, first: bool = False, last: bool = False) -> Row:
    revision = claim.current
    return Row(
        claim=claim,
        title=revision.title if revision else "",
        subtitle=subtitle_of(claim.kind, revision) if revision else "",
        first=first,
        last=last,
    )
