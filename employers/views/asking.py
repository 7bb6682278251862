"""Asking somebody by email address: the form, drafts, discarding."""

import math
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.current import organization_of
from accounts.permissions import member_required
from employers.actions.asking import asking as deeds
from employers.actions.refusals import AlreadyAsked, MoveLost, NotAllowed, TooMany
from employers.actions.requests import MAY_ASK
from employers.asking.beginnings import beginning, beginnings
from employers.asking.purposes import PurposeCode
from employers.forms.inviting import InviteForm
from employers.forms.terms import DEADLINE_DAYS
from employers.models import RequestState, VerificationRequest
from portal.kernel.rate_limit import limited


def _drafts(request: HttpRequest):  # type: ignore[no-untyped-def]
    return VerificationRequest.objects.visible_to(request.user).filter(
        organization=organization_of(request), state=RequestState.DRAFT
    )


@member_required(roles=MAY_ASK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("request-send", rate="60/h", key="user", methods=["POST"])
def employer_request_ask(request: HttpRequest) -> HttpResponse:
    """Ask somebody who has not shared anything, or keep a draft of it."""
    organization = organization_of(request)
    begun = beginning(request.GET.get("template", ""), organization)
    form = InviteForm(request.POST or None, items=begun.items, initial=begun.initial)
    done = _save(request, form) if request.method == "POST" else None
    context = {"beginnings": beginnings(organization), "chosen": begun.key}
    return done or _page(request, form, **context)


@member_required(roles=MAY_ASK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("request-send", rate="60/h", key="user", methods=["POST"])
def employer_request_edit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    draft = get_object_or_404(_drafts(request), id=draft_id)
    items = list(draft.requested_claims.values_list("kind", "description"))
    form = InviteForm(request.POST or None, items=items, initial=_initial(draft))
    done = _save(request, form, draft) if request.method == "POST" else None
    return done or _page(request, form, draft=draft)


@require_POST
@member_required(roles=MAY_ASK)
def employer_request_discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    draft = get_object_or_404(_drafts(request), id=draft_id)
    try:
        deeds.discard_draft(request=draft, by=request.user)
    except MoveLost:
        messages.error(request, _("The request was sent or discarded in the meantime."))
    else:
        messages.success(request, _("The draft is discarded. Nobody was asked."))
    return redirect("employer_requests")


def _save(
    request: HttpRequest, form: InviteForm, draft: VerificationRequest | None = None
) -> HttpResponse | None:
    if form.wants_more or not form.is_valid():
        return None
    keep = "save" in request.POST
    try:
        saved = (deeds.save_draft if keep else deeds.ask)(
            organization=organization_of(request),
            by=request.user,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            items=form.asked_items,
            terms=deeds.Terms(**form.terms()),
            draft=draft,
        )
    except AlreadyAsked:
        form.add_error(
            "email",
            _("This person has an open request for this job already. Wait, or withdraw that one."),
        )
    except TooMany:
        form.add_error("email", _("This person has several open requests of yours already."))
    except (MoveLost, NotAllowed):
        form.add_error(None, _("Somebody sent or discarded this in the meantime."))
    else:
        messages.success(
            request,
            _("The draft is kept. Nobody was asked yet.")
            if keep
            else _("Your request was sent. You will hear from us when it is answered."),
        )
        name = "employer_request_edit" if keep else "employer_request"
        return redirect(name, saved.id)
    return None


def _initial(draft: VerificationRequest) -> dict[str, Any]:
    days = math.ceil((draft.deadline - timezone.now()).total_seconds() / 86_400)
    return {
        "name": draft.invited_name,
        "email": draft.invited_email,
        "purpose": draft.purpose_code,
        "purpose_text": _own_words(draft),
        "reference": draft.reference,
        "deadline": next((each for each in DEADLINE_DAYS if each >= days), max(DEADLINE_DAYS)),
        "kept": draft.kept_days,
        "message": draft.message,
    }


def _own_words(draft: VerificationRequest) -> str:
    """What was typed beside the kind of purpose; see `TermsForm.stated_purpose`."""
    if draft.purpose_code == PurposeCode.OTHER:
        return draft.purpose
    stated = str(PurposeCode(draft.purpose_code).label)
    return draft.purpose.removeprefix(stated).strip().removeprefix("(").removesuffix(")")


def _page(
    request: HttpRequest,
    form: InviteForm,
    *,
    draft: VerificationRequest | None = None,
    **context: Any,
) -> HttpResponse:
    if form.wants_more:
        form.errors.clear()
    return render(request, "employers/requests/ask.html", {"form": form, "draft": draft, **context})
