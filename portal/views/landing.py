"""The landing page, which explains the thing in thirty seconds."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def landing(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/landing.html", {"example": _example()})


def _example() -> dict[str, object]:
    """A card as a visitor will see it, with a made-up person and school."""
    checks = [
        ("proof", "passed", _("The signature is good: nothing was changed since it was signed.")),
        ("issuer_key", "passed", _("The key that signed it belongs to the college.")),
        ("validity", "passed", _("It is in force. It does not expire.")),
        ("status", "passed", _("The college has not revoked it.")),
        ("issuer_recognized", "passed", _("The State Registry of Colleges knows this college.")),
    ]
    return {
        "kind": _("Degree"),
        "title": _("Bachelor of Science in Nursing"),
        "issuer": _("Fresno Valley College"),
        "issuer_recognized_by": _("State Registry of Colleges"),
        "awarded_on": date(2021, 5, 21),
        "verdict": "verified",
        "checks": [{"name": n, "outcome": o, "sentence": s} for n, o, s in checks],
    }
