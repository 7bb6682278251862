"""The trail of what the demo says was asked in the weeks before. Each row says that it was written
for the demo: nobody did these deeds."""

import datetime as dt
from collections.abc import Iterator

from accounts.models import User
from employers.models import RequestState, VerificationRequest
from portal.kernel.models import AuditRow

_MADE = {"made_for": "demo"}


def trail_of(request: VerificationRequest, *, by: User, holder: User) -> Iterator[AuditRow]:
    """The changes of state that this request has been through, unsaved, oldest first."""
    yield _row(request, "request_sent", request.sent_at or request.created_at, by)
    if request.state == RequestState.COMPLETED and request.decided_at and request.completed_at:
        yield _row(request, "request_authorized", request.decided_at, holder)
        yield _row(request, "request_completed", request.completed_at, None)
    elif request.state == RequestState.DECLINED and request.decided_at:
        yield _row(request, "request_declined", request.decided_at, holder)
    elif request.state == RequestState.EXPIRED:
        yield _row(request, "request_expired", request.deadline, None)
    elif request.state == RequestState.WITHDRAWN and request.kept_until:
        ended = request.kept_until - dt.timedelta(days=request.kept_days)
        yield _row(request, "request_withdrawn", ended, by)


def _row(
    request: VerificationRequest, deed: str, when: dt.datetime, actor: User | None
) -> AuditRow:
    return AuditRow(
        created_at=when,
        actor_id=actor.audit_id if actor else None,
        actor_kind="person" if actor else "system",
        object_type=request._meta.label_lower,
        object_id=request.pk,
        deed=deed,
        codes=_MADE,
    )
