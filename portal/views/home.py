"""Home: what matters now, for each role."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.current import organization_of
from accounts.models import Notification, Organization, User, Vetting
from employers.models import VerificationRequest
from employers.models.verification_request import OPEN_STATES
from passports.models import (
    Claim,
    Credential,
    ImportItem,
    Proposal,
    ProposalState,
    Share,
    VerdictChoice,
)
from portal.kernel.models import WorkRow
from portal.places import ORGANIZATION, acts_for_organization, url_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_staff:
        return render(request, "portal/home_staff.html", {"questions": _staff_questions()})
    if acts_for_organization(request):
        return redirect(ORGANIZATION[1])
    return render(request, "portal/home_holder.html", _holder_context(request))


def _holder_context(request: HttpRequest) -> dict[str, Any]:
    user: Any = request.user
    counts = dict(Claim.objects.of(user).order_by().values_list("assurance").annotate(Count("id")))
    numbers = {
        "credentials": Credential.objects.of(user).count(),
        "claims": sum(counts.values()),
        "shares": Share.objects.of(user).live().count(),
        "requests": VerificationRequest.objects.of_holder(user)
        .filter(state__in=OPEN_STATES)
        .count()
        + VerificationRequest.objects.sent_to_address_of(user).count(),
        "proposals": Proposal.objects.visible_to(user).filter(state=ProposalState.OPEN).count(),
        "unfinished": ImportItem.objects.visible_to(user).unfinished().count(),
    }
    return {
        "counts": counts,
        "numbers": numbers,
        "steps": _next_steps(numbers, organization_of(request)),
        "notifications": Notification.objects.visible_to(user)[:5],
    }


def _next_steps(numbers: dict[str, int], organization: Organization | None) -> list[dict[str, str]]:
    """What to do next, the most urgent first; at most three, so that one of them gets done."""
    steps = [_about_vetting(organization)] if organization else []
    if numbers["requests"]:
        title = ngettext(
            "Answer %(number)d request", "Answer %(number)d requests", numbers["requests"]
        )
        steps.append(
            {
                "title": title % {"number": numbers["requests"]},
                "text": _("An organization asks about your claims. You decide what it gets."),
                "url": url_of("requests_for_me"),
            }
        )
    if numbers["proposals"]:
        title = ngettext(
            "Add %(number)d claim to your passport",
            "Add %(number)d claims to your passport",
            numbers["proposals"],
        )
        steps.append(
            {
                "title": title % {"number": numbers["proposals"]},
                "text": _(
                    "Each comes from a credential of yours. Accept it, edit it or ignore it."
                ),
                "url": url_of("credentials"),
            }
        )
    if not numbers["credentials"]:
        steps.append(
            {
                "title": _("Bring your credentials"),
                "text": _("Upload what a school or an employer gave you. We check each file."),
                "url": url_of("import_new"),
            }
        )
    if not numbers["claims"]:
        steps.append(
            {
                "title": _("Write down what you have done"),
                "text": _("Studies, jobs, licenses, languages. You need no document for that."),
                "url": url_of("passport"),
            }
        )
    elif not numbers["shares"]:
        steps.append(
            {
                "title": _("Share your passport"),
                "text": _("Choose the claims, the reader and the last day. Take it back any time."),
                "url": url_of("share_new"),
            }
        )
    return steps[:3]


def _about_vetting(organization: Organization) -> dict[str, str]:
    """Whoever has registered an organization comes for it, and finds nothing of it yet."""
    if organization.vetting == Vetting.PENDING:
        text = _(
            "An administrator looks at it, and we tell you. You can prove its domain meanwhile."
        )
    else:
        text = _("The reason stands on its page.")
    return {
        "title": f"{organization.name}: {organization.get_vetting_display()}",
        "text": text,
        "url": reverse("organization", args=[organization.pk]),
    }


def _staff_questions() -> list[dict[str, Any]]:
    def question(title: str, number: int, model: str, query: str = "") -> dict[str, Any]:
        url = url_of(f"admin:{model}_changelist")
        return {"title": title, "number": number, "url": f"{url}{query}" if url else ""}

    return [
        question(
            _("Organizations waiting for vetting"),
            Organization.objects.filter(vetting=Vetting.PENDING).count(),
            "accounts_organization",
            f"?vetting__exact={Vetting.PENDING}",
        ),
        question(
            _("Background work that failed"),
            WorkRow.objects.filter(state="failed").count(),
            "kernel_workrow",
            "?state__exact=failed",
        ),
        question(
            _("Credentials that could not all be checked"),
            Credential.objects.filter(verdict=VerdictChoice.INCONCLUSIVE).count(),
            "passports_credential",
            f"?verdict__exact={VerdictChoice.INCONCLUSIVE}",
        ),
        question(
            _("Verification requests waiting for the person asked"),
            VerificationRequest.objects.filter(state__in=OPEN_STATES).count(),
            "employers_verificationrequest",
        ),
        {
            "title": _("Verification requests ever sent"),
            "number": VerificationRequest.objects.filter(sent_at__isnull=False).count(),
            "url": url_of("portal_measures"),
        },
        question(_("People"), User.objects.filter(is_active=True).count(), "accounts_user"),
    ]
