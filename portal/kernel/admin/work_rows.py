"""Background work: what waits, what failed and why, and another chance for what failed."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from portal.kernel.admin.read_only import ReadOnlyAdmin
from portal.kernel.admin.reasons import ReasonFilter
from portal.kernel.models import WorkRow, WorkState
from portal.kernel.work import send_again


@admin.register(WorkRow)
class WorkRowAdmin(ReadOnlyAdmin):
    list_display = ("kind", "state", "reason", "attempts", "queue", "due_at", "finished_at", "id")
    list_filter = ("state", "kind", "queue", ("reason", ReasonFilter))
    ordering = ("-created_at",)
    search_ids = ("id", "subject_id")
    search_words = ("kind", "reason")
    search_help_text = gettext_lazy("An id (of the row or of its subject), a kind or a reason")
    counted_field = "state"
    change_form_template = "admin/kernel/workrow/change_form.html"
    actions = ("send_selected_again",)

    def has_send_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("kernel.send_again_workrow")

    @admin.action(
        description=gettext_lazy("Send the failed ones again"), permissions=["send_again"]
    )
    def send_selected_again(self, request: HttpRequest, rows: QuerySet[WorkRow]) -> None:
        failed = rows.filter(state=WorkState.FAILED)
        sent = sum(send_again(row, by=request.user) for row in failed)
        self.message_user(
            request,
            ngettext("%(sent)d was sent again.", "%(sent)d were sent again.", sent)
            % {"sent": sent},
            messages.SUCCESS if sent else messages.WARNING,
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.send_one_again)
        again = path("<uuid:row_id>/send-again/", view, name="kernel_workrow_send_again")
        return [again, *super().get_urls()]

    @method_decorator(require_POST)
    def send_one_again(self, request: HttpRequest, row_id: UUID) -> HttpResponse:
        row = get_object_or_404(WorkRow, id=row_id)
        if not self.has_send_again_permission(request):
            raise PermissionDenied
        if send_again(row, by=request.user):
            self.message_user(request, _("It was sent again."), messages.SUCCESS)
        else:
            self.message_user(
                request,
                _("Nothing was sent: it is not failed any more, or newer work does the same."),
                messages.WARNING,
            )
        return redirect("admin:kernel_workrow_change", row.id)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        context["may_send_again"] = (
            row is not None
            and row.state == WorkState.FAILED
            and self.has_send_again_permission(request)
        )
        return super().render_change_form(request, context, *args, **kwargs)
