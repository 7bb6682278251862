"""What administrators see of the kernel: work, the audit trail and looks, all read-only."""

from portal.kernel.admin.admin_looks import AdminLookAdmin
from portal.kernel.admin.audit_rows import AuditRowAdmin
from portal.kernel.admin.work_rows import WorkRowAdmin

__all__ = ["AdminLookAdmin", "AuditRowAdmin", "WorkRowAdmin"]
