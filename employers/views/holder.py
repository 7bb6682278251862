"""Verification requests as the holder sees them: read, narrow, authorize, decline."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.ages import needs_guardian
from employers.actions import deciding as deeds
from employers.actions.refusals import MoveLost, NotAllowed
from employers.asking.labels import for_holder
from employers.asking.purposes import legal_basis
from employers.attesters.asked_about import asking, who_answers
from employers.forms.deciding import DecideForm
from employers.forms.holding import QuestionForm
from employers.models import SignedConsent, VerificationRequest
from employers.shown import may_question, shown_request
from employers.views.consent import consent_url, guardian_url

ROWS_A_PAGE = 20


def _mine(request: HttpRequest):  # type: ignore[no-untyped-def]
    return VerificationRequest.objects.of_holder(request.user).select_related(
        "organization", "requested_by", "holder"
    )


@login_required
def requests_for_me(request: HttpRequest) -> HttpResponse:
    page = Paginator(_mine(request), ROWS_A_PAGE).get_page(request.GET.get("page"))
    sent = VerificationRequest.objects.sent_to_address_of(request.user)
    waiting = sent.select_related("organization")[:ROWS_A_PAGE]
    labels = for_holder(list(page))
    context = {
        "page_obj": page,
        "requests": [(asked, labels[asked.pk]) for asked in page],
        "waiting": waiting,
    }
    return render(request, "employers/holder/list.html", context)


@login_required
def request_for_me(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = get_object_or_404(_mine(request), id=request_id)
    if request.htmx:
        context = {"asked": asked, "shown": shown_request(asked, for_requester=False)}
        return render(request, "employers/partials/_answers.html", context)
    return holder_page(request, asked)


@require_POST
@login_required
def request_seen(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The holder starts to decide. A button, since links in mail are visited by scanners."""
    asked = get_object_or_404(_mine(request), id=request_id)
    if asked.is_open:
        deeds.see(request=asked, by=request.user)
    return redirect("request_for_me", request_id=asked.id)


@require_POST
@login_required
def request_authorize(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The choice is made; what it means stands on the next page, and is signed there."""
    asked = get_object_or_404(_mine(request), id=request_id)
    form = DecideForm(request.POST, asked=asked)
    if not form.is_valid():
        return holder_page(request, asked, form)
    if needs_guardian(request.user):
        return redirect(guardian_url(asked, form.included))
    return redirect(consent_url(asked, form.included))


@require_POST
@login_required
def request_decline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    asked = get_object_or_404(_mine(request), id=request_id)
    try:
        deeds.decline(request=asked, by=request.user)
    except MoveLost:
        messages.error(request, _("This request is closed already."))
    except NotAllowed:
        messages.error(request, _("This organization is suspended. There is nothing to decide."))
    else:
        messages.success(request, _("You have declined. Nothing was disclosed."))
    return redirect("request_for_me", request_id=asked.id)


def holder_page(
    request: HttpRequest,
    asked: VerificationRequest,
    form: DecideForm | None = None,
    question_form: QuestionForm | None = None,
) -> HttpResponse:
    """The page of one request, with the form that did not work if there is one."""
    questions = list(asked.questions.all())
    kinds_only = asked.requested_claims.exclude(description="").exists()
    return render(
        request,
        "employers/holder/detail.html",
        {
            "asked": asked,
            "form": form or DecideForm(asked=asked),
            "shown": shown_request(asked, for_requester=False),
            "who": who_answers(asked) if asked.is_open else [],
            "asking": [] if asked.is_open else asking(asked),
            "legal_basis": legal_basis(asked.purpose_code),
            "names_kinds_only": kinds_only,
            "consent": SignedConsent.objects.of_holder(request.user).filter(request=asked).first(),
            "questions": questions,
            "question_form": question_form or QuestionForm(),
            "may_question": may_question(asked, questions),
        },
    )
