"""The inbox of an organization that is asked about its people."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.current import organization_of
from accounts.permissions import member_required
from employers.actions.attesters import answering as attesting_answers
from employers.actions.attesters.answering_many import Checked, answer_all, check
from employers.actions.attesters.inbox import inbox_of, searched
from employers.actions.refusals import NotOpen
from employers.actions.requests import MAY_ASK
from employers.attesters.inbox_file import answers_in, waiting_file
from employers.forms.attesting import AttestForm
from employers.forms.inbox import AnswersFileForm
from employers.models import AttestationRequest, AttestationState, Said
from employers.models.attestation_request import OPEN_ATTESTATIONS
from employers.paging import page_of
from portal.kernel.addresses import address
from portal.kernel.dates import written
from portal.kernel.rate_limit import limited
from portal.kernel.safe_csv import CsvRefused

STATES = ("waiting", "answered", "ended", "all")


def _columns() -> list[str]:
    return [_("Person"), _("Who asks"), _("Asked"), _("Open until"), _("State")]


@member_required()
def attestations(request: HttpRequest) -> HttpResponse:
    organization = organization_of(request)
    state = request.GET.get("state", "waiting")
    if state not in STATES:
        state = "waiting"
    search = request.GET.get("q", "")[:100]
    rows = searched(inbox_of(organization, by=request.user), state=state, search=search)
    rows = rows.select_related("request__organization", "request__holder").only(
        "created_at",
        "expires_at",
        "state",
        "request__organization__name",
        "request__holder__name",
        "request__holder__email",
    )
    page = page_of(rows.order_by("-created_at", "-id"), request.GET.get("after", "")[:100])
    context = {
        "page": page,
        "columns": _columns(),
        "rows": _rows(page.rows),
        "state": state,
        "search": search,
    }
    return render(request, "employers/inbox/list.html", context)


def _rows(found: list[AttestationRequest]) -> list[tuple[str, list[Any]]]:
    labels = dict(AttestationState.choices) | dict.fromkeys(OPEN_ATTESTATIONS, _("Waiting"))
    return [
        (
            address("attestation", row.pk),
            [
                row.person_name,
                row.request.organization.name,
                written(row.created_at, "j M Y"),
                written(row.expires_at, "j M Y"),
                str(labels[row.state]),
            ],
        )
        for row in found
    ]


@member_required(roles=MAY_ASK)
def attestation(request: HttpRequest, attestation_id: UUID) -> HttpResponse:
    """One question, and its answer."""
    found = get_object_or_404(
        inbox_of(organization_of(request), by=request.user).select_related(
            "request__organization", "request__holder", "signs_for"
        ),
        pk=attestation_id,
    )
    # What somebody has written while it was open is taken, though who asks was suspended since.
    wrote = request.method == "POST" and request.POST.get("deed") != "decline"
    if not (found.is_open or (found.is_paused and wrote)):
        return _answered(request, found)
    claims = list(found.claims.filter(said=Said.ASKED).select_related("revision", "row"))
    initial = {"typed_name": request.user.display_name}
    form = AttestForm(request.POST or None, claims=claims, initial=initial)
    try:
        if request.method == "POST" and request.POST.get("deed") == "decline":
            attesting_answers.decline(attestation=found, by=request.user)
        elif request.method == "POST" and form.is_valid():
            attesting_answers.answer(
                attestation=found,
                answers=form.answers,
                name=form.cleaned_data["typed_name"],
                role=form.cleaned_data["typed_role"],
                by=request.user,
            )
        else:
            context = {"found": found, "asked": found.request, "form": form}
            return render(request, "employers/inbox/detail.html", context)
    except NotOpen:
        messages.error(request, _("This was closed in the meantime. Nothing was sent now."))
    else:
        messages.success(request, _("Your answer was taken."))
    return redirect("attestations")


def _answered(request: HttpRequest, found: AttestationRequest) -> HttpResponse:
    claims = found.claims.exclude(said=Said.STOPPED).select_related("revision", "row")
    context = {"found": found, "asked": found.request, "claims": claims}
    return render(request, "employers/inbox/closed.html", context)


@member_required(roles=MAY_ASK)
def attestations_download(request: HttpRequest) -> HttpResponse:
    return waiting_file(organization_of(request), by=request.user)


@member_required(roles=MAY_ASK)
@limited("attestations-upload", rate="30/h", key="user", methods=["POST"])
def attestations_upload(request: HttpRequest) -> HttpResponse:
    """Check a file with answers; nothing is sent unless it has no error and one says so."""
    organization = organization_of(request)
    initial = {"typed_name": request.user.display_name}
    form = AnswersFileForm(request.POST or None, request.FILES or None, initial=initial)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            lines, errors = answers_in(form.cleaned_data["file"].read())
        except CsvRefused as refused:
            form.add_error("file", refused.message)
            return render(request, "employers/inbox/upload.html", context)
        checked = check(organization=organization, by=request.user, lines=lines)
        checked.errors = sorted([*errors, *checked.errors], key=lambda error: error.line)
        if request.POST.get("deed") == "send" and _has_lines(checked) and not checked.errors:
            sent = answer_all(
                checked=checked,
                name=form.cleaned_data["typed_name"],
                role=form.cleaned_data["typed_role"],
                by=request.user,
            )
            if sent.not_taken:
                return render(request, "employers/inbox/uploaded.html", {"sent": sent})
            messages.success(
                request,
                ngettext(
                    "Answered about %(n)d person.", "Answered about %(n)d people.", sent.people
                )
                % {"n": sent.people},
            )
            return redirect("attestations")
        context |= {"checked": checked, "people": len(checked.answers), "lines": len(lines)}
    return render(request, "employers/inbox/upload.html", context)


def _has_lines(checked: Checked) -> bool:
    return bool(checked.answers or checked.past)
