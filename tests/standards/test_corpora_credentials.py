"""Credentials made by others: what is expected of each is in the corpora's manifest.

Three answers are right, unsupported and wrong. "Unsupported" is an answer by name, and counts as
right for nothing. Wrong is: verified and should not be, or blamed and should not be.
"""

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import Any

import pytest

from passports.standards import check_structure, verify_bytes
from passports.standards.codes import CODES
from passports.standards.dates import parse_date_time
from passports.standards.finding import Finding
from passports.standards.status.bitstring_status_list import judge, read_entry
from passports.standards.types import DEFAULT_LIMITS, Outcome, Report, Verdict
from tests import corpora

CLOCKS = [datetime(2026, 2, 2, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)]
LATEST = datetime(2029, 12, 1, tzinfo=UTC)
MAIN_GROUPS = (
    "dcc-vc-test-fixtures",
    "dcc-verifier-core",
    "1edtech-ob3",
    "w3c-di-eddsa",
    "w3c-di-ecdsa",
    "1edtech-spec-vectors",
)
# Kinds of which everything must be answered, and nothing is left as unsupported.
COMPLETE = ("ob3-", "clr2-", "ob2-", "di-", "vc-", "vp-", "statuslist-")
# What is expected of these is not what their specification says: docs/verification-notes.md, where
# each has its reason. The checks that keep them from being verified.
NOTED: dict[tuple[str, str], set[str]] = {
    ("1edtech-clr2", "simple_v1"): {"issuer_key"},
    ("spruceid-ssi", "status-list-jwt"): {"issuer_key"},
    ("spruceid-ssi", "ecdsa_rdfc_2019_p384_verification"): {"proof"},
    ("spruceid-ssi", "vp-jwtvc"): {"proof"},
    ("walt-id", "VerifiableDiploma-jwt"): {"status", "schema"},
}
NOTED_STRUCTURE = {
    ("ob-validator-core", "1_1_basic_badgeclass"): "nothing in it is wrong",
    ("ob-validator-core", "2_0_basic_badgeclass"): "nothing in it is wrong",
    ("w3c-bitstring", "list__vc-type-wrong-fail"): "the proof says that the type is undefined",
    ("w3c-bitstring", "list__date-expired-fail"): "well formed, and the check of its time fails",
}


def report_on(row: corpora.Row, now: datetime = CLOCKS[1]) -> Report:
    content, keys = corpora.content(row), corpora.KnownDids(row)
    if row["kind"].startswith("di-"):
        content, keys = taken_out(content, keys)
    return verify_bytes(
        content,
        filename=row["file"],
        fetch=corpora.OfflineFetch(row, now=now),
        keys=keys,
        now=now,
    )


def taken_out(content: bytes, keys: Any) -> tuple[bytes, Any]:
    """The credential in a test of others that holds one with the keys to use."""
    data = json.loads(content)
    if data.get("type") != "VerificationTest":
        return content, keys
    methods = list(data["verificationMethods"].values())
    known = {item["controller"]: item for item in methods}

    class Given:
        def controller_document(self, identifier: str) -> Any:
            method = known.get(identifier)
            if method is None:
                return None
            return {
                "id": identifier,
                "verificationMethod": [method],
                "assertionMethod": [method["id"]],
            }

    return json.dumps(data["input"]).encode(), Given()


def complaints(report: Report) -> set[str]:
    wrong = {Outcome.FAILED, Outcome.COULD_NOT_CHECK}
    return {item.name.value for item in report.checks if item.outcome in wrong}


def judged(row: corpora.Row, report: Report) -> str:
    """`right`, `unsupported` or `wrong`."""
    verdict, expected = report.verdict, row["expect"]
    if expected == "unknown":
        return "right"
    if expected == "invalid":
        return "wrong" if verdict is Verdict.VERIFIED else "right"
    if verdict is Verdict.VERIFIED:
        return "wrong" if row.get("strict_expect") else "right"
    if (row["group"], row["name"]) in NOTED:
        return "right" if complaints(report) == NOTED[row["group"], row["name"]] else "wrong"
    if verdict is Verdict.UNSUPPORTED:
        return "unsupported"
    if row.get("strict_expect") and complaints(report) == {"issuer_key"}:
        return "right"
    return "wrong"


