"""What others say of a badge: checked on its own, and never a part of the verdict on the badge."""

from typing import Any

import pytest

from passports.standards.environment import MAX_ENDORSEMENTS
from passports.standards.types import Report, Verdict
from tests.standards.formats.presenting import clr, presentation, presented
from tests.standards.making import (
    ISSUER_KEY,
    LIST_URL,
    OB3,
    OTHER_KEY,
    V2,
    Documents,
    badge,
    changed,
    check,
    signed,
    token,
)

BADGE_ID = badge()["id"]
ACHIEVEMENT_ID = "https://school.example/achievements/welding"


def endorsement(about: str = BADGE_ID, **changes: Any) -> dict[str, Any]:
    """An unsigned endorsement by OTHER_KEY."""
    return changed(
        {
            "@context": [V2, OB3],
            "id": "urn:uuid:9d0f3f4c-2f0e-4c5e-9d8c-0a3a1d7b7c42",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Endorsement",
            "issuer": {"id": OTHER_KEY.did, "type": ["Profile"], "name": "Welders' Guild"},
            "validFrom": "2024-06-01T00:00:00Z",
            "credentialSubject": {
                "id": about,
                "type": ["EndorsementSubject"],
                "endorsementComment": "We hire on it.",
            },
        },
        changes,
    )


def given(about: str = BADGE_ID, **changes: Any) -> dict[str, Any]:
    return signed(endorsement(about, **changes), OTHER_KEY)


def with_endorsements(*values: Any, **changes: Any) -> Report:
    return check(signed(badge(endorsement=list(values), **changes)))


def deciding(report: Report) -> list[str]:
    return [
        each.code for each in report.checks if each.outcome.value in ("failed", "could_not_check")
    ]


def test_of_the_badge() -> None:
    report = with_endorsements(given())
    [found] = report.endorsements
    assert (report.verdict, found.report.verdict) == (Verdict.VERIFIED, Verdict.VERIFIED)
    assert (found.about, found.comment, found.by_issuer) == ("credential", "We hire on it.", False)
    assert found.report.summary is not None
    assert found.report.summary.issuer_name == "Welders' Guild"


def test_in_a_token() -> None:
    inside = token(endorsement(), OTHER_KEY)
    for host in (badge(endorsementJwt=[inside]), badge(endorsementJwt=inside)):
        for report in (check(signed(host)), check(token(host))):
            assert report.verdict is Verdict.VERIFIED
            assert [each.report.verdict for each in report.endorsements] == [Verdict.VERIFIED]


@pytest.mark.parametrize("named", ["issuer", "achievement"])
def test_of_a_part(named: str) -> None:
    host = badge()
    part = host["issuer"] if named == "issuer" else host["credentialSubject"]["achievement"]
    part["endorsement"] = [given(part["id"])]
    report = check(signed(host))
    assert report.verdict is Verdict.VERIFIED
    assert [(e.about, e.report.verdict) for e in report.endorsements] == [(named, Verdict.VERIFIED)]


def test_a_bad_one_does_not_sink_the_badge() -> None:
    inside = given()
    inside["credentialSubject"]["endorsementComment"] = "We hire on nothing else."
    report = with_endorsements(inside)
    assert report.verdict is Verdict.VERIFIED
    assert report.endorsements[0].report.verdict is Verdict.NOT_VERIFIED
    assert deciding(report.endorsements[0].report) == ["bad_signature"]


def test_a_good_one_does_not_lift_the_badge() -> None:
    host = signed(badge(endorsement=[given()]))
    host["name"] = "Another name"
    report = check(host)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.endorsements[0].report.verdict is Verdict.VERIFIED


def test_taking_one_away_breaks_the_proof_of_the_badge() -> None:
    host = signed(badge(endorsement=[given()]))
    del host["endorsement"]
    assert check(host).verdict is Verdict.NOT_VERIFIED


def test_about_something_else() -> None:
    report = with_endorsements(given("https://elsewhere.example/badges/9"))
    assert report.endorsements[0].about == ""
    assert report.endorsements[0].report.verdict is Verdict.VERIFIED


def test_by_the_issuer() -> None:
    inside = endorsement(issuer={"id": ISSUER_KEY.did, "type": ["Profile"]})
    report = with_endorsements(signed(inside, ISSUER_KEY))
    assert report.endorsements[0].by_issuer


