"""A credential as of an earlier day, and the archived documents that answers rest on."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from passports.actions.verification import checks_as_json
from passports.adapters.verifying import verify_as_of
from passports.forms.as_of import AsOfForm
from passports.issuer_history import key_periods
from passports.models import ArchivedDocument, Credential
from passports.sentences.archive import archived_rows, checks_as_of, period_events
from passports.sentences.report import reason_of
from passports.standards import parse
from portal.kernel.rate_limit import limited


@login_required
@require_GET
@never_cache
@limited("credential-as-of", rate="60/h", key="user")
def credential_as_of(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The answer that could have been given on a day. It is shown, and not stored."""
    found = get_object_or_404(
        Credential.objects.visible_to(request.user).select_related("document", "issuer", "holder"),
        id=credential_id,
    )
    form = AsOfForm(request.GET) if "date" in request.GET else AsOfForm()
    context: dict[str, Any] = {
        "credential": found,
        "form": form,
        "periods": period_events(key_periods(found.issuer.identifier) if found.issuer else []),
        "is_own_key": bool(found.issuer and found.issuer.identifier.startswith("did:key:")),
        "archived": archived_rows(found.latest_report),
    }
    if form.is_bound and form.is_valid():
        moment = form.moment()
        document = parse(bytes(found.document.content))
        report = verify_as_of(document, holder=found.holder, moment=moment)
        checks = checks_as_json(report)
        context |= {
            "moment": moment,
            "verdict": str(report.verdict),
            "reason": reason_of(checks),
            "checks": checks_as_of(checks),
            "used": [(answer.asked, answer.fetched_at) for answer in report.fetched],
        }
    return render(request, "passports/verify/as_of.html", context)


@login_required
@require_GET
def archived_document(request: HttpRequest, archived_id: UUID) -> HttpResponse:
    """An archived document, byte for byte, as a download that no browser interprets."""
    found = get_object_or_404(
        ArchivedDocument.objects.visible_to(request.user).select_related("body"), id=archived_id
    )
    name = f"archived-{found.fetched_at:%Y-%m-%d}-{found.body.digest[:8]}.json"
    return HttpResponse(
        bytes(found.body.content),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )
