"""The webhooks of an organization: its owners add and test them, and read what was sent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Organization, Role
from employers.actions.answers import webhooks as deeds
from employers.actions.refusals import MoveLost, NotAllowed, TooMany
from employers.forms.webhooks import WebhookForm
from employers.models import WebhookDelivery, WebhookEndpoint
from portal.kernel.rate_limit import limited


@login_required
@limited("webhook-add", rate="30/h", key="user", methods=["POST"])
def webhooks(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    organization = get_object_or_404(
        Organization.objects.visible_to(request.user), pk=organization_id
    )
    if not organization.memberships.filter(user=request.user, role=Role.OWNER).exists():
        raise PermissionDenied(_("Only an owner of the organization can do this."))
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = _told(form, lambda: deeds.add(
            organization=organization, by=request.user, **form.cleaned_data
        ))  # fmt: skip
        if made is not None:
            endpoint, secret = made
            return _secret_page(request, endpoint, secret)
    mine = WebhookEndpoint.objects.visible_to(request.user).filter(organization=organization)
    rows = mine.select_related("created_by").order_by("created_at")
    context = {"organization": organization, "endpoints": rows, "form": form}
    return render(request, "employers/webhooks/list.html", context)


@login_required
def webhook(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    """One webhook: what it is told of, and what was sent in the last thirty days."""
    endpoint = _endpoint(request, endpoint_id)
    form = WebhookForm.of(request.POST if request.method == "POST" else None, endpoint)
    if request.method == "POST" and form.is_valid():

        def change() -> bool:
            deeds.change(endpoint=endpoint, by=request.user, **form.cleaned_data)
            return True

        if _told(form, change):
            messages.success(request, _("Saved."))
            return redirect("webhook", endpoint.pk)
    page = Paginator(endpoint.deliveries.all(), 50).get_page(request.GET.get("page"))
    context = {"endpoint": endpoint, "form": form, "page": page}
    return render(request, "employers/webhooks/detail.html", context)


@login_required
@require_POST
@limited("webhook-test", rate="60/h", key="user")
def webhook_test(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = _endpoint(request, endpoint_id)
    try:
        deeds.test(endpoint=endpoint, by=request.user)
    except NotAllowed:
        messages.error(request, _not_vetted())
    else:
        messages.success(request, _("A test is on its way. Its result appears in the log."))
    return redirect("webhook", endpoint.pk)


@login_required
@require_POST
@limited("webhook-add", rate="30/h", key="user")
def webhook_secret(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = _endpoint(request, endpoint_id)
    try:
        secret = deeds.renew_secret(endpoint=endpoint, by=request.user)
    except NotAllowed:
        messages.error(request, _not_vetted())
        return redirect("webhook", endpoint.pk)
    return _secret_page(request, endpoint, secret)


@login_required
def webhook_remove(request: HttpRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = _endpoint(request, endpoint_id)
    if request.method != "POST":
        return render(request, "employers/webhooks/remove.html", {"endpoint": endpoint})
    try:
        deeds.remove(endpoint=endpoint, by=request.user)
    except NotAllowed:
        messages.error(request, _not_vetted())
    else:
        messages.success(request, _("The webhook is removed. Nothing is sent there any more."))
    return redirect("webhooks", endpoint.organization_id)


@login_required
@require_POST
def webhook_send_again(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    delivery = get_object_or_404(
        WebhookDelivery.objects.filter(
            endpoint__in=WebhookEndpoint.objects.visible_to(request.user)
        ).select_related("endpoint__organization"),
        pk=delivery_id,
    )
    try:
        deeds.send_again(delivery=delivery, by=request.user)
    except MoveLost:
        messages.error(request, _("It was sent in the meantime."))
    except NotAllowed:
        messages.error(request, _not_vetted())
    else:
        messages.success(request, _("It is on its way again, with the same id."))
    return redirect("webhook", delivery.endpoint_id)


def _endpoint(request: HttpRequest, endpoint_id: UUID) -> WebhookEndpoint:
    found = WebhookEndpoint.objects.visible_to(request.user).select_related(
        "organization", "created_by"
    )
    return get_object_or_404(found, pk=endpoint_id)


def _secret_page(request: HttpRequest, endpoint: WebhookEndpoint, secret: str) -> HttpResponse:
    context = {"endpoint": endpoint, "secret": secret}
    response = render(request, "employers/webhooks/secret.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _told(form: WebhookForm, deed: Callable[[], Any]) -> Any:
    """What the deed gives; None when it was refused, and then the form says why."""
    try:
        return deed()
    except deeds.BadAddress:
        form.add_error("url", _("We do not send to this address. Give another one."))
    except TooMany:
        form.add_error(None, _("Remove a webhook that nobody uses first: these are too many."))
    except NotAllowed:
        form.add_error(None, _not_vetted())
    return None


def _not_vetted() -> str:
    return _("Your organization can use webhooks when it is vetted.")
