"""The mail of the embedded default, which reaches nobody: shown here, and only there."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.actions.factors import current_totp_code
from accounts.models import User
from portal.demo.people import ADMINISTRATOR
from portal.kernel.models import KeptMail

SHOWN = 50


@require_safe
@never_cache
def dev_mail(request: HttpRequest) -> HttpResponse:
    if not settings.DEVELOPMENT_PAGES:
        raise Http404
    to = request.GET.get("to", "").strip()
    mails = KeptMail.objects.filter(to__icontains=to).order_by("-created_at")[:SHOWN]
    codes = [(person, current_totp_code(person)) for person in _administrators_of_the_demo()]
    return render(request, "portal/dev_mail.html", {"mails": mails, "codes": codes, "to": to})


def _administrators_of_the_demo() -> QuerySet[User]:
    """Nobody else's codes are shown, not even on one's own machine."""
    return User.objects.filter(email=ADMINISTRATOR[1], is_staff=True)
