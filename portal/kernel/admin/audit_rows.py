"""The audit trail, newest first."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from portal.kernel.admin.read_only import ReadOnlyAdmin
from portal.kernel.models import AuditRow


@admin.register(AuditRow)
class AuditRowAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "actor_kind", "actor_id", "deed", "object_type", "object_id")
    list_filter = ("deed", "actor_kind", "object_type")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    search_ids = ("id", "actor_id", "object_id")
    search_words = ("deed", "object_type")
    search_help_text = gettext_lazy(
        "An id (of the row, the actor or the object), a deed or an object type"
    )
    counted_field = "actor_kind"
