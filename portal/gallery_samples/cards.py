"""Checks and credential cards in every state."""

from datetime import date
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
