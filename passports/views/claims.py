"""One claim: adding, reading, changing it, and what supports it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from passports.actions import claims as actions
from passports.actions import evidence as ties
from passports.cards import ShownEvidence, claim_card, evidence_row
from passports.claims import KINDS
from passports.claims.display import facts_of, subtitle_of
from passports.forms.claims import AttachForm
from passports.models import Claim, Evidence
from passports.why import why
from portal.kernel.way_back import back_from


@login_required
@require_GET
def choose_kind(request: HttpRequest) -> HttpResponse:
    return render(request, "passports/claims/choose_kind.html", {"kinds": KINDS.values()})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def add(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    form = KINDS[kind].form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        claim = actions.create(
            holder=request.user, kind=kind, values=form.values(), by=request.user
        )
        messages.success(request, _("Added to your passport."))
        return redirect(back_from(request) or reverse("claim", args=[claim.pk]))
    context = {"kind": KINDS[kind], "form": form, "back": back_from(request)}
    return render(request, "passports/claims/add.html", context)


@login_required
@require_GET
@never_cache
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The claim with its mark, why it has it, what supports it, and how it changed."""
    found = _visible(request, claim_id)
    evidence = list(
        Evidence.objects.filter(claim=found)
        .select_related("claim__current", "credential__latest_report", "credential__superseded_by")
        .order_by("created_at")
    )
    attach = AttachForm(claim=found)
    context = {
        "claim": found,
        "kind": KINDS[found.kind],
        "card": claim_card(
            found.kind, found.current, found.assurance, own=True, hidden=found.hidden
        ),
        "why": why(found, evidence),
        "evidence": [
            {
                "id": each.pk,
                "rows": [
                    evidence_row(
                        found.kind,
                        ShownEvidence.of(each),
                        own=True,
                        organization=found.current.organization_name,
                    )
                ],
            }
            for each in evidence
        ],
        "attach_form": attach if attach.fields["credential"].queryset.exists() else None,
        "disputes": found.disputes.all()[:10],
        "revision_count": found.revisions.count(),
    }
    return render(request, "passports/claims/claim.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def edit(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    found = _visible(request, claim_id)
    kind = KINDS[found.kind]
    revision = found.current
    values = {name: getattr(revision, name) for name in revision.CONTENT}
    form = kind.form(
        request.POST if request.method == "POST" else None, initial=kind.form.initial_from(values)
    )
    if request.method == "POST" and form.is_valid():
        if actions.update(claim=found, values=form.values(), by=request.user):
            messages.success(request, _("Saved. Whoever may see this claim sees it as it is now."))
        else:
            messages.info(request, _("Nothing was different, so nothing changed."))
        return redirect("claim", found.pk)
    context = {"claim": found, "kind": kind, "form": form}
    return render(request, "passports/claims/edit.html", context)


@login_required
@require_GET
@never_cache
def history(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Every revision of a claim, newest first."""
    found = _visible(request, claim_id)
    revisions = [
        {
            "revision": revision,
            "subtitle": subtitle_of(found.kind, revision),
            "facts": facts_of(found.kind, revision),
        }
        for revision in found.revisions.all()[:100]
    ]
    context = {"claim": found, "revisions": revisions}
    return render(request, "passports/claims/history.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def attach(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    found = _visible(request, claim_id)
    form = AttachForm(request.POST if request.method == "POST" else None, claim=found)
    if request.method == "POST" and form.is_valid():
        tied = ties.attach(claim=found, credential=form.cleaned_data["credential"], by=request.user)
        if tied.relation == "supports":
            messages.success(request, _("Attached. The credential supports this claim."))
        else:
            messages.warning(
                request, _("Attached. The credential does not say quite the same; compare the two.")
            )
        return redirect("claim", found.pk)
    return render(request, "passports/claims/attach.html", {"claim": found, "form": form})


@login_required
@require_POST
def detach(request: HttpRequest, claim_id: UUID, evidence_id: UUID) -> HttpResponse:
    found = _visible(request, claim_id)
    tied = get_object_or_404(Evidence.objects.select_related("claim"), pk=evidence_id, claim=found)
    ties.detach(evidence=tied, by=request.user)
    messages.success(request, _("Detached. The credential itself is still yours."))
    return redirect("claim", found.pk)


def _visible(request: HttpRequest, claim_id: UUID) -> Claim:
    return get_object_or_404(
        Claim.objects.visible_to(request.user)
        .filter(removed_at__isnull=True, current__isnull=False)
        .select_related("current"),
        pk=claim_id,
    )
