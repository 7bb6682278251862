"""Deeds as buttons on the page of a row, with a reason. States are never edited by hand: a button
calls an action, which checks, moves and records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.kernel.admin.read_only import ReadOnlyAdmin

Text = str | Promise
REASON_LENGTH = 2000


class Refused(Exception):
    """The deed cannot be done; the message says why, to the administrator."""


@dataclass(frozen=True)
class Deed:
    """One button. `run(row, by, reason)` calls an action and returns what to tell; it raises
    Refused. `applies(row)` says whether the button is there now."""

    name: str
    label: Text
    run: Callable[[Any, Any, str], Text]
    applies: Callable[[Any], bool]
    explanation: Text = ""
    needs_reason: bool = False
    destroys: bool = False


class DeedsAdmin(ReadOnlyAdmin):
    """A list and a page to read, with the deeds that apply. Doing one takes the model's change
    permission."""

    deeds: Sequence[Deed] = ()
    change_form_template = "admin/deeds_change_form.html"

    def may_act(self, request: HttpRequest) -> bool:
        label, name = self.opts.app_label, self.opts.model_name
        return request.user.has_perm(f"{label}.change_{name}")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.do)
        name = f"{self.opts.app_label}_{self.opts.model_name}_deed"
        return [path("<uuid:row_id>/deeds/<slug:deed>/", view, name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def do(self, request: HttpRequest, row_id: UUID, deed: str) -> HttpResponse:
        row = get_object_or_404(self.get_queryset(request), pk=row_id)
        wanted = next((one for one in self.deeds if one.name == deed), None)
        if wanted is None:
            raise Http404
        if not self.may_act(request):
            raise PermissionDenied
        self.message_user(request, *self._outcome(request, row, wanted))
        here = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(here, row_id)

    def _outcome(self, request: HttpRequest, row: Model, deed: Deed) -> tuple[str, int]:
        reason = request.POST.get("reason", "").strip()
        if deed.needs_reason and not reason:
            return _("Say why. Nothing was done."), messages.ERROR
        if len(reason) > REASON_LENGTH:
            return _("This reason is too long. Nothing was done."), messages.ERROR
        if not deed.applies(row):
            return _("Nothing was done: somebody else was faster."), messages.WARNING
        try:
            return str(deed.run(row, request.user, reason)), messages.SUCCESS
        except Refused as refused:
            return str(refused), messages.ERROR

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        context["deeds"] = (
            [deed for deed in self.deeds if deed.applies(row)]
            if row is not None and self.may_act(request)
            else []
        )
        context["deed_url"] = f"admin:{self.opts.app_label}_{self.opts.model_name}_deed"
        return super().render_change_form(request, context, *args, **kwargs)
