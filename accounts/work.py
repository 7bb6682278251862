"""Background work of this app: thin handlers that the kernel runs."""

from uuid import UUID

from portal.kernel.work import Effect, work_kind

from accounts.actions.notifications import MAIL_WORK
from accounts.mailing import mail_notification


@work_kind(MAIL_WORK)
def _mail_notification(notification_id: UUID) -> Effect | None:
    return mail_notification(notification_id)
