"""Sample data of the gallery: every component in every state that a page can bring it into."""

from datetime import date
from types import SimpleNamespace
from typing import Any

Sample = dict[str, Any]


def check(name: str, outcome: str, sentence: str, detail: str = "") -> Sample:
    return {"name": name, "outcome": outcome, "sentence": sentence, "detail": detail}


GOOD_CHECKS = [
    check("structure", "passed", "It has everything an Open Badges 3.0 credential needs."),
    check(
        "proof",
        "passed",
        "The signature is good: nothing was changed since it was signed.",
        "eddsa-rdfc-2022, did:web:college.example#key-1",
    ),
    check("issuer_key", "passed", "The key belongs to Fresno Valley College."),
    check("validity", "passed", "It is in force. It does not expire."),
    check("status", "passed", "It has not been revoked.", "BitstringStatusListEntry 94567"),
    check("schema", "not_applicable", "It names no rules of its own."),
    check("recipient", "passed", "It was issued to one of your email addresses."),
    check("issuer_recognized", "passed", "The State Registry of Colleges knows this issuer."),
]


def changed(**by_name: Sample) -> list[Sample]:
    return [by_name.get(str(entry["name"]), entry) for entry in GOOD_CHECKS]


REVOKED = changed(
    status=check(
        "status", "failed", "The issuer revoked it. Ask the issuer why.", "bit 94567 is set"
    )
)
EXPIRED = changed(
    validity=check("validity", "failed", "It expired on 30 June 2025. Ask the issuer to renew it.")
)
TAMPERED = changed(
    proof=check(
        "proof",
        "failed",
        "Something was changed after it was signed. Download it again from the issuer.",
        "bad_signature",
    )
)
UNREACHABLE = changed(
    status=check(
        "status",
        "could_not_check",
        "We could not reach the college's revocation list. We will try again in an hour.",
        "unreachable https://college.example/status/3",
    )
)
UNSUPPORTED = changed(
    proof=check(
        "proof",
        "could_not_check",
        "We cannot check this kind of signature yet. It may still be good.",
        "unsupported_proof_type BbsBlsSignature2020",
    )
)
UNRECOGNIZED = changed(
    issuer_recognized=check(
        "issuer_recognized",
        "failed",
        "None of the registries that we use knows this issuer. That alone is no fault.",
    )
)


def card(title: str, **fields: Any) -> Sample:
    base: Sample = {
        "kind": "Degree",
        "title": title,
        "issuer": "Fresno Valley College",
        "issuer_url": "https://college.example/",
        "issuer_recognized_by": "State Registry of Colleges",
        "awarded_on": date(2021, 5, 21),
        "valid_until": None,
        "subject": "Ana Lucía Reyes",
        "assurance": "issuer_verified",
        "verdict": "verified",
        "reason": "",
        "url": "#credential",
        "checks": GOOD_CHECKS,
        "image_url": None,
        "superseded": False,
    }
    return base | fields


