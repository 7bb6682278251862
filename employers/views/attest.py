"""The attester's side: what a link in a mail leads to. A GET has no effect: scanners visit it."""

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from employers.actions.attesters import answering as deeds
from employers.actions.attesters import attesting
from employers.actions.attesters import codes as attesting_codes
from employers.actions.link_codes import CODES_WINDOW_SECONDS, TooManyCodes
from employers.actions.refusals import NotOpen
from employers.forms.attesting import AttestForm, HandOverForm
from employers.models import AttestationRequest, Said
from employers.models.attestation_request import MOST_HAND_OVERS
from passports.forms.sharing import CodeForm
from passports.views.share_page import share_page
from portal.kernel.languages import language_page, spoken
from portal.kernel.rate_limit import limited

OPENED_KEY = "opened_attestations"
OPENED_SECONDS = 60 * 60


@share_page
@limited("attest", rate="60/m")
@require_http_methods(["GET", "HEAD", "POST"])
@language_page
def attest(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks for what and why; with the code from the mail, the form; then the receipt."""
    found = attesting.find_by_token(token)
    if found is None or found.request.holder is None:
        return render(request, "employers/attest/no_such_link.html", status=404)
    opened = is_opened_here(request, found)
    if found.is_paused and not _is_answer(request, opened):
        return _paused(request, found)
    if not (found.is_open or found.is_paused):
        return _ended(request, found, opened=opened)
    if request.method != "POST":
        return form_page(request, found, _form(found)) if opened else _landing(request, found)
    deed = _DEEDS.get(request.POST.get("deed", ""), _send_code)
    if not opened and deed not in (_send_code, _open):
        # Somebody with the link alone: the code went to the one who was asked.
        return _landing(request, found, status=403)
    if opened:
        attesting.note_language(attestation=found, language=spoken())
    try:
        return deed(request, found)
    except NotOpen:
        return _not_open(request, found, opened=opened)


@share_page
@limited("attest", rate="60/m")
# Few: what is refused tells that an address is the person's own.
@limited("attest-hand-over", rate="10/h", methods=["POST"])
@require_http_methods(["GET", "HEAD", "POST"])
@language_page
def attest_hand_over(request: HttpRequest, token: str) -> HttpResponse:
    """Pass the question to a colleague, from the browser that entered the code."""
    found = attesting.find_by_token(token)
    if found is None or found.request.holder is None:
        return render(request, "employers/attest/no_such_link.html", status=404)
    opened = is_opened_here(request, found)
    if found.is_paused:
        return _paused(request, found)
    if not found.is_open:
        return _ended(request, found, opened=opened)
    if not opened:
        return _landing(request, found, status=403 if request.method == "POST" else 200)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.hand_over(attestation=found, **form.cleaned_data)
        except NotOpen:
            return _not_open(request, found, opened=opened)
        except deeds.CannotBeAsked as cannot:
            form.add_error("email", str(cannot))
        except deeds.TooManyHandOvers:
            form.add_error(None, _("It has been passed on too often. Answer it, or decline."))
        else:
            return redirect("attest", token)
    context = {"found": found, "form": form, "token": token}
    return render(request, "employers/attest/hand_over.html", context)


def is_opened_here(request: HttpRequest, found: AttestationRequest) -> bool:
    return bool(request.session.get(OPENED_KEY, {}).get(str(found.pk), 0) > time.time())


def form_page(
    request: HttpRequest, found: AttestationRequest, form: AttestForm, **more: Any
) -> HttpResponse:
    context = {
        "found": found,
        "asked": found.request,
        "form": form,
        "may_hand_over": found.hand_overs < MOST_HAND_OVERS,
        "token": request.resolver_match.kwargs.get("token") if request.resolver_match else "",
        **more,
    }
    return render(request, "employers/attest/form.html", context)


def _form(found: AttestationRequest, data: Any = None) -> AttestForm:
    waiting = found.claims.filter(said=Said.ASKED).select_related("revision", "row")
    return AttestForm(data, claims=list(waiting))


def _send_code(request: HttpRequest, found: AttestationRequest) -> HttpResponse:
    try:
        attesting_codes.CODE.send(asked=found)
    except TooManyCodes:
        landing = _landing(request, found, status=429, too_many_codes=True)
        landing["Retry-After"] = str(CODES_WINDOW_SECONDS)
        return landing
    return _landing(request, found, code_form=CodeForm())


def _open(request: HttpRequest, found: AttestationRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        if attesting_codes.prove(attestation=found, code=form.cleaned_data["code"]):
            _remember(request, found)
            attesting.note_language(attestation=found, language=spoken())
            return redirect(request.path)
        form.add_error(
            "code",
            _(
                "This code does not work. Check the digits, or ask for a new code: a code works "
                "once, for 15 minutes and five attempts."
            ),
        )
    return _landing(request, found, code_form=form)


def _answer(request: HttpRequest, found: AttestationRequest) -> HttpResponse:
    form = _form(found, request.POST)
    if not form.is_valid():
        return form_page(request, found, form)
    deeds.answer(
        attestation=found,
        answers=form.answers,
        name=form.cleaned_data["typed_name"],
        role=form.cleaned_data["typed_role"],
    )
    return redirect(request.path)


def _decline(request: HttpRequest, found: AttestationRequest) -> HttpResponse:
    deeds.decline(attestation=found)
    return redirect(request.path)


_DEEDS: dict[str, Callable[[HttpRequest, AttestationRequest], HttpResponse]] = {
    "send_code": _send_code,
    "open": _open,
    "answer": _answer,
    "decline": _decline,
}


def _landing(
    request: HttpRequest, found: AttestationRequest, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"found": found, "asked": found.request, "kinds": _kinds(found), **more}
    return render(request, "employers/attest/landing.html", context, status=status)


def _kinds(found: AttestationRequest) -> list[str]:
    """What kind of claims are asked: who has only the link reads no more."""
    rows = found.claims.filter(said=Said.ASKED).select_related("row")
    return sorted({str(each.row.get_kind_display()) for each in rows})


def _ended(request: HttpRequest, found: AttestationRequest, *, opened: bool) -> HttpResponse:
    """Answered, declined, handed over, stopped or too old. The receipt is for who answered."""
    answered = found.claims.exclude(said=Said.STOPPED).select_related("revision", "row")
    context = {
        "found": found,
        "asked": found.request,
        "receipt": answered if opened and found.typed_name else None,
    }
    status = 200 if opened else 410
    return render(request, "employers/attest/ended.html", context, status=status)


def _not_open(request: HttpRequest, found: AttestationRequest, *, opened: bool) -> HttpResponse:
    """It was open a moment ago."""
    found.refresh_from_db()
    if found.is_paused:
        return _paused(request, found)
    if found.is_open and opened:
        # Less is asked than a moment ago.
        return form_page(request, found, _form(found))
    return _ended(request, found, opened=opened)


def _is_answer(request: HttpRequest, opened: bool) -> bool:
    """What somebody has written on a form that was open is taken all the same."""
    return opened and request.method == "POST" and request.POST.get("deed") == "answer"


def _paused(request: HttpRequest, found: AttestationRequest) -> HttpResponse:
    """Who asks is suspended. Nothing is lost by it."""
    context = {"found": found, "asked": found.request}
    status = 409 if request.method == "POST" else 200
    return render(request, "employers/attest/paused.html", context, status=status)


def _remember(request: HttpRequest, found: AttestationRequest) -> None:
    """Let this browser, and no other, answer for an hour."""
    now = time.time()
    request.session.cycle_key()
    kept = {pk: until for pk, until in request.session.get(OPENED_KEY, {}).items() if until > now}
    kept[str(found.pk)] = now + OPENED_SECONDS
    request.session[OPENED_KEY] = kept
