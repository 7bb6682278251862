"""Bulk checks of an organization: a file up, the progress, the results down."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from accounts.current import membership_of
from passports.actions import bulk, bulk_results
from passports.forms.bulk import REFUSED, BulkForm
from passports.models import BulkCheck
from passports.models.bulk_check import BULK_ROLES
from portal.kernel.rate_limit import limited

View = Callable[..., HttpResponseBase]


def may_check_in_bulk(view: View) -> View:
    """Owners and recruiters of a vetted organization, and administrators with the permission. For
    everybody else the page is not there; for members without the role, it is forbidden."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        membership = membership_of(request)
        if membership is not None and membership.organization.is_vetted:
            if membership.role not in BULK_ROLES:
                raise PermissionDenied(
                    _("Your role in this organization does not include this page. Ask an owner.")
                )
            request.bulk_organization = membership.organization  # type: ignore[attr-defined]
        elif request.user.has_perm("passports.add_bulkcheck"):
            request.bulk_organization = None  # type: ignore[attr-defined]
        else:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


# Reading the token of a form reads the whole form. Who may not send one is turned away before that.
@csrf_exempt
@may_check_in_bulk
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("bulk", rate="20/h", key="user", methods=["POST"])
def bulk_checks(request: HttpRequest) -> HttpResponse:
    """The checks of the last days, and the form for another."""
    form = BulkForm()
    if request.method == "POST":
        form = BulkForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                check = bulk.start(
                    organization=request.bulk_organization,  # type: ignore[attr-defined]
                    file=cast(BinaryIO, form.cleaned_data["file"]),
                    filename=form.filename(),
                    by=request.user,
                )
            except bulk.BulkRefused as refusal:
                form.add_error("file", REFUSED[refusal.code])
            else:
                return redirect("bulk_check", check.id)
    checks = BulkCheck.objects.visible_to(request.user).order_by("-created_at")[:50]
    return render(request, "passports/bulk/list.html", {"form": form, "checks": checks})


@may_check_in_bulk
@require_GET
@never_cache
@vary_on_headers("HX-Request")
def bulk_check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """The progress. Asks again by itself only while something is unfinished."""
    check = get_object_or_404(BulkCheck.objects.visible_to(request.user), id=check_id)
    context = {"check": check, "progress": bulk_results.progress_of(check)}
    template = "passports/bulk/_check.html" if request.htmx else "passports/bulk/check.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@may_check_in_bulk
@require_GET
def bulk_results_json(request: HttpRequest, check_id: UUID) -> HttpResponseBase:
    return _download(request, check_id, bulk_results.json_lines, "application/x-ndjson", "jsonl")


@may_check_in_bulk
@require_GET
def bulk_results_csv(request: HttpRequest, check_id: UUID) -> HttpResponseBase:
    return _download(request, check_id, bulk_results.csv_lines, "text/csv; charset=utf-8", "csv")


@may_check_in_bulk
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_check_remove(request: HttpRequest, check_id: UUID) -> HttpResponse:
    check = get_object_or_404(BulkCheck.objects.visible_to(request.user), id=check_id)
    if request.method == "POST":
        bulk.remove(check=check, by=request.user)
        messages.success(request, _("The check and its results are removed."))
        return redirect("bulk_checks")
    return render(request, "passports/bulk/remove.html", {"check": check})


def _download(
    request: HttpRequest,
    check_id: UUID,
    lines: Callable[[BulkCheck], Iterator[bytes]],
    media_type: str,
    ending: str,
) -> HttpResponseBase:
    check = get_object_or_404(BulkCheck.objects.visible_to(request.user), id=check_id)
    if not bulk_results.progress_of(check).finished:
        messages.info(request, _("The checks are not done yet. The results come when they are."))
        return redirect("bulk_check", check.id)
    response = StreamingHttpResponse(lines(check), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="results-{check.id}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
