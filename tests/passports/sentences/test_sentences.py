"""Every code has a sentence for people, and no parameter can break one."""

import re

import pytest

from passports.sentences.filling import filled
from passports.sentences.items import REFUSED, failure_of, refusal_of
from passports.sentences.report import (
    CHECKS,
    EVERYWHERE,
    FALLBACK,
    checks_for_people,
    deciding_check,
    own_sentence,
    reason_of,
    registries_of,
    sentence_of,
)
from passports.standards.codes import CODES
from passports.standards.types import CheckName, Outcome
from tests.factories.passports import check


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_standards_has_a_sentence(code):
    assert own_sentence("", code), code


@pytest.mark.parametrize("code", sorted(set(EVERYWHERE) - set(REFUSED)))
def test_no_sentence_is_for_a_code_that_does_not_exist(code):
    assert code in CODES


def test_every_check_has_sentences_and_every_outcome_a_fallback():
    assert set(CHECKS) == {str(name) for name in CheckName}
    assert set(FALLBACK) == {str(outcome) for outcome in Outcome}


@pytest.mark.parametrize("sentence", [*EVERYWHERE.values(), *FALLBACK.values()])
def test_a_sentence_is_one_for_people(sentence):
    text = filled(sentence, {})
    assert text.endswith(".")
    assert text[0].isupper()
    assert "_" not in re.sub(r"\([^)]*\)", "", text)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_unknown_code_says_its_outcome_and_nothing_more(outcome):
    said = sentence_of(check("status", str(outcome), "a_code_of_tomorrow"))
    assert said == str(FALLBACK[outcome])


@pytest.mark.parametrize(
    "params",
    [{}, {"valid_until": None}, {"valid_until": "100%s %(x)d"}, {"valid_until": ["a", 1]}, None],
)
def test_no_parameter_breaks_a_sentence(params):
    said = sentence_of(
        {"name": "validity", "outcome": "failed", "code": "expired", "params": params}
    )
    assert said.startswith("It expired on ")


def test_a_long_parameter_is_cut():
    said = sentence_of(check("structure", "failed", "missing_member", path="x" * 5_000))
    assert len(said) < 400


def test_could_not_check_is_never_said_to_be_passed_or_failed():
    unsure = [code for code in CODES if code.endswith("_unreachable")]
    assert unsure
    for code in unsure:
        said = str(own_sentence("", code))
        assert "could not reach" in said
        assert "try again" in said


def test_checks_carry_sentence_and_detail():
    [shown] = checks_for_people([check("status", "failed", "revoked") | {"detail": "bit 7"}])
    assert shown["sentence"] == "Its issuer has revoked it."
    assert shown["detail"] == "bit 7"


def test_the_reason_is_that_of_a_failed_check_alone():
    assert reason_of([check("status", "failed", "revoked")]) == "revoked"
    assert reason_of([check("status", "could_not_check", "revoked")]) == ""
    assert reason_of([]) == ""


def test_registries_are_named_when_they_recognize():
    known = check("issuer_recognized", "passed", "issuer_recognized", registries=["A", "B"])
    assert registries_of([known]) == "A, B"
    unsure = check("issuer_recognized", "could_not_check", "issuer_not_confirmed", registries=["A"])
    assert registries_of([unsure]) == ""


def test_unknown_reasons_of_items_still_say_what_to_do():
    assert "Look for a file" in refusal_of("a_code_of_tomorrow")
    assert "Try it again" in failure_of("unexpected:KeyError")


def test_what_failed_decides_before_what_could_not_be_checked():
    checks = [
        check("issuer_key", "could_not_check", "issuer_unreachable"),
        check("validity", "failed", "expired"),
        check("issuer_recognized", "failed", "issuer_not_recognized"),
    ]
    assert deciding_check(checks)["code"] == "expired"
    assert deciding_check(checks[:1])["code"] == "issuer_unreachable"
    assert deciding_check(checks[2:]) is None
