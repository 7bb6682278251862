"""Granting, changing and ending shares. The link is known to whoever gets it, never to us."""

import datetime
import hashlib
import secrets
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Organization, User
from passports.models import Audience, Claim, Share, SharedClaim
from portal.kernel.audit import record
from portal.kernel.text import folded

TOKEN_BYTES = 32
LONGEST_DAYS = 366


class CannotShare(ValueError):
    """What was asked for cannot be shared. `code` is `no_claims`, `not_yours`, `not_vetted`,
    `not_in_the_future` or `exists`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def create(
    *,
    holder: User,
    claims: Iterable[Claim],
    purpose: str,
    audience: str,
    expires_at: datetime.datetime,
    by: User,
    organization: Organization | None = None,
    email: str = "",
    share_id: UUID | None = None,
) -> tuple[Share, str]:
    """Grant a share. Returns it and its token, which is kept nowhere.

    `share_id` makes sending the same form twice grant one share. Raises CannotShare.
    """
    chosen = list(claims)
    if not chosen:
        raise CannotShare("no_claims")
    if any(claim.holder_id != holder.pk or claim.removed_at or claim.hidden for claim in chosen):
        raise CannotShare("not_yours")
    if organization is not None and not organization.is_vetted:
        raise CannotShare("not_vetted")
    _check_end(expires_at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    share = Share(
        holder=holder,
        purpose=purpose,
        purpose_folded=folded(purpose),
        audience=audience,
        organization=organization if audience == Audience.ORGANIZATION else None,
        email=email if audience == Audience.EMAIL else "",
        expires_at=expires_at,
        token_hash=hash_of(token),
    )
    if share_id is not None:
        share.id = share_id
    try:
        with transaction.atomic():
            share.save(force_insert=True)
    except IntegrityError:
        raise CannotShare("exists") from None
    SharedClaim.objects.bulk_create(
        SharedClaim(share=share, claim=claim, position=position)
        for position, claim in enumerate(chosen)
    )
    record(
        by=by,
        obj=share,
        deed="share_granted",
        codes={"audience": str(audience), "claims": len(chosen)},
    )
    return share, token


@transaction.atomic
def new_link(*, share: Share, by: User) -> str | None:
    """Replace the link: the old one is dead from now on. Returns the new token, or None when the
    share has ended."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    if not _change_live(share, token_hash=hash_of(token)):
        return None
    record(by=by, obj=share, deed="share_link_replaced")
    return token


@transaction.atomic
def extend(*, share: Share, expires_at: datetime.datetime, by: User) -> bool:
    """Let it end at another time. An expired share lives again; a withdrawn one does not.

    Returns False when it was withdrawn. Raises CannotShare.
    """
    _check_end(expires_at)
    changed = Share.objects.filter(pk=share.pk, withdrawn_at__isnull=True).update(
        expires_at=expires_at
    )
    if changed:
        share.expires_at = expires_at
        record(by=by, obj=share, deed="share_extended", codes={"until": f"{expires_at:%Y-%m-%d}"})
    return bool(changed)


@transaction.atomic
def narrow(*, share: Share, keep: Collection[UUID], by: User) -> int:
    """Take out all claims but these. Nothing can be added. Returns how many were taken out.

    Raises CannotShare when nothing would be left: that is a withdrawal.
    """
    tied = SharedClaim.objects.filter(share=share)
    if not tied.filter(claim__in=keep).exists():
        raise CannotShare("no_claims")
    taken_out, _by_model = tied.exclude(claim__in=keep).delete()
    if taken_out:
        record(by=by, obj=share, deed="share_narrowed", codes={"taken_out": taken_out})
    return taken_out


@transaction.atomic
def withdraw(*, share: Share, by: User) -> bool:
    """End a share for good, from the next request on. False when it was withdrawn already."""
    now = timezone.now()
    changed = Share.objects.filter(pk=share.pk, withdrawn_at__isnull=True).update(withdrawn_at=now)
    if changed:
        share.withdrawn_at = now
        record(by=by, obj=share, deed="share_withdrawn")
    return bool(changed)


def find_by_token(token: str) -> Share | None:
    """The share with this link, ended ones too; None for a link that nobody has."""
    return (
        Share.objects.filter(token_hash=hash_of(token))
        .select_related("holder", "organization")
        .first()
    )


def hash_of(token: str) -> str:
    """SHA-256, which is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _change_live(share: Share, **changes: object) -> bool:
    return bool(Share.objects.live().filter(pk=share.pk).update(**changes))


def _check_end(expires_at: datetime.datetime) -> None:
    ahead = expires_at - timezone.now()
    if not datetime.timedelta(0) < ahead <= datetime.timedelta(days=LONGEST_DAYS):
        raise CannotShare("not_in_the_future")
