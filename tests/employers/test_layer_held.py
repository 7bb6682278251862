"""What held credentials answer about a claim."""

import pytest

from employers.layers.held import answer_from_held, reason_of
from employers.models import Answer
from passports.models import Relation, VerdictChoice
from tests.employers.rows import make_claim, make_credential, tie
from tests.factories.accounts import UserFactory
from tests.factories.passports import GOOD_CHECKS

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_claim(UserFactory())


def test_a_verified_credential_that_supports_confirms(claim):
    credential = make_credential(claim.holder)
    tie(claim, credential)
    held = answer_from_held(claim)
    assert held.answer == Answer.CONFIRMED
    assert held.report_ids == (str(credential.latest_report_id),)
    assert held.basis["revision"] == str(claim.current_id)
    assert held.basis["evidence"][0]["issuer_name"] == "Acme"


def test_a_contradiction_is_not_hidden_behind_a_credential_that_agrees(claim):
    tie(claim, make_credential(claim.holder))
    tie(claim, make_credential(claim.holder), Relation.DIFFERS)
    assert answer_from_held(claim).answer == Answer.DIFFERS


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        (VerdictChoice.NOT_VERIFIED, "credential_not_verified"),
        (VerdictChoice.INCONCLUSIVE, "credential_inconclusive"),
        (VerdictChoice.UNSUPPORTED, "credential_unsupported"),
    ],
)
def test_only_verified_credentials_answer(claim, verdict, reason):
    tie(claim, make_credential(claim.holder, verdict=verdict))
    assert answer_from_held(claim) is None
    assert reason_of(claim) == reason


def test_no_credential_is_not_a_negative(claim):
    assert answer_from_held(claim) is None
    assert reason_of(claim) == "no_credential"


def test_somebody_elses_credential_never_answers(claim):
    tie(claim, make_credential(claim.holder, not_yours=True))
    assert answer_from_held(claim) is None
    assert reason_of(claim) == "credential_of_somebody_else"


def test_a_replaced_credential_does_not_answer(claim):
    later = make_credential(claim.holder)
    tie(claim, make_credential(claim.holder, superseded_by=later))
    assert answer_from_held(claim) is None


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        ("issuer_recognized", "failed", "issuer_not_recognized"),
        ("recipient", "could_not_check", "recipient_not_proven"),
    ],
)
def test_a_good_signature_alone_does_not_answer(claim, name, outcome, reason):
    credential = make_credential(claim.holder)
    report = credential.latest_report
    report.checks = [
        {**each, "outcome": outcome} if each["name"] == name else each for each in report.checks
    ]
    report.save()
    tie(claim, credential)
    assert answer_from_held(claim) is None
    assert reason_of(claim) == reason


def spoken_by(name, scope="itself", *organizations):
    voice = {
        "registry": "State list",
        "name": name,
        "speaks_for": scope,
        "organizations": list(organizations),
    }
    last = {**GOOD_CHECKS[-1], "params": {"registries": ["State list"], "voices": [voice]}}
    return [*GOOD_CHECKS[:-1], last]


@pytest.mark.parametrize("relation", [Relation.SUPPORTS, Relation.DIFFERS])
def test_whoever_speaks_for_somebody_else_neither_confirms_nor_contradicts(claim, relation):
    tie(claim, make_credential(claim.holder, checks=spoken_by("Learnly")), relation)
    assert answer_from_held(claim) is None
    assert reason_of(claim) == "issuer_speaks_for_another"


@pytest.mark.parametrize("scope", [("any",), ("listed", "Acme")])
def test_whoever_may_speak_for_it_confirms_and_it_is_said(claim, scope):
    tie(claim, make_credential(claim.holder, checks=spoken_by("Learnly", *scope)))
    held = answer_from_held(claim)
    assert held.answer == Answer.CONFIRMED
    assert held.basis["evidence"][0]["voice"] == {
        "speaks": scope[0],
        "by": "Learnly",
        "organization": "Acme",
        "registry": "State list",
    }
