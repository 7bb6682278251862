"""A holder's credentials: the list, one of them, its bytes, its removal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Window
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from passports.actions import credentials as actions
from passports.actions import verification
from passports.models import Claim, Credential, Document, Evidence
from passports.sentences.archive import keys_changed_on
from passports.sentences.card import credential_card
from passports.sentences.contents import rows_of
from passports.sentences.removal import what_removal_destroys
from passports.sentences.report import (
    checks_for_people,
    endorsements_for_people,
    nested_for_people,
    report_event,
)
from portal.kernel.rate_limit import limited
from portal.kernel.text import folded
from portal.kernel.way_back import back_from

STATES = {
    "verified": {"verdict": "verified"},
    "not_verified": {"verdict": "not_verified"},
    "open": {"verdict__in": ["inconclusive", "unsupported"]},
    "not_yours": {"not_yours": True},
    "proposed": {"proposal__state": "open"},
}


def state_choices() -> list[tuple[str, str]]:
    return [
        ("", _("All")),
        ("verified", _("Verified")),
        ("not_verified", _("Not verified")),
        ("open", _("Check not complete")),
        ("not_yours", _("Not issued to you")),
        ("proposed", _("Waiting for your decision")),
    ]


@login_required
@require_GET
def credential_list(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    state = request.GET.get("state", "")
    found = Credential.objects.visible_to(request.user).select_related(
        "latest_report", "issuer", "proposal"
    )
    if query:
        found = found.filter(search_text__contains=folded(query))
    found = found.filter(**STATES.get(state, {}))
    page_obj = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "cards": [credential_card(credential, as_link=True) for credential in page_obj],
        "query": query,
        "state": state,
        "state_choices": state_choices(),
        "is_filtered": bool(query or state in STATES),
    }
    return render(request, "passports/credentials/list.html", context)


@login_required
@require_GET
@never_cache
@vary_on_headers("HX-Request")
def credential(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """What a credential says and what every check of it found."""
    found = _visible(request, credential_id)
    report = found.latest_report
    context: dict[str, Any] = {
        "credential": found,
        "card": credential_card(found, with_checks=False),
        "checks": checks_for_people(report.checks) if report else [],
        "nested": nested_for_people(report.nested) if report else [],
        "endorsements": endorsements_for_people(report.nested) if report else [],
        "report": report,
        "is_waiting": verification.is_waiting(credential=found),
    }
    if request.htmx:
        return render(request, "passports/credentials/_checks.html", context)
    reports = list(found.reports.annotate(total=Window(Count("pk")))[:5])
    context |= {
        "contents": rows_of(found),
        "events": [report_event(each) for each in reports],
        "report_count": reports[0].total if reports else 0,
        "keys_changed_on": keys_changed_on(found.issuer.identifier) if found.issuer else None,
        "proposal": getattr(found, "proposal", None),
        "evidence": Evidence.objects.filter(credential=found)
        .select_related("claim__current")
        .only("relation", "claim__current__title"),
        "document": found.document,
        "back": back_from(request),
    }
    return render(request, "passports/credentials/detail.html", context)


@login_required
@require_GET
def history(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Every report of a credential, newest first, with its checks."""
    found = _visible(request, credential_id)
    page_obj = Paginator(found.reports.all(), 20).get_page(request.GET.get("page"))
    reports = [
        {"report": report, "checks": checks_for_people(report.checks)} for report in page_obj
    ]
    context = {"credential": found, "reports": reports, "page_obj": page_obj}
    return render(request, "passports/credentials/history.html", context)


@login_required
@require_POST
@limited("credential-check", rate="20/h", key="user")
def check_again(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    found = _visible(request, credential_id)
    verification.request(credential=found, by=request.user)
    messages.success(request, _("We are checking this credential again."))
    return redirect("credential", found.id)


@login_required
@require_GET
def file(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The file as it came, byte for byte."""
    document = _document(request, credential_id)
    if document.container is not None:
        return _download(document, bytes(document.container), document.container_media_type)
    return _download(document, bytes(document.content), document.media_type)


@login_required
@require_GET
def inside(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The credential that was found inside an image, without the image."""
    document = _document(request, credential_id)
    if document.container is None:
        raise Http404
    return _download(document, bytes(document.content), document.media_type)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Says what removal destroys, and does it."""
    found = _visible(request, credential_id)
    if request.method == "POST":
        title = found.title
        actions.remove(credential=found, by=request.user)
        messages.success(request, _("“%(title)s” is removed.") % {"title": title})
        return redirect("credentials")
    claims = Claim.objects.filter(evidence__credential=found).select_related("current")
    context = {
        "credential": found,
        "destroys": what_removal_destroys(found, claims),
        "title": _("Remove “%(title)s”?") % {"title": found.title},
    }
    return render(request, "passports/credentials/remove.html", context)


def _visible(request: HttpRequest, credential_id: UUID) -> Credential:
    return get_object_or_404(
        Credential.objects.visible_to(request.user)
        .select_related("latest_report", "issuer", "superseded_by", "proposal", "document")
        .defer("document__content", "document__container", "search_text"),
        id=credential_id,
    )


def _document(request: HttpRequest, credential_id: UUID) -> Document:
    return get_object_or_404(
        Document.objects.visible_to(request.user), credential__id=credential_id
    )


EXTENSIONS = {
    "application/json": "json",
    "application/jwt": "jwt",
    "application/cose": "cose",
    "image/png": "png",
    "image/svg+xml": "svg",
}


def _download(document: Document, content: bytes, media_type: str) -> HttpResponse:
    """An attachment that no browser interprets, whatever is in it: an SVG may carry scripts."""
    name = f"credential-{document.digest[:8]}.{EXTENSIONS.get(media_type, 'bin')}"
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )
