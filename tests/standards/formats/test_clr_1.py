"""CLR 1.0: read, named, and not verified."""

from __future__ import annotations

from passports.standards.types import Verdict
from tests.standards.making import check

RECORD = {
    "@context": "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld",
    "type": "Clr",
    "id": "urn:uuid:1",
    "name": "Transcript",
    "issuedOn": "2021-05-01T00:00:00Z",
    "publisher": {"id": "https://school.example", "name": "Central School"},
    "learner": {"id": "urn:uuid:2", "name": "Ada L."},
    "assertions": [{"achievement": {"name": "Algebra", "achievementType": "Course"}}],
}


def test_a_record_is_read_and_not_verified() -> None:
    report = check(RECORD)
    assert (report.format, report.verdict) == ("clr_1", Verdict.UNSUPPORTED)
    says = report.summary
    assert says is not None
    assert (says.name, says.issuer_name, says.subject_name) == (
        "Transcript",
        "Central School",
        "Ada L.",
    )
    assert says.achievement is not None
    assert says.achievement.name == "Algebra"


def test_members_of_other_kinds_do_no_harm() -> None:
    for value in (None, 1, [], [[]], "x", {"name": 3}):
        broken = {**RECORD, "publisher": value, "learner": value, "assertions": value}
        assert check(broken).verdict is Verdict.UNSUPPORTED