def test_in_somebody_elses_name() -> None:
    inside = endorsement(issuer={"id": ISSUER_KEY.did, "type": ["Profile"]})
    inside = signed(inside, OTHER_KEY)
    assert with_endorsements(inside).endorsements[0].report.verdict is Verdict.NOT_VERIFIED


def test_expired_or_without_a_proof() -> None:
    late = given(validUntil="2025-01-01T00:00:00Z")
    assert deciding(with_endorsements(late).endorsements[0].report) == ["expired"]
    assert "unsigned" in deciding(with_endorsements(endorsement()).endorsements[0].report)


def test_what_is_no_endorsement() -> None:
    host = badge(endorsementJwt=[token(badge(), OTHER_KEY), "a.b.c"])
    report = check(signed(host))
    assert report.verdict is Verdict.VERIFIED
    codes = [each.report.checks[0].code for each in report.endorsements]
    assert codes == ["not_an_endorsement", "not_a_jwt"]
    assert {e.report.verdict for e in report.endorsements} == {Verdict.NOT_A_CREDENTIAL}


def test_an_endorsement_of_an_endorsement_is_left_alone() -> None:
    inside = given(endorsement=[given(id="urn:uuid:9d0f3f4c-0000-4c5e-9d8c-0a3a1d7b7c42")])
    report = with_endorsements(inside)
    assert report.endorsements[0].report.endorsements == ()
    assert check(inside).endorsements == ()


def test_more_than_the_limit() -> None:
    inside = token(endorsement(), OTHER_KEY)
    report = check(token(badge(endorsementJwt=[inside] * (MAX_ENDORSEMENTS + 3))))
    assert report.verdict is Verdict.VERIFIED
    last = report.endorsements[-1].report
    assert len(report.endorsements) == MAX_ENDORSEMENTS + 1
    assert (last.verdict, last.checks[0].code) == (Verdict.INCONCLUSIVE, "too_many_endorsements")
    assert last.checks[0].params["count"] == 3


def test_inside_a_bundle_they_stay_with_their_badge() -> None:
    inside = signed(badge(endorsement=[given()]))
    for report in (check(signed(clr(inside))), check(presented(presentation(inside)))):
        assert report.verdict is Verdict.VERIFIED
        assert report.endorsements == ()
        assert [e.about for e in report.nested[0].endorsements] == ["credential"]


def test_of_a_bundle() -> None:
    made = clr(signed(badge()))
    made["endorsement"] = [given(made["id"])]
    report = check(signed(made))
    assert report.verdict is Verdict.VERIFIED
    assert [e.about for e in report.endorsements] == ["credential"]


def entry(number: int) -> dict[str, Any]:
    return {
        "id": f"{LIST_URL}{number}#1",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "1",
        "statusListCredential": f"{LIST_URL}{number}",
    }


def test_they_cannot_use_up_the_addresses_of_a_bundle() -> None:
    """Twenty lists of endorsements are asked for beside the one list of the second badge."""
    greedy = [given(credentialStatus=entry(number)) for number in range(20)]
    inside = [signed(badge(endorsement=greedy)), signed(badge(credentialStatus=entry(99)))]
    fetch = Documents()
    report = check(signed(clr(*inside)), fetch)
    assert f"{LIST_URL}99" in fetch.asked
    assert len(fetch.asked) == 17
    codes = [deciding(e.report) for e in report.nested[0].endorsements]
    assert codes == [["status_list_unreachable"]] * 20
    assert report.nested[0].verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "hidden",
    [
        {"validUntil": "2025-01-01T00:00:00Z"},
        {"type": ["VerifiableCredential", "EndorsementSubject"]},
        {"name": "Another name"},
    ],
    ids=["a member", "a type", "a name"],
)
def test_a_comment_on_the_badge_hides_nothing_of_it(hidden: dict[str, Any]) -> None:
    """A statement about the badge may stand at its top only, also where an endorsement is."""
    whole = badge(endorsement=[given()], **hidden) if "type" not in hidden else badge()
    host = signed(whole)
    subject = {**given()["credentialSubject"], **hidden}
    moved = {name: value for name, value in host.items() if name not in hidden or name == "type"}
    moved["endorsement"] = [{**given(), "credentialSubject": subject}]
    report = check(moved)
    codes = [item.code for item in report.checks if item.name.value == "proof"]
    assert report.verdict is Verdict.NOT_VERIFIED
    assert codes == ["repeated_node"] or codes == ["undefined_term"]
