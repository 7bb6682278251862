"""Which portals we ask, and whose inquiries we answer: an administrator decides, with a reason.

A portal in use is a line of a trust registry, so that what it signs is recognized like any other
issuer's; see docs/adr/0008-portals-that-we-ask.md.
"""

from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from employers.actions.refusals import MoveLost
from employers.models import PeerState, PortalPeer
from passports.actions import registries, verification
from passports.adapters.own_identity import own_did
from passports.models import RecognizedIssuer, RegistryKind, TrustRegistry
from portal.kernel.audit import record
from portal.kernel.moves import move

REGISTRY = "Portals that we ask"


class OwnPortal(Exception):
    """This portal does not ask itself."""


def usual_did(base_url: str) -> str:
    """The did:web of a portal at this address."""
    return "did:web:" + urlsplit(base_url).netloc.lower().replace(":", "%3A")


@transaction.atomic
def switch_on(*, peer: PortalPeer, reason: str, by: Any) -> None:
    """Ask this portal and answer it, and recognize what it signs. Raises MoveLost, OwnPortal."""
    if peer.did == own_did(None):
        raise OwnPortal
    if not move(peer, to=PeerState.ON, decided_at=timezone.now(), reason=reason):
        raise MoveLost
    record(by=by, obj=peer, deed="portal_switched_on")
    registry, _created = TrustRegistry.objects.get_or_create(
        name=REGISTRY, defaults={"kind": RegistryKind.ISSUERS}
    )
    line, created = RecognizedIssuer.objects.get_or_create(
        registry=registry, identifier=peer.did, defaults={"name": peer.name}
    )
    if created:
        registries.after_change(
            changed=line, identifiers=[peer.did], deed="recognition_added", by=by
        )


@transaction.atomic
def switch_off(*, peer: PortalPeer, reason: str, by: Any) -> None:
    """Neither ask nor answer this portal, and recognize it no longer: what it signed is checked
    again. Inquiries under way end without an answer of it. Raises MoveLost."""
    if not move(peer, to=PeerState.OFF, decided_at=timezone.now(), reason=reason):
        raise MoveLost
    record(by=by, obj=peer, deed="portal_switched_off")
    for line in RecognizedIssuer.objects.filter(registry__name=REGISTRY, identifier=peer.did):
        registries.forget_line(line=line, by=by)


@transaction.atomic
def institutions_changed(*, peer: PortalPeer, by: Any) -> None:
    """For whom this portal speaks has changed: what it signed is checked again."""
    rechecks = verification.recheck_issued_by(identifiers=[peer.did])
    record(by=by, obj=peer, deed="portal_changed", codes={"rechecks": rechecks})
