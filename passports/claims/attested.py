"""An attestation of one claim: an Open Badges 3.0 credential that says what somebody who knows has
said, field by field.

Each field is a result, with its value as text and its kind as `resultType`, so that dates keep
their precision. Every term is one of Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0/); the
type that marks an attestation is an IRI, which needs no context.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from passports.claims import KINDS, reading
from passports.claims.dates import PartialDate, partial
from passports.models import ClaimKind, ClaimRevision

CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
NAME = "AttestationCredential"
GENRE = "attestation:"
HIGH, MEDIUM, LOW = "high", "medium", "low"
LEVELS = (HIGH, MEDIUM, LOW)
_RESULT = "ext:"
_PLAIN = ("title", "organization_name", "start", "end")
Values = Mapping[str, Any]


def type_iri() -> str:
    """The type of the attestations that this portal issues."""
    return f"{settings.BASE_URL}/terms#{NAME}"


def is_attestation(types: Iterable[Any]) -> bool:
    return any(str(each).rsplit("#", 1)[-1] == NAME for each in types or ())


def values_of(kind: str, revision: ClaimRevision) -> dict[str, Any]:
    """What somebody is asked to confirm of a claim: title, organization, dates, and the details
    that can be wrong in a way that matters. Never what the holder wrote about it."""
    return {
        "title": revision.title,
        "organization_name": revision.organization_name,
        "start": partial(revision.start, revision.start_precision),
        "end": partial(revision.end, revision.end_precision),
        "details": {
            name: revision.details[name]
            for name in KINDS[kind].compared
            if revision.details.get(name)
        },
    }


def subject_of(kind: str, values: Values, *, email: str) -> dict[str, Any]:
    """The `credentialSubject`: what is attested, about whoever proves this address.

    `values` are as `values_of` gives them; those that are empty are not attested. The address is
    hashed with a salt of its own.
    """
    results = []
    descriptions = []
    for name, value in _texts(values):
        identifier = _urn()
        descriptions.append(
            {
                "id": identifier,
                "type": ["ResultDescription"],
                "name": name,
                "resultType": f"{_RESULT}{name}",
            }
        )
        results.append({"type": ["Result"], "resultDescription": identifier, "value": value})
    achievement: dict[str, Any] = {
        "id": _urn(),
        "type": ["Achievement"],
        "achievementType": f"ext:{kind}",
        "name": values["title"],
        "description": ", ".join(text for _name, text in _texts(values)),
        "criteria": {"narrative": "Confirmed by somebody who was asked and knows."},
        "resultDescription": descriptions,
    }
    if values["organization_name"]:
        achievement["creator"] = {
            "id": _urn(),
            "type": ["Profile"],
            "name": values["organization_name"],
        }
    return {
        "type": ["AchievementSubject"],
        "identifier": [_hashed(email)],
        "achievement": achievement,
        "result": results,
    }


def evidence_of(*, level: str, narrative: str) -> dict[str, Any]:
    """The `evidence`: who said it, and how sure it is that it was them."""
    if level not in LEVELS:
        raise ValueError(level)
    return {
        "id": _urn(),
        "type": ["Evidence"],
        "name": "Answer by an attester",
        "genre": f"{GENRE}{level}",
        "narrative": narrative,
    }


def attestation_in(data: Mapping[str, Any], *, believed: bool) -> dict[str, str]:
    """What a document says of its attester: `level` and `narrative`. Without a level that we know
    it is the lowest, and so is whatever others claim of theirs: anybody can write “high”."""
    evidence = data.get("evidence")
    for each in evidence if isinstance(evidence, list) else [evidence]:
        if isinstance(each, Mapping) and str(each.get("genre", "")).startswith(GENRE):
            level = str(each["genre"]).removeprefix(GENRE)
            return {
                "level": level if believed and level in LEVELS else LOW,
                "narrative": reading.text(each.get("narrative"), 2000),
            }
    return {"level": LOW, "narrative": ""}


def from_attestation(data: Mapping[str, Any]) -> tuple[ClaimKind, dict[str, Any]] | None:
    """The kind and the values that an attestation states; None if it names no kind of ours."""
    subject = reading.subject_of(data)
    achievement = reading.achievement_of({}, data)
    kind = reading.text(achievement.get("achievementType")).rsplit(":", 1)[-1]
    if kind not in KINDS:
        return None
    said = _results(subject, achievement)
    values: dict[str, Any] = {
        "title": said.get("title") or reading.text(achievement.get("name")),
        "organization_name": said.get("organization_name", ""),
        "details": {name: said[name] for name in KINDS[kind].compared if name in said},
    }
    for name in ("start", "end"):
        date = date_of(said.get(name, ""))
        if date:
            values |= reading.dated(name, date.date, date.precision)
    return ClaimKind(kind), values


def _texts(values: Values) -> list[tuple[str, str]]:
    texts = [(name, values.get(name)) for name in _PLAIN]
    texts += list((values.get("details") or {}).items())
    return [
        (name, iso(value) if isinstance(value, PartialDate) else str(value))
        for name, value in texts
        if value
    ]


def iso(date: PartialDate) -> str:
    """As precise as it is meant: 2019, 2019-03 or 2019-03-01."""
    year, month, day = date.parts()
    parts = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part)]
    return "-".join(parts)


def date_of(text: str) -> PartialDate | None:
    """What `iso` wrote; None for anything else."""
    try:
        return PartialDate.of(*(int(part) for part in text.split("-")))
    except (TypeError, ValueError):
        return None


def _results(subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> dict[str, str]:
    names = {
        each.get("id"): str(each.get("resultType", "")).removeprefix(_RESULT)
        for each in _objects(achievement.get("resultDescription"))
    }
    return {
        names[each.get("resultDescription")]: reading.text(each.get("value"))
        for each in _objects(subject.get("result"))
        if each.get("resultDescription") in names
    }


def _objects(value: Any) -> list[Mapping[str, Any]]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, Mapping)]


def _hashed(email: str) -> dict[str, Any]:
    salt = secrets.token_hex(16)
    digest = hashlib.sha256(f"{email.lower()}{salt}".encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": salt,
    }


def _urn() -> str:
    return f"urn:uuid:{uuid.uuid4()}"
