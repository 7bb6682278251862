"""Believing an organization's provider that somebody has signed out there."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import OidcConnection, SsoLogout
from accounts.oidc import signed_out
from accounts.sso_session import HOURS
from portal.kernel.audit import record

# A session begins at most an hour (MAX_AGE_SECONDS) after its ID token was made.
KEPT_HOURS = HOURS + 2


def note(*, connection: OidcConnection, token: str) -> bool:
    """End the sessions that this logout token names. False when that was said before.

    What was opened until the token was made ends, be it in a browser already or on its way there;
    what is opened later does not. So a token that is sent again ends nothing more. Raises
    SsoProblem for a token that is not good.
    """
    said = signed_out(token, issuer=connection.issuer, client_id=connection.client_id)
    with transaction.atomic():
        _row, is_new = SsoLogout.objects.get_or_create(
            organization_id=connection.organization_id,
            issuer=connection.issuer,
            subject=said.subject,
            sid=said.sid,
            at=datetime.fromtimestamp(said.at, tz=UTC),
        )
        if is_new:
            record(by=None, obj=connection, deed="sso_signed_out_there")
    return is_new


def forget_old() -> int:
    """Drop what can end no session any more; how many rows."""
    before = timezone.now() - timedelta(hours=KEPT_HOURS)
    return SsoLogout.objects.filter(created_at__lt=before).delete()[0]
