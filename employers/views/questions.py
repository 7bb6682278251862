"""A question of the holder and the requester's reply, on the pages of both."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.current import organization_of
from accounts.permissions import member_required
from employers.actions.asking import questions as deeds
from employers.actions.refusals import MoveLost, NotAllowed, TooMany
from employers.actions.requests import MAY_ASK
from employers.forms.holding import QuestionForm, ReplyForm
from employers.models import RequestQuestion, VerificationRequest
from employers.views.holder import holder_page
from employers.views.requests import requester_page
from portal.kernel.rate_limit import limited


@require_POST
@login_required
@limited("request-question", rate="20/h", key="user")
def request_question(request: HttpRequest, request_id: UUID) -> HttpResponse:
    mine = VerificationRequest.objects.of_holder(request.user)
    asked = get_object_or_404(mine.select_related("organization", "holder"), id=request_id)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return holder_page(request, asked, question_form=form)
    try:
        deeds.ask_back(request=asked, by=request.user, text=form.cleaned_data["text"])
    except MoveLost:
        messages.error(request, _("This request is closed, so nobody would reply."))
    except deeds.WaitForReply:
        form.add_error("text", _("Wait for the reply to your last question."))
        return holder_page(request, asked, question_form=form)
    except TooMany:
        form.add_error("text", _("You have asked five questions. Decide now, or decline."))
        return holder_page(request, asked, question_form=form)
    except NotAllowed:
        messages.error(request, _("This organization is suspended. Nobody would reply."))
    else:
        messages.success(request, _("Your question was sent. We tell you when they reply."))
    return redirect("request_for_me", request_id=asked.id)


@require_POST
@member_required(roles=MAY_ASK)
@limited("request-reply", rate="60/h", key="user")
def employer_request_reply(
    request: HttpRequest, request_id: UUID, question_id: UUID
) -> HttpResponse:
    visible = VerificationRequest.objects.visible_to(request.user).filter(
        organization=organization_of(request)
    )
    asked = get_object_or_404(
        visible.select_related("organization", "holder", "requested_by", "share"), id=request_id
    )
    question = get_object_or_404(RequestQuestion, id=question_id, request=asked)
    question.request = asked
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return requester_page(request, asked, reply_form=form)
    try:
        deeds.reply(question=question, by=request.user, text=form.cleaned_data["text"])
    except MoveLost:
        messages.error(request, _("Somebody has replied already, or the request is closed."))
    else:
        messages.success(request, _("Your reply was sent."))
    return redirect("employer_request", request_id=asked.id)
