"""The mail of the embedded default, which reaches nobody: shown here, and only there."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.kernel.models import KeptMail

SHOWN = 50


@require_safe
@never_cache
def dev_mail(request: HttpRequest) -> HttpResponse:
    if not settings.DEVELOPMENT_PAGES:
        raise Http404
    mails = KeptMail.objects.order_by("-created_at")[:SHOWN]
    return render(request, "portal/dev_mail.html", {"mails": mails})
