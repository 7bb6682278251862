"""Open Badges 1.0 and 1.1: hosted, signed with a bare key, and baked as an address alone."""

from __future__ import annotations

import zlib
from typing import Any

import pytest

from passports.standards.types import Verdict
from tests.standards.formats.badge_world import (
    ASSERTION,
    EMAIL,
    HOST,
    ISSUER,
    Web,
    assertion,
    badge_class,
    check,
    codes,
    issuer,
    pem,
    signed,
)

PEM = f"{HOST}/public.pem"
CLASS = f"{HOST}/class.json"


def assertion_1(**changes: Any) -> dict[str, Any]:
    old = assertion(verification=None, id=None, badge=CLASS, issuedOn=1_400_000_000)
    del old["@context"], old["type"]
    made = {**old, "uid": "abc", "verify": {"type": "hosted", "url": ASSERTION}, **changes}
    return {name: value for name, value in made.items() if value is not None}


def web_1(**changes: Any) -> Web:
    bare = {"name": "College of Welding", "url": HOST, **changes}
    old = badge_class(criteria=f"{HOST}/criteria.html")
    del old["@context"], old["type"], old["id"]
    return Web().serve(ISSUER, bare).serve(CLASS, old)


def png(keyword: bytes, *texts: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + crc

    header = chunk(b"IHDR", bytes(13))
    chunks = b"".join(chunk(b"tEXt", keyword + b"\0" + text) for text in texts)
    return b"\x89PNG\r\n\x1a\n" + header + chunks + chunk(b"IEND", b"")


def test_a_hosted_badge_of_version_1_0() -> None:
    data = assertion_1()
    report = check(data, web_1().serve(ASSERTION, data), email=EMAIL)
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert report.format == "open_badges_1"
    assert codes(report)["recipient"] == "recipient_matches"


def test_a_hosted_badge_of_version_1_1() -> None:
    data = assertion_1(**{"@context": "https://w3id.org/openbadges/v1", "type": "Assertion"})
    assert check(data, web_1().serve(ASSERTION, data)).verdict is Verdict.VERIFIED


def test_a_signed_badge_of_version_1() -> None:
    data = assertion_1(verify={"type": "signed", "url": PEM})
    report = check(signed(data), web_1().serve(PEM, pem().encode()))
    assert report.verdict is Verdict.VERIFIED, report.checks


def test_a_key_on_another_host_is_not_the_issuers() -> None:
    where = "https://evil.example/public.pem"
    data = assertion_1(verify={"type": "signed", "url": where})
    report = check(signed(data), web_1().serve(where, pem().encode()))
    assert codes(report)["issuer_key"] == "controller_mismatch"


def test_the_revocation_list_of_version_1() -> None:
    web = web_1(revocationList=f"{HOST}/revoked.json").serve(PEM, pem().encode())
    web.serve(f"{HOST}/revoked.json", {"abc": "Given by mistake"})
    data = assertion_1(verify={"type": "signed", "url": PEM})
    assert codes(check(signed(data), web))["status"] == "revoked"


def test_an_image_that_holds_the_address_alone() -> None:
    web = web_1().serve(ASSERTION, assertion_1())
    report = check(png(b"openbadges", ASSERTION.encode()), web, email=EMAIL)
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert report.summary is not None
    assert report.summary.name == "Welder"
    assert codes(report)["recipient"] == "recipient_matches"


def test_an_address_that_answers_nothing() -> None:
    report = check(png(b"openbadges", ASSERTION.encode()), web_1())
    assert report.verdict is Verdict.INCONCLUSIVE


def test_an_address_that_answers_with_another_badge() -> None:
    """Whoever hosts what is there did not say that it is hosted here."""
    elsewhere = assertion_1(verify={"type": "hosted", "url": f"{HOST}/a/2.json"})
    report = check(png(b"openbadges", ASSERTION.encode()), web_1().serve(ASSERTION, elsewhere))
    assert report.verdict is not Verdict.VERIFIED


def test_two_addresses_in_one_image_are_refused() -> None:
    report = check(png(b"openbadges", ASSERTION.encode(), b"https://evil.example/1"), web_1())
    assert report.verdict is Verdict.NOT_A_CREDENTIAL
    assert codes(report) == {"structure": "several_payloads"}


@pytest.mark.parametrize("verify", ["", f"verify='{ASSERTION}'"])
def test_an_svg_of_version_2_with_its_assertion_inside(verify: str) -> None:
    import json

    data = assertion()
    body = json.dumps(data)
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg'><openbadges:assertion "
        f"xmlns:openbadges='http://openbadges.org' {verify}><![CDATA[{body}]]>"
        "</openbadges:assertion></svg>"
    ).encode()
    report = check(svg, Web().serve(ASSERTION, data).serve(ISSUER, issuer()))
    assert report.verdict is Verdict.VERIFIED, report.checks
