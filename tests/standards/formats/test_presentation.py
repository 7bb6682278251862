"""Presentations: the holder's proof, challenge and domain, and every credential inside."""

from __future__ import annotations

from typing import Any

import pytest

from passports.standards.types import Identity, Verdict
from tests.standards.formats.presenting import (
    HOLDER,
    compact,
    nested_badge,
    presentation,
    presented,
)
from tests.standards.making import ISSUER_KEY, V1, V2, badge, check, complaints, outcome, token

DOMAIN = "https://employer.example"


def enveloped(text: str, kind: str = "EnvelopedVerifiableCredential", media: str = "vc+jwt") -> Any:
    return {"@context": V2, "id": f"data:application/{media},{text}", "type": kind}


def test_a_presentation_and_the_credential_in_it_are_verified() -> None:
    report = check(presented(presentation(nested_badge())))
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert report.format == "verifiable_presentation"
    assert [item.verdict for item in report.nested] == [Verdict.VERIFIED]


def test_a_challenge_and_a_domain_are_answered() -> None:
    made = presented(presentation(nested_badge()), challenge="c-1", domain=DOMAIN)
    assert check(made, challenge="c-1", domain=DOMAIN).verdict is Verdict.VERIFIED
    assert outcome(check(made, challenge="c-2"), "proof") == "failed wrong_challenge"
    assert outcome(check(made, domain="https://evil.example"), "proof") == "failed wrong_domain"


def test_a_presentation_shown_again_answers_no_challenge() -> None:
    made = presented(presentation(nested_badge()))
    report = check(made, challenge="c-1")
    assert outcome(report, "proof") == "failed wrong_challenge"
    assert report.nested[0].verdict is Verdict.VERIFIED  # a credential answers none


def test_somebody_else_cannot_present_in_the_holders_name() -> None:
    made = presented(presentation(nested_badge()), key=ISSUER_KEY)
    report = check(made)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert outcome(report, "issuer_key") == "failed controller_mismatch"


def test_the_purpose_must_be_authentication() -> None:
    made = presented(presentation(nested_badge()), proofPurpose="assertionMethod")
    assert outcome(check(made), "proof") == "failed wrong_proof_purpose"


def test_a_presentation_is_no_credential_and_the_reverse() -> None:
    made = presented(badge())
    assert outcome(check(made), "proof") == "failed wrong_proof_purpose"


def test_an_unsigned_presentation_proves_nothing() -> None:
    report = check(presentation(nested_badge()))
    assert outcome(report, "proof") == "failed unsigned"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_credential_inside_that_is_changed() -> None:
    inside = nested_badge()
    inside["name"] = "Something else"
    report = check(presented(presentation(nested_badge(2), inside)))
    assert complaints(report) == {"proof": "nested_not_verified"}


def test_a_credential_inside_cannot_be_swapped() -> None:
    made = presented(presentation(nested_badge(1)))
    made["verifiableCredential"] = [nested_badge(2)]
    assert outcome(check(made), "proof") == "failed bad_signature"


def test_without_a_holder_the_key_says_who_presents() -> None:
    report = check(presented(presentation(nested_badge(), holder=None)))
    assert report.verdict is Verdict.VERIFIED, report.checks


def test_the_person_who_asks_is_told_apart() -> None:
    made = presented(presentation(nested_badge()))
    mine = check(made, identities=[Identity("did", HOLDER.did)])
    assert outcome(mine, "recipient") == "passed recipient_matches"
    other = check(made, identities=[Identity("did", ISSUER_KEY.did)])
    assert outcome(other, "recipient") == "failed recipient_differs"


def test_an_enveloped_credential_inside() -> None:
    report = check(presented(presentation(enveloped(token(badge())))))
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert report.nested[0].format == "open_badges_3"


def test_an_enveloped_credential_by_itself() -> None:
    assert check(enveloped(token(badge()))).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (enveloped("e30.e30.e30", media="vp+jwt"), "wrong_envelope"),
        (enveloped("e30", media="vc+cose"), "wrong_envelope"),
        ({"@context": V2, "id": "https://x.example", "type": "EnvelopedVerifiableCredential"},
         "wrong_envelope"),
        (enveloped(token(badge()), "EnvelopedVerifiablePresentation", "vp+jwt"), "wrong_envelope"),
    ],
)  # fmt: skip
def test_an_envelope_holds_what_it_says(document: Any, code: str) -> None:
    report = check(document)
    assert report.verdict is Verdict.NOT_A_CREDENTIAL
    assert report.checks[0].code == code


def test_an_envelope_in_an_envelope_is_refused() -> None:
    inner = enveloped(token(badge()))
    assert check(compact(inner)).verdict is Verdict.NOT_A_CREDENTIAL


def jwt_presentation(*credentials: Any, **claims: Any) -> str:
    inside = {
        "@context": [V1],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": list(credentials),
    }
    return compact({"iss": HOLDER.did, "vp": inside, **claims})


def test_a_presentation_as_a_token_of_version_1() -> None:
    report = check(jwt_presentation(token(badge())))
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert [item.verdict for item in report.nested] == [Verdict.VERIFIED]


def test_nonce_and_audience_answer_challenge_and_domain() -> None:
    made = jwt_presentation(token(badge()), nonce="c-1", aud=[DOMAIN])
    assert check(made, challenge="c-1", domain=DOMAIN).verdict is Verdict.VERIFIED
    assert outcome(check(made, challenge="c-2"), "proof") == "failed wrong_challenge"
    assert outcome(check(made, domain="https://evil.example"), "proof") == "failed wrong_domain"


def test_an_expired_token() -> None:
    report = check(jwt_presentation(token(badge()), exp=1_600_000_000))
    assert outcome(report, "validity") == "failed expired"


def test_a_token_of_version_2() -> None:
    made = compact(presentation(enveloped(token(badge()))), typ="vp+jwt")
    assert check(made).verdict is Verdict.VERIFIED
    wrapped = enveloped(made, "EnvelopedVerifiablePresentation", "vp+jwt")
    assert check(wrapped).verdict is Verdict.VERIFIED


def test_a_token_says_what_it_is() -> None:
    wrong = compact(presentation(enveloped(token(badge()))), typ="vc+jwt")
    assert check(wrong).checks[0].code == "wrong_envelope"


def test_the_issuer_of_a_token_is_its_holder() -> None:
    made = compact(presentation(nested_badge(), iss=ISSUER_KEY.did), typ="vp+jwt")
    assert outcome(check(made), "proof") == "failed holder_mismatch"


def test_somebody_elses_token() -> None:
    made = compact(presentation(nested_badge()), ISSUER_KEY, typ="vp+jwt")
    report = check(made)
    assert outcome(report, "issuer_key") == "failed controller_mismatch"


@pytest.mark.parametrize("inside", ["", "x", {}, 1, [[]]])
def test_what_is_no_credential_inside_is_said(inside: Any) -> None:
    report = check(presentation(inside))
    assert report.verdict is Verdict.NOT_VERIFIED
