"""The rows that every app stands on."""

from portal.kernel.models.admin_look import AdminLook
from portal.kernel.models.audit_row import AuditRow
from portal.kernel.models.base import BaseModel
from portal.kernel.models.kept_mail import KeptMail
from portal.kernel.models.outgoing_mail import OutgoingMail
from portal.kernel.models.work_row import WorkRow, WorkState

__all__ = [
    "AdminLook",
    "AuditRow",
    "BaseModel",
    "KeptMail",
    "OutgoingMail",
    "WorkRow",
    "WorkState",
]
