"""What a parent's or guardian's link leads to. A GET has no effect: scanners visit it."""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from employers.actions.consent import guardians as deeds
from employers.actions.consent.consenting import Changed
from employers.actions.consent.guardian_codes import CODE
from employers.actions.consent.guardian_links import find_by_token
from employers.actions.link_codes import CODES_WINDOW_SECONDS, TooManyCodes
from employers.actions.refusals import MoveLost, NotAllowed, NotOpen
from employers.forms.guardian import GuardianAnswerForm
from employers.models import GuardianConsent
from passports.forms.sharing import CodeForm
from passports.views.share_page import share_page
from portal.kernel.languages import language_page
from portal.kernel.rate_limit import limited

OPENED_KEY = "opened_guardians"
OPENED_SECONDS = 60 * 60


@share_page
@limited("guardian", rate="60/m")
@require_http_methods(["GET", "HEAD", "POST"])
@language_page
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks whom for what; with the code from the mail, the disclosure and the answer."""
    found = find_by_token(token)
    if found is None or found.consent.holder is None:
        return render(request, "employers/attest/no_such_link.html", status=404)
    opened = request.session.get(OPENED_KEY, {}).get(str(found.pk), 0) > time.time()
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    try:
        if deed == "send_code":
            CODE.send(asked=found)
            return _landing(request, found, code_form=CodeForm())
        if deed == "open":
            return _open(request, found)
        if deed and opened:
            return _decide(request, found, deed)
    except TooManyCodes:
        landing = _landing(request, found, status=429, too_many_codes=True)
        landing["Retry-After"] = str(CODES_WINDOW_SECONDS)
        return landing
    except (NotOpen, MoveLost):
        return _too_late(request, token, opened=opened)
    if opened:
        return _page(request, found)
    # Somebody with the link alone: the code went to the one who was asked.
    return _landing(request, found, status=403 if deed else 200)


def _open(request: HttpRequest, found: GuardianConsent) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        if CODE.prove(asked=found, code=form.cleaned_data["code"]):
            kept = request.session.get(OPENED_KEY, {})
            request.session[OPENED_KEY] = kept | {str(found.pk): time.time() + OPENED_SECONDS}
            return redirect(request.path)
        form.add_error(
            "code",
            _(
                "This code does not work. Check the digits, or ask for a new code: a code works "
                "once, for 15 minutes and five attempts."
            ),
        )
    return _landing(request, found, code_form=form)


def _decide(request: HttpRequest, found: GuardianConsent, deed: str) -> HttpResponse:
    if deed == "withdraw":
        deeds.withdraw(guardian=found)
        return redirect(request.path)
    form = GuardianAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    name = form.cleaned_data["typed_name"]
    try:
        if deed == "refuse":
            deeds.refuse(guardian=found, name=name)
        else:
            deeds.agree(guardian=found, name=name)
    except Changed:
        return _page(request, found, form, changed=True)
    except NotAllowed:
        return _page(request, found, form, not_yours=True)
    return redirect(request.path)


def _too_late(request: HttpRequest, token: str, *, opened: bool) -> HttpResponse:
    """Something else came first. What holds now is said, with the news that this was not taken."""
    now = find_by_token(token)
    if now is None or now.consent.holder is None:
        return render(request, "employers/attest/no_such_link.html", status=404)
    if opened:
        return _page(request, now, status=409, too_late=True)
    return _landing(request, now)


def _page(
    request: HttpRequest,
    found: GuardianConsent,
    form: GuardianAnswerForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"found": found, "form": form or GuardianAnswerForm(), **more}
    return render(request, "employers/guardian/read.html", context, status=status)


def _landing(
    request: HttpRequest, found: GuardianConsent, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"found": found, "asked": found.consent.request, **more}
    if not found.takes_code:
        status = 410
    return render(request, "employers/guardian/landing.html", context, status=status)
