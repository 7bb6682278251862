"""Revoking, suspending and reinstating what was issued."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from passports.models import FLAGGED, IssuedCredential, IssuedState, IssuedStatusList
from portal.kernel.audit import record
from portal.kernel.moves import move

_DEEDS = {
    IssuedState.VALID: "issued_credential_reinstated",
    IssuedState.SUSPENDED: "issued_credential_suspended",
    IssuedState.REVOKED: "issued_credential_revoked",
}
_PURPOSE_OF = {state: purpose for purpose, state in FLAGGED.items()}


class MoveLost(Exception):
    """The credential was in another state already, or may not go there: a revocation is final."""


class NoSuchEntry(Exception):
    """The credential was issued without a status entry for this purpose."""


@transaction.atomic
def set_state(
    *, credential: IssuedCredential, to: str, reason: str, by: Any, token_id: str = ""
) -> None:
    """Move an issued credential to `valid`, `suspended` or `revoked`; its lists say so at once.

    `token_id` is the API token that asked, for the audit trail.
    Raises MoveLost, NoSuchEntry, and ValueError for a state that is none.
    """
    state = IssuedState(to)
    purpose = _PURPOSE_OF.get(state)
    if purpose and not credential.status_entries.filter(status_list__purpose=purpose).exists():
        raise NoSuchEntry
    if not move(credential, to=state, state_reason=reason.strip(), state_changed_at=timezone.now()):
        raise MoveLost
    IssuedStatusList.objects.filter(entries__credential=credential).update(version=F("version") + 1)
    record(by=by, obj=credential, deed=_DEEDS[state], codes={"to": str(state), "token": token_id})
