"""SD-JWT: selective disclosure, its attacks, and the holder's key binding."""

from __future__ import annotations

from typing import Any

import pytest

from passports.standards.types import Report, Verdict
from tests.standards.formats.presenting import (
    HOLDER,
    binding,
    digest,
    disclosure,
    selective,
)
from tests.standards.making import ISSUER_KEY, NOW, check, outcome, plain

NAME = disclosure("given_name", "Ada")
ELEMENT = disclosure("welder")
AUDIENCE = "https://employer.example"


def claims(**changes: Any) -> dict[str, Any]:
    made = {
        "iss": ISSUER_KEY.did,
        "vct": "https://college.example/types/diploma",
        "sub": HOLDER.did,
        "cnf": {"jwk": HOLDER.jwk},
        "_sd_alg": "sha-256",
        "_sd": [digest(NAME)],
        "skills": [{"...": digest(ELEMENT)}, "fitter"],
        **changes,
    }
    return {name: value for name, value in made.items() if value is not None}


def report_on(*shown: str, header: dict[str, Any] | None = None, **changes: Any) -> Report:
    return check(selective(claims(**changes), ISSUER_KEY, shown, **(header or {})))


def test_what_is_disclosed_is_shown_and_the_rest_is_not() -> None:
    report = report_on(NAME)
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert report.format == "sd_jwt_vc"
    assert report.summary is not None
    assert report.summary.subject_name == "Ada"
    assert report_on().verdict is Verdict.VERIFIED
    assert report_on(NAME, ELEMENT).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "shown",
    [
        [disclosure("given_name", "Eve")],
        [NAME, NAME],
        [NAME, disclosure("role", "admin")],
        ["bm90LWpzb24"],
        [disclosure("_sd", [])],
        [disclosure("given_name", "Ada", "more")],
    ],
    ids=["other", "twice", "added", "no-json", "machinery", "too-long"],
)
def test_nothing_is_shown_that_was_not_signed(shown: list[str]) -> None:
    report = report_on(*shown)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert any(item.code == "bad_disclosure" for item in report.checks)


def test_a_digest_may_stand_once() -> None:
    assert report_on(_sd=[digest(NAME), digest(NAME)]).verdict is Verdict.NOT_VERIFIED


def test_a_claim_may_not_be_overwritten() -> None:
    assert report_on(NAME, given_name="Bob").verdict is Verdict.NOT_VERIFIED


def test_an_element_may_not_stand_as_a_claim() -> None:
    assert report_on(ELEMENT, _sd=[digest(ELEMENT)], skills=None).verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize("name", ["exp", "cnf", "vct", "status", "iss"])
def test_claims_that_decide_may_not_be_kept_back(name: str) -> None:
    hidden = disclosure(name, "x")
    report = report_on(hidden, _sd=[digest(hidden)], **{name: None})
    assert report.verdict is not Verdict.VERIFIED


def test_a_disclosure_inside_a_disclosure() -> None:
    street = disclosure("street", "Main")
    address = disclosure("address", {"_sd": [digest(street)]})
    report = report_on(address, street, _sd=[digest(address)])
    assert report.verdict is Verdict.VERIFIED, report.checks


def test_an_unknown_hash_is_unsupported() -> None:
    assert report_on(_sd_alg="sha-1").verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize("typ", ["JWT", "", "kb+jwt"])
def test_the_type_of_the_token_is_held_to(typ: str) -> None:
    report = report_on(header={"typ": typ})
    assert any(item.code == "wrong_envelope" for item in report.checks)


def test_without_a_type_of_credential() -> None:
    assert outcome(report_on(vct=None), "structure") == "failed missing_member"


def test_dates() -> None:
    assert outcome(report_on(exp=1_600_000_000), "validity") == "failed expired"
    late = int(NOW.timestamp()) + 10_000
    assert outcome(report_on(nbf=late), "validity") == "failed not_yet_valid"


def test_another_issuers_key() -> None:
    text = selective(claims(), HOLDER, [NAME])
    assert outcome(check(text), "issuer_key") == "failed controller_mismatch"


def shown() -> str:
    return selective(claims(), ISSUER_KEY, [NAME])


def test_the_holder_binds_it_to_who_asked() -> None:
    report = check(binding(shown()), challenge="n-1", domain=AUDIENCE)
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert check(binding(shown())).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: shown(), "holder_mismatch"),
        (lambda: binding(shown(), nonce="n-2"), "wrong_challenge"),
        (lambda: binding(shown(), aud="https://evil.example"), "wrong_domain"),
        (lambda: binding(shown(), sd_hash="x"), "holder_mismatch"),
        (lambda: binding(shown(), ISSUER_KEY), "bad_signature"),
        (lambda: binding(shown(), iat=int(NOW.timestamp()) + 10_000), "not_yet_valid"),
        (lambda: binding(shown(), iat=1_600_000_000), "proof_expired"),
        (lambda: binding(shown(), iat=None), "malformed_proof"),
    ],
)
def test_a_binding_that_does_not_bind(made: Any, code: str) -> None:
    report = check(made(), challenge="n-1", domain=AUDIENCE)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert code in {item.code for item in report.checks}


def test_a_binding_by_a_kind_of_key_that_we_do_not_know_is_no_binding() -> None:
    """The issuer's good signature does not make up for it."""
    text = selective(claims(cnf={"kid": "x"}), ISSUER_KEY, [NAME])
    report = check(binding(text), challenge="n-1", domain=AUDIENCE)
    assert report.verdict is Verdict.UNSUPPORTED


def test_a_binding_is_for_what_is_shown() -> None:
    """Whoever got more may not show less with the holder's word, nor the reverse."""
    bound = binding(shown())
    less = bound.replace(f"~{NAME}~", "~")
    assert check(less).verdict is Verdict.NOT_VERIFIED


def test_a_credential_of_the_data_model() -> None:
    hidden = disclosure("name", "Diploma")
    data = plain(_sd=[digest(hidden)], _sd_alg="sha-256")
    text = selective(data, ISSUER_KEY, [hidden], typ="vc+sd-jwt")
    report = check(text)
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert report.summary is not None
    assert report.summary.name == "Diploma"
