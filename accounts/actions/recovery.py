"""Getting in again without any factor: slowly, and announced to everybody who could object.

Whoever proved the email address asks for it. All addresses for sign-in are told at once and again
half-way. Any of them and any open session can cancel. After the wait the factors are removed.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.actions.factors import remove_all
from accounts.actions.notifications import notify
from accounts.actions.people import end_sessions
from accounts.models import RecoveryRequest, RecoveryState, User
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue

ANNOUNCE_WORK = "accounts.announce_recovery"
REMIND_WORK = "accounts.remind_of_recovery"
FINISH_WORK = "accounts.finish_recovery"
_SALT = "accounts.recovery.cancel"


@transaction.atomic
def start(*, user: User) -> RecoveryRequest:
    """Begin the wait, or return the request that is waiting already.

    The caller has made sure that the person proved an address for sign-in by its code.
    """
    now = timezone.now()
    wait = timedelta(hours=settings.RECOVERY_WAIT_HOURS)
    request, created = RecoveryRequest.objects.get_or_create(
        user=user, state=RecoveryState.WAITING, defaults={"due_at": now + wait}
    )
    if not created:
        return request
    record(by=user, obj=request, deed="recovery_started")
    notify(user=user, kind="recovery_started", url="/settings/recovery/", email=False)
    enqueue(ANNOUNCE_WORK, request.id)
    enqueue(REMIND_WORK, request.id, due_at=now + wait / 2)
    enqueue(FINISH_WORK, request.id, due_at=request.due_at)
    return request


@transaction.atomic
def cancel(*, request: RecoveryRequest, by: User | None) -> bool:
    """Stop the recovery. `by` is None when it came from the link in a mail. False when it was over
    already."""
    if not move(request, to=RecoveryState.CANCELLED, ended_at=timezone.now()):
        return False
    record(
        by=by,
        obj=request,
        deed="recovery_cancelled",
        actor_kind="" if by else "link",
    )
    notify(user=request.user, kind="recovery_cancelled")
    return True


@transaction.atomic
def finish(*, request: RecoveryRequest) -> bool:
    """Remove the factors when the wait is over. False when it was cancelled or is not over.

    By the database's clock, which also says when the work is due: a worker whose clock is slow
    must not take the work and find that it is too early.
    """
    if not RecoveryRequest.objects.filter(pk=request.pk, due_at__lte=Now()).exists():
        return False
    if not move(request, to=RecoveryState.DONE, ended_at=timezone.now()):
        return False
    removed = remove_all(user=request.user)
    end_sessions(user=request.user)
    record(by=None, obj=request, deed="recovery_finished", codes={"factors": removed})
    notify(user=request.user, kind="recovery_finished", url="/accounts/2fa/")
    return True


def announced_addresses(*, user: User) -> list[str]:
    """Every verified address for sign-in: each of them may object."""
    return sorted(
        EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    )


def cancel_token(request: RecoveryRequest) -> str:
    """The token of the link in the announcement. It can do nothing but cancel this request."""
    return signing.dumps(str(request.id), salt=_SALT)


def request_of_token(token: str) -> RecoveryRequest | None:
    """The request that this token may cancel, in whatever state it is."""
    try:
        request_id = signing.loads(token, salt=_SALT, max_age=timedelta(days=60))
    except signing.BadSignature:
        return None
    return RecoveryRequest.objects.filter(id=request_id).select_related("user").first()
