"""Writing, ordering, hiding and removing claims."""

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts.models import User
from passports.actions import assurance, evidence
from passports.claims import KINDS
from passports.claims.dates import PartialDate, partial
from passports.claims.details import checked
from passports.models import Claim, ClaimRevision, Precision, Proposal
from portal.kernel.audit import record

KEPT_DAYS = 30
_TEXTS = ("title", "organization_name", "place")
_DATES = ("start", "end")


class BadValues(ValueError):
    """Values that are not those of a claim: an unknown key, no title, an end before the start."""


@transaction.atomic
def create(*, holder: User, kind: str, values: Mapping[str, Any], by: User) -> Claim:
    """Add a claim at the end of the passport.

    `values` are those of `ClaimForm.values()`; dates may also be ISO texts. Raises BadValues and
    `passports.claims.details.BadDetails`.
    """
    if kind not in KINDS:
        raise BadValues("kind")
    content = _content(kind, values)
    last = Claim.objects.filter(holder=holder).aggregate(last=Max("position"))["last"]
    claim = Claim.objects.create(holder=holder, kind=kind, position=0 if last is None else last + 1)
    _add_revision(claim, content, number=1)
    record(by=by, obj=claim, deed="claim_added", codes={"kind": str(kind)})
    return claim


@transaction.atomic
def create_from_proposal(*, proposal: Proposal, values: Mapping[str, Any], by: User) -> Claim:
    """The claim of a proposal, with the values as the holder left them and the credential as its
    evidence. The caller has won the proposal's move to "accepted". Raises like `create`."""
    credential = proposal.credential
    claim = create(holder=credential.holder, kind=proposal.kind, values=values, by=by)
    evidence.attach(claim=claim, credential=credential, by=by)
    return claim


@transaction.atomic
def update(*, claim: Claim, values: Mapping[str, Any], by: User) -> bool:
    """Write a new revision when something changed. Returns whether it did."""
    content = _content(claim.kind, values)
    # Two edits at once: the second waits here, with an UPDATE that changes nothing, until the
    # first has committed, and gets the next number.
    Claim.objects.filter(pk=claim.pk).update(position=F("position"))
    claim.refresh_from_db(fields=["current"])
    if claim.current is not None and claim.current.digest == digest(content):
        return False
    number = claim.revisions.aggregate(last=Max("number"))["last"] or 0
    _add_revision(claim, content, number=number + 1)
    evidence.compare_again(claim=claim)
    claim.refresh_from_db(fields=["assurance"])
    record(by=by, obj=claim, deed="claim_changed", codes={"revision": number + 1})
    return True


@transaction.atomic
def reorder(*, holder: User, order: Sequence[UUID], by: User) -> None:
    """Put these claims of the holder in this order; others follow as they were."""
    claims = list(Claim.objects.of(holder))
    wanted = {claim_id: index for index, claim_id in enumerate(order)}
    claims.sort(key=lambda claim: wanted.get(claim.pk, len(wanted)))
    changed = []
    for position, claim in enumerate(claims):
        if claim.position != position:
            claim.position = position
            changed.append(claim)
    if changed:
        Claim.objects.bulk_update(changed, ["position"])
        record(by=by, obj=holder, deed="claims_reordered", codes={"moved": len(changed)})


@transaction.atomic
def shift(*, claim: Claim, up: bool, by: User) -> None:
    """Move a claim one place among the claims of its kind, which a passport shows together."""
    order = [each.pk for each in Claim.objects.of(claim.holder)]
    kin = [each.pk for each in Claim.objects.of(claim.holder).filter(kind=claim.kind)]
    place = kin.index(claim.pk) + (-1 if up else 1)
    if not 0 <= place < len(kin):
        return
    here, there = order.index(claim.pk), order.index(kin[place])
    order[here], order[there] = order[there], order[here]
    reorder(holder=claim.holder, order=order, by=by)


@transaction.atomic
def hide(*, claim: Claim, by: User) -> bool:
    """Keep a claim out of the passport and of every share, without removing it."""
    return _flag(claim, by, "claim_hidden", hidden=True)


@transaction.atomic
def show(*, claim: Claim, by: User) -> bool:
    """Bring a hidden claim back. False when it was shown already."""
    return _flag(claim, by, "claim_shown", hidden=False)


@transaction.atomic
def remove(*, claim: Claim, by: User) -> bool:
    """Take a claim away; it can be brought back for 30 days. False when it is gone already."""
    removed = Claim.objects.filter(pk=claim.pk, removed_at__isnull=True).update(
        removed_at=timezone.now()
    )
    if removed:
        record(by=by, obj=claim, deed="claim_removed")
        claim.refresh_from_db(fields=["removed_at"])
    return bool(removed)


@transaction.atomic
def undo_remove(*, claim: Claim, by: User) -> bool:
    """Bring a removed claim back. False when it is there already or gone for good."""
    back = Claim.objects.filter(pk=claim.pk, removed_at__isnull=False).update(removed_at=None)
    if back:
        record(by=by, obj=claim, deed="claim_brought_back")
        claim.refresh_from_db(fields=["removed_at"])
        assurance.recompute(claim=claim)
    return bool(back)


@transaction.atomic
def purge_removed(*, at_most: int = 500) -> int:
    """Delete for good what was removed over 30 days ago. Returns how many; run by the beat."""
    before = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    gone = list(Claim.objects.filter(removed_at__lt=before)[:at_most])
    for claim in gone:
        record(by=None, obj=claim, deed="claim_purged")
        claim.delete()
    return len(gone)


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 over the content of a revision, hexadecimal."""
    text = json.dumps(content, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _flag(claim: Claim, by: User, deed: str, *, hidden: bool) -> bool:
    changed = Claim.objects.filter(pk=claim.pk, hidden=not hidden).update(hidden=hidden)
    if changed:
        record(by=by, obj=claim, deed=deed)
        claim.hidden = hidden
    return bool(changed)


def _add_revision(claim: Claim, content: Mapping[str, Any], *, number: int) -> None:
    revision = ClaimRevision.objects.create(
        claim=claim, number=number, digest=digest(content), **content
    )
    Claim.objects.filter(pk=claim.pk).update(current=revision)
    claim.current = revision


def _content(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values).difference(ClaimRevision.CONTENT)
    if unknown:
        raise BadValues(f"unknown: {', '.join(sorted(unknown))}")
    content: dict[str, Any] = {
        name: " ".join(str(values.get(name) or "").split()) for name in _TEXTS
    }
    if not content["title"]:
        raise BadValues("title")
    dates: dict[str, PartialDate | None] = {}
    for name in _DATES:
        precision = values.get(f"{name}_precision") or Precision.MONTH
        date = dates[name] = partial(values.get(name), precision)
        content[name] = date.date if date else None
        content[f"{name}_precision"] = str(Precision(precision))
    start, end = dates["start"], dates["end"]
    if start and end and end.date < start.date:
        if end.last_day < start.date:
            raise BadValues("end")
        # "March 2021 to 2021": a year is kept as any of its days, so as one not before the start.
        content["end"] = start.date
    content["details"] = checked(KINDS[kind].schema, values.get("details") or {})
    return content
