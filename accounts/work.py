"""Background work of this app: thin handlers that the kernel runs."""

from uuid import UUID

from accounts.actions import domain_checks, invitations, notifications, recovery
from accounts.actions.domain_proofs import CHECK_WORK
from accounts.background_mail import mail_invitation, mail_notification, mail_recovery
from accounts.models import RecoveryRequest
from portal.kernel.work import Effect, work_kind
from portal.kernel.work.kinds import SLOW_QUEUE


@work_kind(notifications.MAIL_WORK)
def _mail_notification(notification_id: UUID) -> Effect | None:
    return mail_notification(notification_id)


@work_kind(invitations.MAIL_WORK)
def _mail_invitation(invitation_id: UUID) -> None:
    mail_invitation(invitation_id)


@work_kind(recovery.ANNOUNCE_WORK)
def _announce_recovery(request_id: UUID) -> None:
    mail_recovery(request_id, reminder=False)


@work_kind(recovery.REMIND_WORK)
def _remind_of_recovery(request_id: UUID) -> None:
    mail_recovery(request_id, reminder=True)


@work_kind(recovery.FINISH_WORK)
def _finish_recovery(request_id: UUID) -> Effect | None:
    request = RecoveryRequest.objects.select_related("user").filter(id=request_id).first()
    if request is None:
        return None

    def effect() -> None:
        recovery.finish(request=request)

    return effect


@work_kind(CHECK_WORK, queue=SLOW_QUEUE)
def _check_domain(proof_id: UUID) -> Effect | None:
    return domain_checks.check(proof_id)
