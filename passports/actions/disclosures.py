"""Opening a share: what was shown, to whom and when is kept before it is shown."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.notifications import notify
from accounts.models import Membership, Organization, User
from passports.models import Audience, Disclosure, Share
from passports.shared_view import entries_of, shared_claims
from portal.kernel.audit import record

QUIET_MINUTES = 60


class ShareEnded(Exception):
    """Withdrawn, expired, or its holder is gone."""


class NotAddressed(Exception):
    """The share is for somebody else."""


@transaction.atomic
def open_share(
    *,
    share: Share,
    viewer: User | None = None,
    organization: Organization | None = None,
    viewer_email: str = "",
) -> Disclosure:
    """Record that a share is opened and what it shows now; tell its holder, once an hour.

    `viewer` is the signed-in reader, `organization` the one they act for, `viewer_email` the
    address that the reader proved by a code. Raises ShareEnded and NotAddressed.
    """
    if not Share.objects.live().filter(pk=share.pk).exists():
        raise ShareEnded
    if not may_open(
        share=share, viewer=viewer, organization=organization, viewer_email=viewer_email
    ):
        raise NotAddressed
    if share.audience != Audience.ORGANIZATION:
        organization = None
    entries = entries_of(shared_claims(share))
    quiet = _told_lately(share, viewer, viewer_email)
    disclosure = Disclosure.objects.create(
        share=share,
        holder_id=share.holder_id,
        viewer=viewer,
        organization=organization,
        viewer_email=viewer_email,
        purpose=share.purpose,
        shown=entries,
    )
    disclosure.revisions.add(*[entry["revision"] for entry in entries])
    disclosure.reports.add(
        *{each["report"] for entry in entries for each in entry["evidence"] if each["report"]}
    )
    record(
        by=viewer,
        obj=disclosure,
        deed="share_opened",
        codes={"share": str(share.pk), "claims": len(entries)},
        actor_kind="" if viewer else "link",
    )
    if not quiet:
        _tell_holder(share, disclosure)
    return disclosure


def may_open(
    *,
    share: Share,
    viewer: User | None = None,
    organization: Organization | None = None,
    viewer_email: str = "",
) -> bool:
    """Is this reader the one to whom the share is addressed?"""
    if share.audience == Audience.ANYONE:
        return True
    if share.audience == Audience.EMAIL:
        return viewer_email.casefold() == share.email.casefold()
    if viewer is None or organization is None or organization.pk != share.organization_id:
        return False
    return Membership.objects.active().of(viewer).filter(organization=organization).exists()


def still_open(*, disclosure: Disclosure) -> bool:
    """May its reader look at it again? Only while the share lives and is still theirs."""
    share = disclosure.share
    if share is None or not Share.objects.live().filter(pk=share.pk).exists():
        return False
    if share.audience != Audience.ORGANIZATION:
        return True
    return may_open(share=share, viewer=disclosure.viewer, organization=share.organization)


def who_opened(disclosure: Disclosure) -> str:
    """The reader, in the words that the holder sees."""
    if disclosure.organization is not None:
        return disclosure.organization.name
    if disclosure.viewer_email:
        return disclosure.viewer_email
    return _("Somebody with the link")


def _told_lately(share: Share, viewer: User | None, viewer_email: str) -> bool:
    since = timezone.now() - datetime.timedelta(minutes=QUIET_MINUTES)
    return Disclosure.objects.filter(
        share=share, viewer=viewer, viewer_email=viewer_email, created_at__gt=since
    ).exists()


def _tell_holder(share: Share, disclosure: Disclosure) -> None:
    notify(
        user=share.holder,
        kind="share_opened",
        params={"who": who_opened(disclosure), "purpose": share.purpose},
        url=reverse("disclosure", args=[disclosure.pk]),
    )
