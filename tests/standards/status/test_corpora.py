"""The status of credentials made by others: every case whose manifest says what it is."""

from collections import Counter

import pytest

from passports.standards import verify_bytes
from tests import corpora
from tests.standards.making import NOW

# Revoked, as their manifest says, and nobody can tell here: why.
NOTED = {
    ("blockcerts", "cert-rl-status-list-2021-revoked"): "its list is not among the documents",
    ("dcc-lcw", "revokedCredential"): "an old list that reads differently from either side",
}
REVOKED = {"failed revoked", "failed suspended"}


def status_of(row: corpora.Row) -> str:
    report = verify_bytes(corpora.content(row), fetch=corpora.OfflineFetch(row, now=NOW), now=NOW)
    found = [check for check in report.checks if check.name.value == "status"]
    return f"{found[0].outcome.value} {found[0].code}" if found else ""


def expected(row: corpora.Row) -> str:
    """`revoked`, `good`, `nothing said` or, where the manifest is silent, an empty string."""
    why = row["why"]
    if "not revoked" in why:
        return "good"
    if "revoked" in why.replace("not revoked", ""):
        return "revoked"
    return "nothing said" if "status list" in why else ""


@pytest.mark.parametrize("row", corpora.params(judge="verification"))
def test_status_of_a_credential(row: corpora.Row) -> None:
    wanted = expected(row)
    if not wanted or row["kind"].startswith(("statuslist", "ob2", "vc-status")):
        return
    if (row["group"], row["name"]) in NOTED:
        assert status_of(row).split(" ")[0] in ("could_not_check", "not_applicable")
        return
    answer = status_of(row)
    if wanted == "revoked":
        assert answer in REVOKED, answer
    elif wanted == "good":
        assert answer == "passed not_revoked", answer
    else:
        assert not answer.startswith("passed"), answer


def test_table(capsys: pytest.CaptureFixture[str]) -> None:
    """How many cases of each group end with each answer."""
    corpora.folder()
    table: Counter[tuple[str, str]] = Counter()
    for row in corpora.rows(judge="verification"):
        answer = status_of(row)
        if answer and not answer.endswith("no_status"):
            table[(row["group"], answer)] += 1
    with capsys.disabled():
        print()
        for (group, answer), count in sorted(table.items()):
            print(f"{group:24}{answer:50}{count:>4}")
    assert sum(table.values()) > 30
