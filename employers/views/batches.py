"""Asking many people at once: the file, the dry run, the sending."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.current import organization_of
from accounts.permissions import member_required
from employers.actions.asking import batches as deeds
from employers.actions.asking.asking import Terms
from employers.actions.refusals import MoveLost, NotAllowed, TooMany
from employers.actions.requests import MAY_ASK
from employers.asking.batch_file import MOST_BYTES, SAMPLE, SAMPLE_HEADER
from employers.asking.beginnings import beginning, beginnings
from employers.forms.inviting import BatchForm
from employers.models import BatchState, RequestBatch
from portal.kernel.rate_limit import limited
from portal.kernel.safe_csv import GUESSED, CsvRefused, csv_response


def _batches(request: HttpRequest):  # type: ignore[no-untyped-def]
    return RequestBatch.objects.visible_to(request.user).filter(
        organization=organization_of(request)
    )


@member_required(roles=MAY_ASK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("request-batch", rate="20/h", key="user", methods=["POST"])
def employer_request_batches(request: HttpRequest) -> HttpResponse:
    organization = organization_of(request)
    begun = beginning(request.GET.get("template", ""), organization)
    form = BatchForm(
        request.POST or None, request.FILES or None, items=begun.items, initial=begun.initial
    )
    if request.method == "POST" and not form.wants_more and form.is_valid():
        batch = _checked(request, form)
        if batch is not None:
            return redirect("employer_request_batch", batch_id=batch.id)
    if form.wants_more:
        form.errors.clear()
    context = {
        "form": form,
        "beginnings": beginnings(organization),
        "chosen": begun.key,
        "batches": _batches(request).annotate(
            people=Count("rows"),
            waiting=Count("rows", filter=Q(rows__sent_at=None, rows__refusal="")),
        )[:20],
    }
    return render(request, "employers/batches/list.html", context)


@member_required(roles=MAY_ASK)
@require_GET
@never_cache
@vary_on_headers("HX-Request")
def employer_request_batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The dry run; after the confirmation, what became of each row."""
    batch = get_object_or_404(_batches(request), id=batch_id)
    template = "employers/batches/_rows.html" if request.htmx else "employers/batches/batch.html"
    return render(request, template, {"batch": batch, **_shown(batch)})


@require_POST
@member_required(roles=MAY_ASK)
@limited("request-batch", rate="20/h", key="user")
def employer_request_batch_send(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    batch = get_object_or_404(_batches(request), id=batch_id)
    try:
        deeds.confirm(batch=batch, by=request.user)
    except MoveLost:
        messages.error(request, _("This list was confirmed already. Nobody is asked twice."))
    except NotAllowed:
        messages.error(
            request, _("No row of this list can be sent. Correct the file and try again.")
        )
    else:
        messages.success(request, _("The requests are being sent. You can leave this page."))
    return redirect("employer_request_batch", batch_id=batch.id)


@require_POST
@member_required(roles=MAY_ASK)
@limited("request-batch", rate="20/h", key="user")
def employer_request_batch_rest(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Send what a suspension, or something else that may be over, had caught."""
    batch = get_object_or_404(_batches(request), id=batch_id)
    try:
        deeds.send_rest(batch=batch, by=request.user)
    except MoveLost:
        messages.error(request, _("Nothing of this list is left to send. Nobody is asked twice."))
    else:
        messages.success(request, _("The rest is being sent. You can leave this page."))
    return redirect("employer_request_batch", batch_id=batch.id)


@require_POST
@member_required(roles=MAY_ASK)
def employer_request_batch_discard(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    batch = get_object_or_404(_batches(request), id=batch_id)
    try:
        deeds.discard(batch=batch, by=request.user)
    except MoveLost:
        messages.error(request, _("This list was confirmed already, so it cannot be discarded."))
        return redirect("employer_request_batch", batch_id=batch.id)
    messages.success(request, _("The list is discarded. Nobody was asked."))
    return redirect("employer_request_batches")


@member_required(roles=MAY_ASK)
@require_GET
def employer_request_batch_sample(request: HttpRequest) -> HttpResponse:
    return csv_response("people.csv", SAMPLE_HEADER, SAMPLE)


def _checked(request: HttpRequest, form: BatchForm) -> RequestBatch | None:
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        form.add_error("file", _("The file is larger than 1 MB. Split it into smaller files."))
        return None
    try:
        return deeds.check(
            organization=organization_of(request),
            by=request.user,
            data=file.read(),
            filename=file.name,
            items=form.asked_items,
            terms=Terms(**form.terms()),
            deadline_days=form.deadline_days,
        )
    except CsvRefused as refusal:
        form.add_error("file", refusal.message)
    except TooMany:
        form.add_error(
            None, _("Ten lists wait for your confirmation. Send or discard one of them first.")
        )
    return None


def _shown(batch: RequestBatch) -> dict[str, Any]:
    rows = list(batch.rows.all())
    sent = sum(row.sent_at is not None for row in rows)
    refused = sum(bool(row.refusal) for row in rows)
    return {
        "rows": rows,
        "total": len(rows),
        "sent": sent,
        "refused": refused,
        "is_checked": batch.state == BatchState.CHECKED,
        "rest": sum(row.refusal in deeds.MAY_PASS for row in rows),
        "unfinished": batch.state == BatchState.CONFIRMED and sent + refused < len(rows),
        "guessed": batch.encoding in GUESSED,
    }
