"""The holder names whom to ask about a claim."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from employers.actions.attesters import contacts as deeds
from employers.attesters.knowing import attester_for
from employers.forms.attester_contacts import ContactForm
from employers.models import AttesterContact
from passports.models import Claim
from portal.kernel.rate_limit import limited


@login_required
@limited("attester-contact", rate="60/h", key="user", methods=["POST"])
def attester_contact(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Whom we would ask about this claim, and the form to name them. Nobody is asked by it."""
    claim = get_object_or_404(Claim.objects.of(request.user).select_related("current"), pk=claim_id)
    contact = AttesterContact.objects.visible_to(request.user).filter(claim=claim).first()
    named = ("name", "role", "email", "language")
    initial = {each: getattr(contact, each) for each in named} if contact else None
    form = ContactForm(request.POST or None, initial=initial)
    way_back = _way_back(request, claim)
    if request.method == "POST" and form.is_valid():
        try:
            contact = deeds.name_contact(claim=claim, by=request.user, **form.cleaned_data)
        except deeds.CannotBeAsked as cannot:
            form.add_error("email", str(cannot))
        else:
            messages.success(
                request,
                _("We ask them when you authorize a request, and not before. It is %(standing)s.")
                % {"standing": contact.get_standing_display()},
            )
            return redirect(way_back)
    context = {
        "claim": claim,
        "contact": contact,
        "attester": attester_for(claim, request.user),
        "form": form,
        "way_back": way_back,
    }
    return render(request, "employers/attester/contact.html", context)


@require_POST
@login_required
def attester_contact_remove(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    contact = get_object_or_404(
        AttesterContact.objects.visible_to(request.user).select_related("claim"), claim=claim_id
    )
    way_back = _way_back(request, contact.claim)
    deeds.remove_contact(contact=contact, by=request.user)
    messages.success(request, _("We have forgotten whom you named."))
    return redirect(way_back)


def _way_back(request: HttpRequest, claim: Claim) -> str:
    """The request that the holder came from, or the claim."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if allowed and wanted.startswith("/requests/"):
        return wanted
    return f"/claims/{claim.pk}/"
