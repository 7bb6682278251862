"""Items of an import, events, rows and pages."""

from datetime import date
from types import SimpleNamespace

IMPORT_ITEMS = [
    {"name": "diploma.json", "state": "done", "verdict": "verified", "url": "#one", "id": "1"},
    {
        "name": "forklift-license.png",
        "state": "done",
        "verdict": "not_verified",
        "reason": "revoked",
        "sentence": "The issuer revoked it. Ask the issuer why.",
        "url": "#two",
    },
    {"name": "badge-2019.svg", "state": "checking"},
    {"name": "transcript.jwt", "state": "waiting"},
    {"name": "diploma (1).json", "state": "duplicate", "url": "#one"},
    {
        "name": "holiday-photos.zip",
        "state": "refused",
        "sentence": "This is a ZIP archive. Unpack it and upload the files inside.",
    },
    {
        "name": "reference-from-the-college-of-agriculture-and-natural-resources-2014-final.json",
        "state": "failed",
        "sentence": "Our checks stopped three times here. Your other files are safe.",
        "retry_url": "#retry",
    },
]

EVENTS = [
    {
        "when": date(2026, 11, 21),
        "title": "Sierra Staffing looked at your passport",
        "text": "Five claims, for: application for staff nurse.",
        "tone": "info",
        "icon": "eye",
        "url": "#disclosure",
    },
    {
        "when": date(2026, 11, 14),
        "title": "Forklift Operator is no longer verified",
        "text": "The issuer revoked it.",
        "tone": "bad",
        "icon": "x-circle",
    },
    {
        "when": date(2026, 11, 9),
        "title": "Shared with Sierra Staffing until 9 December 2026",
        "tone": "plain",
        "icon": "share",
    },
    {
        "when": date(2026, 11, 2),
        "title": "B.S. Nursing verified with Fresno Valley College",
        "tone": "good",
        "icon": "check-badge",
    },
]

REQUEST_EVENTS = [
    {
        "when": date(2026, 11, 20),
        "title": "Answered: 3 of 4 claims",
        "text": "Three were answered by credentials; one waits for Acme Fabrication.",
        "tone": "good",
        "icon": "check-circle",
    },
    {
        "when": date(2026, 11, 19),
        "title": "Authorized by Ana Lucía Reyes, narrowed to 4 of 5 claims",
        "tone": "info",
        "icon": "hand-thumb-up",
    },
    {
        "when": date(2026, 11, 18),
        "title": "Asked by Sierra Staffing",
        "text": "Purpose: employment check. Answer wanted by 2 December 2026.",
        "tone": "plain",
        "icon": "paper-airplane",
    },
]

TABLE_ROWS = [
    ("Ana Lucía Reyes", "Staff nurse, night shift", 13, "Opened", date(2026, 11, 21)),
    ("Bartholomew Featherstonehaugh-Cholmondeley", "Welder", 4, "Not opened yet", None),
    ("ليلى حسن", "Software engineer", 122, "Withdrawn", date(2026, 10, 3)),
]


def pages(number: int = 3, total: int = 9) -> SimpleNamespace:
    """What the pagination needs of a page, without a queryset."""
    return SimpleNamespace(
        number=number,
        has_other_pages=True,
        has_previous=number > 1,
        has_next=number < total,
        previous_page_number=number - 1,
        next_page_number=number + 1,
        paginator=SimpleNamespace(num_pages=total),
    )
