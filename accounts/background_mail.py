"""Mails of our own that go out in the background."""

from collections.abc import Callable
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.actions import invitations, recovery
from accounts.mail import send
from accounts.models import (
    Invitation,
    InvitationState,
    Notification,
    RecoveryRequest,
    RecoveryState,
)
from portal.kernel.work import Transient

RETRY_AFTER_SECONDS = 900


def mail_notification(notification_id: UUID) -> Callable[[], None] | None:
    """Mail a notification to its reader's own address. Nothing to do when either is gone."""
    notification = (
        Notification.objects.select_related("user")
        .filter(id=notification_id, mailed_at__isnull=True, user__is_active=True)
        .first()
    )
    if notification is None:
        return None
    _send(
        to=notification.user.email,
        subject=notification.subject,
        template="accounts/mail/notification.txt",
        context={"notification": notification, "user": notification.user},
        stable_id=f"notification.{notification_id}",
    )

    def effect() -> None:
        Notification.objects.filter(id=notification_id).update(mailed_at=timezone.now())

    return effect


def mail_invitation(invitation_id: UUID) -> None:
    """Mail the link to the invited address, unless the invitation is over."""
    invitation = (
        Invitation.objects.select_related("organization", "invited_by")
        .filter(id=invitation_id, state=InvitationState.SENT)
        .first()
    )
    if invitation is None:
        return
    path = reverse("invitation", args=[invitations.token_of(invitation)])
    _send(
        to=invitation.email,
        subject=gettext("You are invited to join %(organization)s")
        % {"organization": " ".join(invitation.organization.name.split())},
        template="accounts/mail/invitation.txt",
        context={"invitation": invitation, "path": path},
        stable_id=f"invitation.{invitation_id}",
    )


def mail_recovery(request_id: UUID, *, reminder: bool) -> None:
    """Tell every address for sign-in that a recovery is waiting, and how to stop it."""
    request = (
        RecoveryRequest.objects.select_related("user")
        .filter(id=request_id, state=RecoveryState.WAITING)
        .first()
    )
    if request is None:
        return
    path = reverse("recovery_cancel", args=[recovery.cancel_token(request)])
    for position, address in enumerate(recovery.announced_addresses(user=request.user)):
        _send(
            to=address,
            subject=gettext("Somebody wants to get into your account without your second factor"),
            template="accounts/mail/recovery.txt",
            context={"request": request, "user": request.user, "path": path},
            stable_id=f"recovery.{request_id}.{int(reminder)}.{position}",
        )


def _send(**mail: Any) -> None:
    """Send, or come back in a quarter of an hour: a mail server that is down is soon up again."""
    try:
        send(**mail)
    except (SMTPException, OSError) as error:
        raise Transient("mail_not_accepted", RETRY_AFTER_SECONDS) from error
