"""Bringing credentials, and watching them being checked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from passports.actions import imports, proposals
from passports.forms.imports import FORMS, PasteForm, UploadForm
from passports.models import ImportItem, ImportRun
from passports.models.import_run import UNFINISHED_ITEM_STATES
from passports.sentences.items import refusals
from passports.sentences.progress import PROBLEM_STATES, item_for_page, progress_of
from portal.kernel.rate_limit import limited
from portal.kernel.way_back import back_from, with_way_back

ITEMS_ON_A_PAGE = 100


@login_required
@require_http_methods(["GET", "POST"])
@limited("import", rate="60/h", key="user", methods=["POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Files or pasted text; both forms on one page, told apart by `source`."""
    source = request.POST.get("source", "")
    forms: dict[str, Any] = {"upload": UploadForm(), "paste": PasteForm()}
    if request.method == "POST" and source in FORMS:
        form = forms[source] = FORMS[source](request.POST, request.FILES)
        if form.is_valid():
            found = form.found()
            if any(not one.reason for one in found):
                run = imports.start(
                    holder=request.user, source=source, found=found, by=request.user
                )
                here = reverse("import_run", args=[run.id])
                return redirect(with_way_back(here, back_from(request)))
            for sentence in refusals(found):
                form.add_error(next(iter(form.fields)), sentence)
    context = {**forms, "form": forms.get(source), "back": back_from(request)}
    return render(request, "passports/imports/new.html", context)


@login_required
@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    runs = (
        ImportRun.objects.visible_to(request.user)
        .annotate(
            total=Count("items"),
            unfinished=Count("items", filter=Q(items__state__in=UNFINISHED_ITEM_STATES)),
            problems=Count("items", filter=Q(items__state__in=PROBLEM_STATES)),
        )
        .order_by("-created_at")
    )
    page_obj = Paginator(runs.order_by("-created_at"), 25).get_page(request.GET.get("page"))
    return render(request, "passports/imports/list.html", {"page_obj": page_obj})


@login_required
@require_GET
@never_cache
@vary_on_headers("HX-Request")
def import_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The progress of a run. Asks again by itself only while something is unfinished."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), id=run_id)
    progress = progress_of(run)
    only_problems = request.GET.get("show") == "problems"
    items = (
        ImportItem.objects.filter(run=run)
        .defer("content")
        .select_related("credential__latest_report")
    )
    if only_problems:
        items = items.filter(state__in=PROBLEM_STATES)
    page_obj = Paginator(items, ITEMS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "progress": progress,
        "items": [item_for_page(item, back=back_from(request)) for item in page_obj],
        "to_add": proposals.of_run(run).count(),
        "page_obj": page_obj,
        "only_problems": only_problems,
        "back": back_from(request),
    }
    template = "passports/imports/_run.html" if request.htmx else "passports/imports/run.html"
    return render(request, template, context)


@login_required
@require_POST
@limited("import-retry", rate="60/h", key="user")
def import_retry(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Try everything again that could not be finished."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), id=run_id)
    count = imports.retry_failed(run=run, by=request.user)
    if count:
        sentence = ngettext(
            "We are trying %(count)d file again.", "We are trying %(count)d files again.", count
        )
        messages.success(request, sentence % {"count": count})
    else:
        messages.info(request, _("There is nothing to try again."))
    return redirect(_run_page(request, run.id))


@login_required
@require_POST
@limited("import", rate="60/h", key="user")
def import_add(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Add everything that the credentials of an upload propose, and go back to where the reader
    came from."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), id=run_id)
    count = proposals.accept_all(run=run, by=request.user)
    if count:
        sentence = ngettext(
            "%(count)d claim was added to your passport, with its credential.",
            "%(count)d claims were added to your passport, with their credentials.",
            count,
        )
        messages.success(request, sentence % {"count": count})
    else:
        messages.info(request, _("There was nothing left to add."))
    return redirect(back_from(request) or "passport")


def _run_page(request: HttpRequest, run_id: UUID) -> str:
    return with_way_back(reverse("import_run", args=[run_id]), back_from(request))


@login_required
@require_POST
@limited("import-retry", rate="60/h", key="user")
def item_retry(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Try one item again that could not be finished."""
    item = get_object_or_404(
        ImportItem.objects.visible_to(request.user).defer("content"), id=item_id
    )
    if imports.retry(item=item, by=request.user):
        messages.success(request, _("We are trying it again."))
    else:
        messages.info(request, _("That one is not waiting for another try."))
    return redirect(_run_page(request, item.run_id))