LONG = (
    "Advanced Interdisciplinary Certificate in Agricultural Irrigation Systems Maintenance, "
    "Groundwater Sustainability and Occupational Safety for Supervisors"
)
CARDS: list[tuple[str, Sample]] = [
    ("Verified", card("Bachelor of Science in Nursing")),
    (
        "Not verified: revoked",
        card(
            "Forklift Operator",
            kind="License",
            verdict="not_verified",
            reason="revoked",
            assurance="self_asserted",
            checks=REVOKED,
        ),
    ),
    (
        "Not verified: expired",
        card(
            "Certified Welder, Plate 3G",
            kind="Certification",
            issuer="Central Valley Trade School",
            verdict="not_verified",
            reason="expired",
            valid_until=date(2025, 6, 30),
            assurance="self_asserted",
            checks=EXPIRED,
        ),
    ),
    (
        "Not verified: tampered with",
        card(
            "Master of Business Administration",
            verdict="not_verified",
            reason="changed after signing",
            assurance="self_asserted",
            checks=TAMPERED,
        ),
    ),
    (
        "Inconclusive",
        card(
            "Food Safety Manager",
            kind="Certification",
            verdict="inconclusive",
            assurance="document_on_file",
            checks=UNREACHABLE,
        ),
    ),
    (
        "Unsupported",
        card(
            "Digital Literacy, Level 2",
            kind="Badge",
            verdict="unsupported",
            assurance="document_on_file",
            checks=UNSUPPORTED,
        ),
    ),
    (
        "Verified, issuer not recognized",
        card(
            "Community Interpreter",
            kind="Badge",
            issuer="Puentes Language Collective",
            issuer_recognized_by="",
            checks=UNRECOGNIZED,
        ),
    ),
    (
        "Being checked",
        card(
            "Phlebotomy Technician",
            kind="Certification",
            verdict=None,
            assurance="self_asserted",
            issuer_recognized_by="",
            checks=[],
        ),
    ),
    (
        "Long title, replaced by a later one",
        card(LONG, issuer="Consortium of Colleges " * 4, superseded=True),
    ),
    (
        "Right to left",
        card("بكالوريوس في هندسة البرمجيات", issuer="جامعة القاهرة", subject="ليلى حسن"),
    ),
    (
        "One endless word, nothing else known",
        card(
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
            issuer="did:web:a-very-long-host-name-that-does-not-break.college.example:issuers:42",
            issuer_url="",
            issuer_recognized_by="",
            awarded_on=None,
            subject="",
            verdict="not_a_credential",
            assurance="",
            checks=[],
        ),
    ),
]

CLAIMS = [
    {
        "label": "Education",
        "claims": [
            {
                "title": "B.S. Nursing",
                "organization": "Fresno Valley College",
                "place": "Fresno, California",
                "period": "2017 to 2021",
                "assurance": "issuer_verified",
                "url": "#claim",
                "details": [("Honors", "Cum laude"), ("Major", "Nursing")],
                "evidence": [
                    {
                        "title": "Bachelor of Science in Nursing",
                        "issuer": "Fresno Valley College",
                        "relation": "supports",
                        "verdict": "verified",
                        "url": "#credential",
                        "checks": GOOD_CHECKS,
                    }
                ],
            },
        ],
    },
    {
        "label": "Employment",
        "claims": [
            {
                "title": "Welder",
                "organization": "Acme Fabrication",
                "place": "Modesto",
                "period": "March 2019 to 2022",
                "assurance": "attested",
                "evidence": [
                    {
                        "title": "Answer to a verification request",
                        "issuer": "Acme Fabrication",
                        "relation": "supports",
                        "verdict": "verified",
                    },
                    {
                        "title": "Employment letter",
                        "issuer": "Acme Fabrication",
                        "relation": "differs",
                        "verdict": "verified",
                        "note": "The letter says that the work ended in November 2021.",
                    },
                ],
            },
            {
                "title": "Volunteer driver",
                "organization": "Valley Food Bank",
                "period": "since 2022",
                "assurance": "document_on_file",
                "evidence": [
                    {
                        "title": "Volunteer badge",
                        "issuer": "Valley Food Bank",
                        "relation": "supports",
                        "verdict": "not_verified",
                        "reason": "revoked",
                    }
                ],
            },
            {
                "title": LONG,
                "organization": "Self-employed",
                "period": "2022",
                "assurance": "self_asserted",
                "hidden": True,
            },
        ],
    },
]

PASSPORT = {
    "holder": "Ana Lucía Reyes",
    "headline": "Registered nurse, bilingual in Spanish and English",
    "purpose": "Application for staff nurse, night shift",
    "shared_with": "Sierra Staffing",
    "shared_on": date(2026, 11, 9),
    "expires_on": date(2026, 12, 9),
    "counts": {"issuer_verified": 6, "attested": 2, "document_on_file": 1, "self_asserted": 4},
}

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