@pytest.mark.parametrize("now", [*CLOCKS, LATEST], ids=lambda now: f"{now:%Y-%m}")
@pytest.mark.parametrize("row", corpora.params(*MAIN_GROUPS, judge="verification"))
def test_main_groups(row: corpora.Row, now: datetime) -> None:
    report = report_on(row, now)
    answer = judged(row, report)
    assert answer == "right", [(c.name.value, c.code, c.detail) for c in report.checks]
    assert {item.code for item in report.checks} <= set(CODES)


@pytest.mark.parametrize("row", corpora.params())
def test_nothing_crashes_and_nothing_is_wrongly_verified(row: corpora.Row) -> None:
    report = report_on(row)
    if row["expect"] == "invalid":
        assert report.verdict is not Verdict.VERIFIED
    assert {item.code for item in report.checks} <= set(CODES)


def with_issuer(data: dict[str, Any]) -> dict[str, Any]:
    """The W3C suite for version 2.0 puts its own issuer into every fixture before it is used."""
    issuer = data.get("issuer", "did:example:issuer")
    if isinstance(issuer, dict):
        issuer = {"id": "did:example:issuer", **issuer}
    return {**data, "issuer": issuer}


def structure_judged(row: corpora.Row) -> str:
    """`right`, `unsupported` or `wrong` for the one check of structure."""
    content = corpora.content(row)
    if row["group"] in {"w3c-vcdm2", "w3c-bitstring"} and not row["kind"].endswith("-vp"):
        content = json.dumps(with_issuer(json.loads(content))).encode()
    check = check_structure(content)
    if row["expect"] == "unknown":
        return "right"
    if check.outcome is Outcome.COULD_NOT_CHECK:
        return "unsupported"
    is_right = (check.outcome is Outcome.PASSED) is (row["expect"] == "valid")
    if (row["group"], row["name"]) in NOTED_STRUCTURE:
        report = verify_bytes(content, fetch=corpora.OfflineFetch(row), now=CLOCKS[1])
        is_right = not is_right and report.verdict is not Verdict.VERIFIED
    return "right" if is_right else "wrong"


@pytest.mark.parametrize("row", corpora.params(judge="structure"))
def test_structure(row: corpora.Row) -> None:
    assert structure_judged(row) == "right", row["why"]


@pytest.mark.parametrize("row", corpora.params("w3c-bitstring", judge="status"))
def test_status_step_alone(row: corpora.Row) -> None:
    """Entry and list are unsigned fixtures: what the list says, apart from who says it."""
    entry = json.loads(corpora.content(row))["credentialStatus"]
    where = read_entry(entry)
    assert not isinstance(where, Finding)
    status_list = json.loads(corpora.OfflineFetch(row)(where.url).body)
    found = judge(where, status_list, DEFAULT_LIMITS, {})
    until = parse_date_time(status_list.get("validUntil"))
    if until is not None and until < CLOCKS[1]:
        found = Finding(Outcome.COULD_NOT_CHECK, "status_list_not_verified")
    expected_good = row["expect"] == "valid"
    assert (found.outcome is Outcome.PASSED) is expected_good, found.code


def test_table(capsys: pytest.CaptureFixture[str]) -> None:
    """One line a group. Nothing is wrong that docs/verification-notes.md does not explain."""
    corpora.folder()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    wrong, left_out = [], []
    for row in corpora.rows():
        if row["judge"] == "verification":
            answer = judged(row, report_on(row))
        elif row["judge"] == "structure":
            answer = structure_judged(row)
        elif row["judge"] == "import":
            answer = import_judged(row)
        else:
            continue  # canonical forms, identifiers and status have tests of their own
        table[row["group"]][answer] += 1
        if answer == "wrong":
            wrong.append((row["group"], row["name"]))
        if answer == "unsupported" and row["kind"].startswith(COMPLETE):
            left_out.append((row["group"], row["name"]))
    with capsys.disabled():
        print(f"\n{'group':24}{'right':>8}{'unsupported':>14}{'wrong':>8}")
        for group, counts in sorted(table.items()):
            cells = f"{counts['right']:>8}{counts['unsupported']:>14}{counts['wrong']:>8}"
            print(f"{group:24}{cells}")
    assert (wrong, left_out) == ([], [])


def import_judged(row: corpora.Row) -> str:
    """What is to be taken in and not to be verified: it is named, and never shown as verified."""
    report = report_on(row)
    if report.verdict is Verdict.VERIFIED:
        return "wrong"
    if row["expect"] != "valid":
        return "right"
    return "right" if report.format else "unsupported"
