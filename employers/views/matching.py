"""The holder says which of their claims is meant by each item of a request."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from employers.actions.asking import matching as deeds
from employers.actions.refusals import MoveLost, NotAllowed
from employers.forms.holding import MatchForm
from employers.models import VerificationRequest
from portal.kernel.rate_limit import limited
from portal.kernel.way_back import with_way_back

ADDED = "added"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("request-match", rate="120/h", key="user", methods=["POST"])
def request_match(request: HttpRequest, request_id: UUID) -> HttpResponse:
    mine = VerificationRequest.objects.of_holder(request.user).select_related("organization")
    asked = get_object_or_404(mine, id=request_id)
    if not asked.is_open:
        return redirect("request_for_me", request_id=asked.id)
    # Whoever comes back from adding something finds it suggested where nothing is chosen.
    form = MatchForm(request.POST or None, asked=asked, added=ADDED in request.GET)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.match(request=asked, by=request.user, chosen=form.chosen)
        except MoveLost:
            messages.error(request, _("This request is closed already. Nothing was changed."))
            return redirect("request_for_me", request_id=asked.id)
        except NotAllowed:
            form.add_error(None, _("A claim was changed in the meantime. Choose again."))
        else:
            return redirect(_next(request, asked, form))
    return render(request, "employers/holder/match.html", {"asked": asked, "form": form})


def _next(request: HttpRequest, asked: VerificationRequest, form: MatchForm) -> str:
    """Where the pressed button leads: on, or to what is missing and then back here."""
    wanted = request.POST.get("then", "")
    here = f"{reverse('request_match', args=[asked.id])}?{ADDED}=1"
    if wanted == "import":
        return with_way_back(reverse("import_new"), here)
    if wanted in dict(form.missing_kinds):
        return with_way_back(reverse("claim_add", args=[wanted]), here)
    return reverse("request_for_me", args=[asked.id])
