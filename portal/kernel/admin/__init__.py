"""What administrators see of the kernel: work and the audit trail, both read-only."""

from portal.kernel.admin.audit_rows import AuditRowAdmin
from portal.kernel.admin.work_rows import WorkRowAdmin

__all__ = ["AuditRowAdmin", "WorkRowAdmin"]
