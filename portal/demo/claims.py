"""What the people of the demo say of themselves, beside their credentials."""

from typing import Any

from accounts.models import User
from passports.actions import claims
from passports.models import Claim

OWN_CLAIMS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "maria": [
        (
            "employment",
            {
                "title": "Nursing assistant",
                "organization_name": "Harbor Health",
                "start": "2021-09-01",
                "end": "2024-04-01",
                "place": "Fresno",
            },
        ),
        ("license", {"title": "Registered Nurse", "organization_name": "State Board of Nursing"}),
        ("language", {"title": "Spanish", "details": {"level": "native"}}),
    ],
    "devon": [
        (
            "employment",
            {
                "title": "Welder",
                "organization_name": "Acme Steel",
                "start": "2019-03-01",
                "end": "2022-11-01",
            },
        ),
        ("skill", {"title": "MIG and TIG welding"}),
        ("volunteering", {"title": "Builder", "organization_name": "Homes Together"}),
    ],
    "amina": [
        ("language", {"title": "Somali", "details": {"level": "native"}}),
        ("language", {"title": "English", "details": {"level": "c1"}}),
        (
            "employment",
            {"title": "Bookkeeper", "organization_name": "Blue Crescent Trading"},
        ),
    ],
    "sam": [
        (
            "military_service",
            {
                "title": "Signal support systems specialist",
                "organization_name": "United States Army",
                "start": "2016-06-01",
                "end": "2024-06-01",
            },
        ),
        ("skill", {"title": "Radio and network maintenance"}),
    ],
}


def make_claims(people: dict[str, User]) -> dict[str, list[Claim]]:
    return {
        key: [
            claims.create(holder=people[key], kind=kind, values=values, by=people[key])
            for kind, values in own
        ]
        for key, own in OWN_CLAIMS.items()
    }
