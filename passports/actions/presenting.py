"""Presenting credentials in the name of the portal."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from passports.actions.issuing_keys import ensure_key
from passports.adapters.key_wrapping import unwrap
from passports.adapters.own_identity import method_id, own_did
from passports.models import IssuingKeyKind
from passports.standards import present


def present_in_own_name(
    credentials: Sequence[Mapping[str, Any]], *, challenge: str, domain: str
) -> dict[str, Any]:
    """A presentation of `credentials`, signed with the portal's own Ed25519 key.

    Whoever verifies it names `challenge` (what it answers) and `domain` (for whom it is), so that
    it counts for nobody else.
    """
    key = ensure_key(organization=None, kind=IssuingKeyKind.ED25519, by=None)
    did = own_did(None)
    return present(
        credentials,
        holder=did,
        key=unwrap(key),
        key_id=method_id(did, key),
        created=timezone.now(),
        challenge=challenge,
        domain=domain,
        identifier=f"urn:uuid:{uuid.uuid4()}",
    )
