"""The answer as something to keep: signed JSON, paper, and what the paper's address tells."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.current import organization_of
from accounts.permissions import member_required
from employers.answers.files import as_file
from employers.answers.paper import PAPERS, answer_pdf
from employers.answers.paper_state import paper_of
from employers.models import RemovedAnswer, RequestState, VerificationRequest
from passports.views.share_page import share_page
from portal.kernel.rate_limit import limited


def _answered(request: HttpRequest, request_id: UUID) -> VerificationRequest:
    return get_object_or_404(
        VerificationRequest.objects.visible_to(request.user)
        .filter(organization=organization_of(request), state=RequestState.COMPLETED)
        .select_related("organization", "holder"),
        id=request_id,
    )


@member_required()
@require_safe
def employer_request_signed(request: HttpRequest, answered_id: UUID) -> HttpResponse:
    """The signed answers, as a file."""
    asked = _answered(request, answered_id)
    signed = asked.signed_answers.filter(superseded_at=None).first()
    if signed is None:
        return render(request, "employers/answers/being_signed.html", {"asked": asked}, status=409)
    return as_file(signed.content.encode(), "application/vp", f"answer-{asked.pk}.json")


@member_required()
@require_safe
@limited("answer-pdf", rate="60/h", key="user")
def employer_request_pdf(request: HttpRequest, answered_id: UUID) -> HttpResponse:
    """The answers on paper. `paper`: a4 (unless told) or us-letter."""
    asked = _answered(request, answered_id)
    paper = request.GET.get("paper", PAPERS[0])
    if paper not in PAPERS:
        raise Http404
    if not asked.paper_token:
        return render(request, "employers/answers/being_signed.html", {"asked": asked}, status=409)
    return as_file(answer_pdf(asked, paper=paper), "application/pdf", f"answer-{asked.pk}.pdf")


@member_required()
@require_safe
def employer_answers_removed(request: HttpRequest) -> HttpResponse:
    """The answers that were kept as long as was said, and are gone."""
    rows = RemovedAnswer.objects.visible_to(request.user).filter(
        organization=organization_of(request)
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "employers/answers/removed.html", {"page": page})


@share_page
@limited("answer-paper", rate="60/m")
def answer_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Whether the answer on a paper still holds. Nothing else, but for members of the organization
    that has it: the way to it."""
    paper = paper_of(token)
    if paper is None:
        return render(request, "employers/answers/no_such_paper.html", status=404)
    mine = paper.request is not None and request.user.is_authenticated
    visible = VerificationRequest.objects.visible_to(request.user) if mine else None
    asked = visible.filter(pk=paper.request.pk).first() if visible is not None else None
    return render(request, "employers/answers/paper.html", {"paper": paper, "asked": asked})
