"""A shared passport."""

from datetime import date

from portal.gallery_samples.cards import GOOD_CHECKS, LONG

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
