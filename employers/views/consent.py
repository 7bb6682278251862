"""The disclosure on a page of its own: the holder signs it, reopens it, withdraws it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions import confirmation
from accounts.ages import needs_guardian
from accounts.fresh_sign_in import can_prove, proven_by
from employers.actions import deciding as deeds
from employers.actions.consent import guardians
from employers.actions.consent.consenting import Changed, Signature
from employers.actions.consent.withdrawing import withdraw_consent
from employers.actions.refusals import MoveLost, NotAllowed
from employers.consent.guardian_address import refusal_of
from employers.consent.to_sign import ToSign, to_sign
from employers.forms.deciding import DecideForm
from employers.forms.guardian import GuardianForm
from employers.forms.signing import SignByCodeForm, SignForm
from employers.models import SignedConsent, SignMethod, VerificationRequest
from portal.kernel.rate_limit import limited

# Whom a minor has named, by the id of the request.
GUARDIANS_KEY = "guardians_named"


def consent_url(asked: VerificationRequest, included: set[UUID]) -> str:
    """Where the chosen claims are signed for. The choice is in the address: nothing is lost."""
    return _with_choice("request_consent", asked, included)


def guardian_url(asked: VerificationRequest, included: set[UUID]) -> str:
    return _with_choice("request_guardian", asked, included)


def _with_choice(name: str, asked: VerificationRequest, included: set[UUID]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("claims", sorted(str(each) for each in included))
    return f"{reverse(name, args=[asked.pk])}?{query.urlencode()}"


@never_cache
@login_required
@limited("sign-consent", rate="40/h", key="user", methods=["POST"])
def request_consent(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Exactly what would be signed, and nothing else. The signature is the password or factor
    that is asked for then, or a code for who has neither."""
    mine = VerificationRequest.objects.of_holder(request.user)
    asked = get_object_or_404(
        mine.select_related("organization", "requested_by", "holder"), id=request_id
    )
    chosen = DecideForm(request.POST if request.method == "POST" else request.GET, asked=asked)
    if not asked.is_open or not chosen.is_valid():
        messages.error(request, _closed() if not asked.is_open else _nothing_chosen())
        return redirect("request_for_me", request_id=asked.id)
    shown = to_sign(request=asked, included=chosen.included)
    guardian = request.session.get(GUARDIANS_KEY, {}).get(str(asked.pk), "")
    if needs_guardian(request.user) and (not guardian or refusal_of(email=guardian, request=asked)):
        return redirect(guardian_url(asked, chosen.included))
    kind = SignForm if can_prove(request.user) else SignByCodeForm
    if request.method != "POST":
        return _page(request, asked, chosen, shown, kind())
    if "send_code" in request.POST and kind is SignByCodeForm:
        confirmation.send_code(user=request.user, session=request.session, about=shown.digest)
        # Down to where the code is entered: the page above it was read.
        return redirect(f"{consent_url(asked, chosen.included)}#sign")
    form = kind(request.POST)
    if request.POST.get("digest") != shown.digest:
        return _page(request, asked, chosen, shown, kind(), changed=True)
    method = _method(request, form, shown)
    if not method:
        return _page(request, asked, chosen, shown, form)
    signature = Signature(shown.digest, method, get_language() or "")
    return _sign(request, asked, chosen, signature, guardian)


@never_cache
@login_required
@limited("name-guardian", rate="20/h", key="user", methods=["POST"])
def request_guardian(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """A minor says who has to agree. The address stays in the session until it is signed."""
    mine = VerificationRequest.objects.of_holder(request.user)
    asked = get_object_or_404(
        mine.select_related("organization", "requested_by", "holder"), id=request_id
    )
    chosen = DecideForm(request.GET, asked=asked)
    if not asked.is_open or not chosen.is_valid() or not needs_guardian(request.user):
        return redirect("request_for_me", request_id=asked.id)
    form = GuardianForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        kept = request.session.get(GUARDIANS_KEY, {})
        request.session[GUARDIANS_KEY] = kept | {str(asked.pk): form.cleaned_data["email"]}
        return redirect(consent_url(asked, chosen.included))
    return render(request, "employers/guardian/name.html", {"asked": asked, "form": form})


@never_cache
@login_required
def signed_consent(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """What the holder has signed, to read again and to print."""
    found = SignedConsent.objects.of_holder(request.user).filter(request_id=request_id)
    consent = found.select_related("request__organization", "holder").first()
    if consent is None:
        raise Http404
    return render(request, "employers/consent/signed.html", {"consent": consent})


@require_POST
@login_required
def signed_consent_withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    mine = VerificationRequest.objects.of_holder(request.user).select_related("organization")
    asked = get_object_or_404(mine, id=request_id)
    try:
        withdraw_consent(request=asked, by=request.user)
    except MoveLost:
        messages.error(request, _("There is no permission in force that you could withdraw."))
    else:
        messages.success(
            request,
            _("You have withdrawn your permission. Nothing more is asked or disclosed."),
        )
    return redirect("request_for_me", request_id=asked.id)


def _method(request: HttpRequest, form: Any, shown: ToSign) -> SignMethod | None:
    """How the person proved that it is them; None with an error in the form."""
    if not form.is_valid():
        return None
    if isinstance(form, SignByCodeForm):
        code = form.cleaned_data["code"]
        if confirmation.code_is_right(session=request.session, code=code, about=shown.digest):
            return SignMethod.EMAIL_CODE
        form.add_error("code", _("This code is not right or too old. Ask for a new one."))
        return None
    return SignMethod(proven_by(request, deed=f"sign.{shown.digest}"))


def _sign(
    request: HttpRequest,
    asked: VerificationRequest,
    chosen: DecideForm,
    signature: Signature,
    guardian: str,
) -> HttpResponse:
    signed: dict[str, Any] = {
        "request": asked,
        "by": request.user,
        "included": chosen.included,
        "signature": signature,
    }
    try:
        if needs_guardian(request.user):
            guardians.ask(**signed, email=guardian)
        else:
            deeds.authorize(**signed)
    except Changed:
        return redirect(consent_url(asked, chosen.included))
    except MoveLost:
        messages.error(request, _closed())
    except NotAllowed:
        messages.error(request, _nothing_chosen())
    else:
        messages.success(
            request,
            _("Signed. Now we write to your parent or guardian.")
            if needs_guardian(request.user)
            else _("Signed. You have authorized the answer."),
        )
    return redirect("request_for_me", request_id=asked.id)


def _page(
    request: HttpRequest,
    asked: VerificationRequest,
    chosen: DecideForm,
    shown: ToSign,
    form: SignForm,
    *,
    changed: bool = False,
) -> HttpResponse:
    context = {
        "asked": asked,
        "content": shown.content,
        "digest": shown.digest,
        "included": sorted(str(each) for each in chosen.included),
        "form": form,
        "by_code": isinstance(form, SignByCodeForm),
        "code_was_sent": confirmation.code_was_sent(session=request.session, about=shown.digest),
        "changed": changed,
    }
    return render(request, "employers/consent/sign.html", context)


def _closed() -> str:
    return _("This request is closed already. Nothing was signed or disclosed now.")


def _nothing_chosen() -> str:
    return _("Choose at least one claim, or decline the request.")
