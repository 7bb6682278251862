"""Open Badges of about 140 statements in as many shapes as wanted, each with values of its own."""

from __future__ import annotations

from typing import Any

V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SHAPES = 24
_LEVELS = ("Beginner", "Independent", "Advanced", "Expert")


def badge(number: int, issuer: str, *, shape: int | None = None) -> dict[str, Any]:
    """Badge `number`, unsigned; `shape` (by default taken from the number) says how it is built."""
    shape = number % SHAPES if shape is None else shape
    place = f"https://college.example/achievements/{number}"
    achievement: dict[str, Any] = {
        "id": place,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": f"Welding, course {number}",
        "description": f"Welds steel of {number % 40} mm in all positions, by hand.",
        "criteria": {
            "id": f"{place}/criteria",
            "narrative": f"Passed the practical and the written test of group {number}.",
        },
        "creator": _profile(f"https://college.example/schools/{number}", number),
        "tag": [f"welding {number}", f"steel {number}", f"safety {number}"][: 1 + shape % 3],
        "alignment": [_alignment(place, number, n) for n in range(3 + shape // 12)],
        "resultDescription": [_description(place, number, n) for n in range(1 + shape % 2)],
    }
    if shape % 4 < 2:
        achievement["humanCode"] = f"W-{number}"
    if shape % 3:
        achievement["image"] = {"id": f"{place}/image", "type": "Image", "caption": f"No {number}"}
    subject: dict[str, Any] = {
        "id": f"did:example:holder{number}",
        "type": ["AchievementSubject"],
        "achievement": achievement,
        "result": [_result(place, number, n) for n in range(5 - shape % 2)],
        "creditsEarned": number % 30 + 0.5,
        "activityStartDate": f"2024-01-{number % 28 + 1:02}T08:00:00Z",
    }
    if shape % 5:
        subject["identifier"] = [_identity(number)]
    credential: dict[str, Any] = {
        "@context": [V2, OB3],
        "id": f"urn:uuid:5a0f3f4c-2f0e-4c5e-9d8c-{number:012x}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Welding certificate {number}",
        "issuer": {**_profile(issuer, number), "id": issuer},
        "validFrom": f"2024-05-{number % 28 + 1:02}T00:00:00Z",
        "credentialSubject": subject,
        "evidence": [_evidence(place, number, n) for n in range(5)],
    }
    if shape % 7:
        credential["validUntil"] = f"2034-05-{number % 28 + 1:02}T00:00:00Z"
    return credential


def _profile(identifier: str, number: int) -> dict[str, Any]:
    return {
        "id": identifier,
        "type": ["Profile"],
        "name": f"Central Trade School {number}",
        "url": f"https://college.example/{number}",
        "email": f"office{number}@college.example",
        "address": {
            "type": ["Address"],
            "addressCountry": "Country",
            "addressLocality": f"Town {number}",
            "streetAddress": f"{number} Main Street",
        },
    }


def _alignment(place: str, number: int, which: int) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetName": f"Joining of metals {number}.{which}",
        "targetUrl": f"{place}/frameworks/{which}",
        "targetCode": f"JM-{number}-{which}",
        "targetFramework": "Trades",
    }


def _description(place: str, number: int, which: int) -> dict[str, Any]:
    return {
        "id": f"{place}/results/{which}",
        "type": ["ResultDescription"],
        "name": f"Test {which} of {number}",
        "resultType": "RubricCriterionLevel",
        "rubricCriterionLevel": [
            {
                "id": f"{place}/results/{which}/levels/{level}",
                "type": ["RubricCriterionLevel"],
                "name": f"{name} {number}",
                "level": name,
                "points": str(level),
            }
            for level, name in enumerate(_LEVELS[:3])
        ],
    }


def _result(place: str, number: int, which: int) -> dict[str, Any]:
    return {
        "type": ["Result"],
        "resultDescription": f"{place}/results/{which}",
        "achievedLevel": f"{place}/results/{which}/levels/{number % 3}",
        "value": f"{number % 100}.{which}",
    }


def _identity(number: int) -> dict[str, Any]:
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${number:064x}",
        "identityType": "emailAddress",
        "salt": f"salt{number}",
    }


def _evidence(place: str, number: int, which: int) -> dict[str, Any]:
    return {
        "id": f"{place}/evidence/{which}",
        "type": ["Evidence"],
        "name": f"Photo {which} of {number}",
        "description": f"A seam, seen from side {which}, by holder {number}",
    }
