"""Credentials made by others: what is expected of each is in the corpora's manifest.

Three answers are right, unsupported and wrong. "Unsupported" is an answer by name, and counts as
right for nothing. Wrong is: verified and should not be, or blamed and should not be.
"""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import Any

import pytest

from passports.standards import verify_bytes
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
# What is expected of these is not what their specification says: docs/verification-notes.md.
NOTED = {
    ("spruceid-ssi", "ecdsa_rdfc_2019_p256_verification"): "a test that holds a credential",
    ("spruceid-ssi", "ecdsa_rdfc_2019_p384_verification"): "a test that holds a credential",
    ("spruceid-ssi", "vp-jwtvc"): "the token in it is not part of what its holder signed",
    ("w3c-bitstring", "list__vc-type-wrong-fail"): "the proof says that the type is undefined",
}


def report_on(row: corpora.Row, now: datetime = CLOCKS[1]) -> Report:
    return verify_bytes(
        corpora.content(row),
        filename=row["file"],
        fetch=corpora.OfflineFetch(row, now=now),
        keys=corpora.KnownDids(row),
        now=now,
    )


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


@pytest.mark.parametrize("row", corpora.params(judge="structure"))
def test_structure(row: corpora.Row) -> None:
    import json

    content = corpora.content(row)
    if row["group"] in {"w3c-vcdm2", "w3c-bitstring"}:
        content = json.dumps(with_issuer(json.loads(content))).encode()
    report = verify_bytes(content, fetch=corpora.OfflineFetch(row), now=CLOCKS[1])
    structure = report.checks[0]
    if row["expect"] == "unknown" or report.verdict is Verdict.UNSUPPORTED:
        return
    if structure.code == "part_of_a_badge":
        assert report.verdict is Verdict.NOT_A_CREDENTIAL  # said by name, good or not
        return
    if row["expect"] == "valid":
        assert structure.outcome is Outcome.PASSED, structure.detail
        return
    if (row["group"], row["name"]) in NOTED:
        assert report.verdict is Verdict.NOT_VERIFIED
        return
    # An expired list is well formed; the check that fails is the one about time.
    failed = {item.name.value for item in report.checks if item.outcome is Outcome.FAILED}
    assert failed & {"structure", "validity"}, row["why"]


@pytest.mark.parametrize("row", corpora.params("w3c-bitstring", judge="status"))
def test_status_step_alone(row: corpora.Row) -> None:
    """Entry and list are unsigned fixtures: what the list says, apart from who says it."""
    import json

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
    wrong = []
    for row in corpora.rows(judge="verification"):
        report = report_on(row)
        answer = judged(row, report)
        if answer == "wrong" and _is_no_credential(row, report):
            answer = "unsupported"
        table[row["group"]][answer] += 1
        if answer == "wrong":
            wrong.append((row["group"], row["name"], report.verdict.value))
    with capsys.disabled():
        print(f"\n{'group':24}{'right':>8}{'unsupported':>14}{'wrong':>8}")
        for group, counts in sorted(table.items()):
            cells = f"{counts['right']:>8}{counts['unsupported']:>14}{counts['wrong']:>8}"
            print(f"{group:24}{cells}")
    assert wrong == []


def _is_no_credential(row: corpora.Row, report: Report) -> bool:
    """Open Badges 2.0 and signed documents of no credential type have no implementation yet."""
    if (row["group"], row["name"]) in NOTED:
        return True
    return row["kind"].startswith("ob2") and report.verdict is Verdict.NOT_A_CREDENTIAL
