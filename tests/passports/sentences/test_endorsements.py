"""What is said of an endorsement: who says it, what it is about, and what was found."""

from typing import Any

from passports.sentences.report import endorsements_for_people, nested_for_people
from tests.factories.passports import check


def stored(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Endorsement",
        "issuer": "Welders' Guild",
        "verdict": "verified",
        "checks": [],
        "endorses": "credential",
        "comment": "We hire on it.",
        "by_issuer": False,
        "of": "",
        **changes,
    }


def test_an_endorsement_is_no_credential_inside_and_the_reverse() -> None:
    inside = {"title": "Welding", "issuer": "School", "verdict": "verified", "checks": []}
    assert [each["title"] for each in nested_for_people([inside, stored()])] == ["Welding"]
    assert [each["issuer"] for each in endorsements_for_people([inside, stored()])] == [
        "Welders' Guild"
    ]


def test_who_says_it_may_be_known_to_a_registry() -> None:
    known = check("issuer_recognized", "passed", "issuer_recognized", registries=["Registry One"])
    [shown] = endorsements_for_people([stored(checks=[known])])
    assert shown["recognized_by"] == "Registry One"
    unknown = check("issuer_recognized", "failed", "issuer_not_recognized")
    [shown] = endorsements_for_people([stored(checks=[unknown])])
    assert (shown["recognized_by"], shown["sentence"]) == ("", "")


def test_what_it_is_about() -> None:
    [shown] = endorsements_for_people([stored(endorses="issuer", by_issuer=True)])
    assert shown["about"] == ["It is about the issuer.", "The issuer says this about its own work."]
    [shown] = endorsements_for_people([stored(endorses="")])
    assert "something else" in shown["about"][0]
    [shown] = endorsements_for_people([stored(endorses="a kind of tomorrow")])
    assert "something else" in shown["about"][0]


def test_one_that_cannot_be_read() -> None:
    broken = check("structure", "failed", "not_a_jwt")
    [shown] = endorsements_for_people(
        [stored(issuer="", endorses="", verdict="not_a_credential", checks=[broken])]
    )
    assert shown["about"] == []
    assert shown["sentence"] == "What stands here as an endorsement cannot be read."
