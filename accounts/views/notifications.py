"""What happened, for the person it concerns."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import notifications as actions
from accounts.forms.account import MailsForm
from accounts.models import MutedNotice, Notification


@login_required
def notifications(request: HttpRequest) -> HttpResponse:
    mine = Notification.objects.visible_to(request.user)
    page = Paginator(mine, 30).get_page(request.GET.get("page"))
    return render(
        request,
        "accounts/notifications.html",
        {"page_obj": page, "unread": mine.unread().count()},
    )


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one (`id`) or all as read."""
    ids = None
    if "id" in request.POST:
        try:
            ids = [UUID(request.POST["id"])]
        except ValueError:
            ids = []
    actions.mark_read(user=request.user, notification_ids=ids)
    return redirect("notifications")


@login_required
def mails(request: HttpRequest) -> HttpResponse:
    muted = set(MutedNotice.objects.filter(user=request.user).values_list("kind", flat=True))
    form = MailsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose_muted(user=request.user, kinds=form.muted())
        messages.success(request, _("Your choice is saved."))
        return redirect("notification_mails")
    if request.method != "POST":
        kinds = [kind for kind, _label in form.fields["kinds"].choices if kind not in muted]
        form = MailsForm(initial={"kinds": kinds})
    return render(request, "accounts/notification_mails.html", {"form": form})
