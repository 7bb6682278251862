"""What a credential says of the documents that it builds on is true, or it is not believed.

https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources
"""

import base64
from typing import Any

import pytest

from passports.standards import SigningKey, issue
from passports.standards.issuing_problems import problems_before_issuing
from passports.standards.jsonld import SHIPPED
from passports.standards.types import Verdict
from tests.standards.making import NOW, V2, check, complaints, outcome, plain

ELSEWHERE = "https://school.example/terms.json"
SHA256 = bytes.fromhex(SHIPPED[V2].sha256)
SHA384 = bytes.fromhex(SHIPPED[V2].sha384)


def sri(name: str, digest: bytes) -> str:
    return f"{name}-{base64.b64encode(digest).decode()}"


def multibase(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def related(*resources: Any) -> dict[str, Any]:
    key = SigningKey.generate()
    return plain(key.did, relatedResource=list(resources)) | {"_key": key}


def reported(*resources: Any) -> Any:
    document = related(*resources)
    key = document.pop("_key")
    return check(issue(document, key=key, created=NOW))


def problems(*resources: Any) -> set[str]:
    document = related(*resources)
    document.pop("_key")
    return {problem.code for problem in problems_before_issuing(document)}


GOOD = [
    {"digestSRI": sri("sha384", SHA384)},
    {"digestSRI": sri("sha256", SHA256)},
    {"digestSRI": sri("sha256", bytes(32)) + " " + sri("sha384", SHA384)},
    {"digestMultibase": multibase(b"\x12\x20" + SHA256)},
    {"digestMultibase": multibase(SHA256)},
    {"digestSRI": sri("sha384", SHA384), "digestMultibase": multibase(b"\x20\x30" + SHA384)},
    {"digestSRI": sri("sha512", bytes(64))},  # that of our copy is not known
]
CHANGED = [
    {"digestSRI": sri("sha384", bytes(48))},
    {"digestSRI": sri("sha256", bytes(32))},
    {"digestMultibase": multibase(b"\x12\x20" + bytes(32))},
    {"digestMultibase": multibase(bytes(32))},
    {"digestSRI": sri("sha384", SHA384), "digestMultibase": multibase(bytes(48))},
]


@pytest.mark.parametrize("digests", GOOD)
def test_the_context_that_we_read_it_with(digests: dict[str, str]) -> None:
    assert problems({"id": V2, **digests}) == set()
    assert reported({"id": V2, **digests}).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("digests", CHANGED)
def test_another_edition_of_a_context(digests: dict[str, str]) -> None:
    assert problems({"id": V2, **digests}) == {"digest_mismatch"}
    assert complaints(reported({"id": V2, **digests})) == {"structure": "digest_mismatch"}


def test_a_resource_that_verification_does_not_use_is_not_fetched() -> None:
    entry = {"id": ELSEWHERE, "digestSRI": sri("sha384", bytes(48))}
    report = reported(entry)
    assert report.verdict is Verdict.VERIFIED
    assert not report.fetched


def test_each_resource_once_and_with_a_digest() -> None:
    entry = {"id": ELSEWHERE, "digestSRI": sri("sha384", bytes(48))}
    assert outcome(reported(entry, entry), "structure") == "failed too_many_values"
    assert outcome(reported({"id": ELSEWHERE}), "structure") == "failed missing_member"
    assert problems(entry, {**entry, "digestSRI": sri("sha256", bytes(32))}) == {"too_many_values"}
    assert problems({"id": ELSEWHERE}) == {"missing_member"}
    assert problems({"url": ELSEWHERE, "digestSRI": entry["digestSRI"]}) == {"missing_member"}
    assert problems(ELSEWHERE) == {"not_an_object"}


@pytest.mark.parametrize(
    "digests",
    [
        {"digestSRI": "sha256-" + "0f" * 32},
        {"digestSRI": "md5-" + "A" * 24},
        {"digestSRI": "sha256"},
        {"digestSRI": ""},
        {"digestSRI": 7},
        {"digestMultibase": "uZTQ0MjM1NiAgcmVwb3J0cy9yZWxhdGVkLXJlc291cmNlLmpzb24K"},
        {"digestMultibase": "0f" * 32},
        {"digestMultibase": multibase(b"\x12\x20" + bytes(31))},
        {"digestMultibase": None},
    ],
)
def test_a_digest_that_nothing_can_have_is_not_issued(digests: dict[str, Any]) -> None:
    assert problems({"id": ELSEWHERE, **digests}) == {"bad_digest"}
