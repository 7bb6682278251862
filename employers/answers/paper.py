"""The answers of a request on paper: a PDF with an address that says whether it still holds.

Made anew each time from the rows, so nothing is kept. The same answers give the same bytes.
"""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from employers.answers.letters import compiled
from employers.models import Answer, VerificationRequest
from employers.shown import ShownClaim, shown_request
from passports.qr import qr_file

PAPERS = ("a4", "us-letter")
_SOURCE = Path(__file__).parent / "answer.typ"


def answer_pdf(asked: VerificationRequest, *, paper: str = PAPERS[0]) -> bytes:
    """An A4 or US letter PDF, made for screen readers (PDF/UA-1)."""
    if paper not in PAPERS:
        raise ValueError(paper)
    return compiled(_source(), _data(asked, paper))


@cache
def _source() -> bytes:
    return _SOURCE.read_bytes()


def _data(asked: VerificationRequest, paper: str) -> dict[str, Any]:
    url = f"{settings.BASE_URL}{reverse('answer_paper', args=[asked.paper_token])}"
    shown = shown_request(asked, for_requester=True)
    descriptions = {str(row.pk): row.description for row in asked.requested_claims.all()}
    newest = max([each.answered_at for each in shown.claims if each.answered_at], default=None)
    facts = [
        (_("Asked by"), asked.organization.name),
        (_("About"), asked.person_name),
        (_("Purpose"), asked.purpose),
        (_("Job reference"), asked.reference),
        (_("The person agreed on"), _day(asked.decided_at)),
        (_("Answered on"), _day(asked.completed_at)),
        (_("As of"), _day(newest)),
        (_("May be kept until"), _day(asked.kept_until)),
    ]
    return {
        "paper": paper,
        "lang": (get_language() or "en").split("-")[0],
        "title": _("Answer to a verification request"),
        "portal": "Career Passport",
        "facts": [(name, value) for name, value in facts if value],
        "claims": [_claim(each, descriptions[each.row_id]) for each in shown.claims],
        "notes": [
            _("“Could not be checked” says nothing against the person."),
            _(
                "Answers can be corrected later. Before you rely on this paper, scan the code or "
                "open the address below: it says whether it still holds."
            ),
        ],
        "words": {
            "answers": _("Answers"),
            "asked": _("What was asked"),
            "answer": _("Answer"),
            "rests_on": _("What it rests on"),
            "scan": _("Does it still hold?"),
            "address": _("Whether this answer still holds:"),
        },
        "qr": qr_file(url),
        "qr_alt": _("A code that leads to the address at the end of this document"),
        "url": url,
        "footer": f"{asked.organization.name} · {asked.pk}",
    }


def _claim(shown: ShownClaim, description: str) -> dict[str, Any]:
    # Whoever left a claim out has disclosed nothing of it, so it does not travel either.
    told = shown.answer != Answer.DECLINED
    asked_as = _("Asked as: %(what)s") % {"what": shown.asked_as} if shown.asked_as else ""
    return {
        "kind": shown.kind,
        "title": shown.title if told else description,
        "organization": shown.organization_name if told else "",
        "asked_as": asked_as,
        "answer": shown.answer_label,
        "when": _day(shown.answered_at),
        "disputed": _("Under dispute") if shown.disputed else "",
        "lines": _lines(shown),
    }


def _lines(shown: ShownClaim) -> list[str]:
    lines = [shown.reason, *shown.attester]
    for source in shown.sources:
        checked = _("Checked on %(day)s.") % {"day": _day(source.checked_at)}
        parts = [source.sentence, source.note]
        lines.append(" ".join([*parts, checked if source.checked_at else ""]).strip())
    for each in shown.corrections:
        changed = _("Corrected on %(day)s: it was “%(was)s” and is “%(became)s” now.")
        told = {"day": _day(each.when), "was": each.was, "became": each.became}
        lines.append(changed % told)
    if shown.documents:
        lines.append(_("The person has given documents, which nobody has confirmed."))
    return [line for line in lines if line]


def _day(moment: datetime | None) -> str:
    return date_format(moment, "j F Y") if moment else ""
