"""The public page: anybody brings a credential and sees what can be checked. Nothing is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from passports.actions.checking_once import Answer, check_once
from passports.actions.verification import checks_as_json, nested_as_json
from passports.forms.verify import VerifyForm
from passports.sentences.document import card_of, cards_inside, rows_of_document
from passports.sentences.items import refusal_of
from passports.sentences.report import checks_for_people, endorsements_for_people
from portal.kernel.rate_limit import limited


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("verify-page", rate="30/h", key="ip", methods=["POST"])
def verify_page(request: HttpRequest) -> HttpResponse:
    """The form, and below it the answer about what was just brought."""
    if request.method != "POST":
        return render(request, "passports/verify/page.html", {"form": VerifyForm()})
    form = VerifyForm(request.POST, request.FILES)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        file = form.cleaned_data["file"]
        answer = check_once(form.content(), filename=file.name if file else "")
        context = {"form": VerifyForm(), "answered": True, **_shown(answer)}
    return render(request, "passports/verify/page.html", context)


def _shown(answer: Answer) -> dict[str, Any]:
    shown: dict[str, Any] = {"address": answer.address}
    if answer.document is None or answer.report is None:
        params = answer.report.checks[0].params if answer.report else {}
        return {**shown, "refusal": refusal_of(answer.refusal, params)}
    checks = [each for each in checks_as_json(answer.report) if each["code"] != "not_asked"]
    return {
        **shown,
        "card": card_of(answer.document, answer.report, checks),
        "contents": rows_of_document(answer.document),
        "checks": checks_for_people(checks),
        "inside": cards_inside(answer.report),
        "endorsements": endorsements_for_people(nested_as_json(answer.report)),
        "checked_at": answer.report.checked_at,
    }
