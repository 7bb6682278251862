"""Once an hour: has another portal taken back, suspended or reinstated what it attested?

A whole verification of each attestation is due once a day only (`next_check_at`): each stores a
report. Here the status lists alone are read, each once, and what they say otherwise than our last
report is verified anew at once, with all that follows from it.
"""

from uuid import UUID

from employers.models import InquiryState, PeerState, PortalInquiry, PortalPeer
from passports.actions.verification import RECHECK
from passports.adapters.status_glance import glance
from passports.models import Credential
from passports.reliance import undoing_check
from portal.kernel.work import Effect, enqueue_many

GLANCE_WORK = "employers.glance_at_portal"
# Of one portal; the newest first. What is older is looked at once a day.
MOST = 20_000


def begin() -> int:
    """A piece of work for each portal in use that has answered. Run by the beat.

    Returns: for how many portals.
    """
    answered = PortalInquiry.objects.filter(
        state=InquiryState.ANSWERED, credential__isnull=False, peer__state=PeerState.ON
    )
    peers = list(answered.order_by().values_list("peer", flat=True).distinct())
    enqueue_many(GLANCE_WORK, peers)
    return len(peers)


def look(*, peer_id: UUID) -> Effect | None:
    """Read the lists of one portal, outside any transaction; returns what asks for verifications.
    None where there is no news."""
    if not PortalPeer.objects.in_use().filter(pk=peer_id).exists():
        return None
    inquiries = PortalInquiry.objects.filter(peer=peer_id, state=InquiryState.ANSWERED)
    mine = Credential.objects.filter(pk__in=inquiries.values("credential"))
    rows = mine.select_related("latest_report").order_by("-created_at")[:MOST]
    known = {row.pk: _known(row) for row in rows}
    # Read one after the other: of 20,000 documents at once nobody needs the bytes.
    contents = Credential.objects.filter(pk__in=list(known)).values_list("pk", "document__content")
    said = glance((pk, bytes(content)) for pk, content in contents.iterator(chunk_size=500))
    news = [pk for pk, code in said.items() if code != known[pk]]
    return (lambda: _verify(news)) if news else None


def _verify(news: list[UUID]) -> None:
    enqueue_many(RECHECK, news)


def _known(credential: Credential) -> str:
    """What our last report says: "revoked", "suspended" or ""."""
    checks = credential.latest_report.checks if credential.latest_report else ()
    undone = undoing_check(checks)
    return str(undone["code"]) if undone is not None and undone["name"] == "status" else ""
