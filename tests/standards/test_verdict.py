"""The verdict, row by row of the table in verification.md."""

import pytest

from passports.standards.types import Check, CheckName, Outcome, Verdict
from passports.standards.verdict import REQUIRED, Need, decide

P, F, C, N = (
    Outcome.PASSED,
    Outcome.FAILED,
    Outcome.COULD_NOT_CHECK,
    Outcome.NOT_APPLICABLE,
)
GOOD = {
    "structure": P,
    "proof": P,
    "issuer_key": P,
    "validity": P,
    "status": N,
    "schema": N,
    "recipient": N,
    "issuer_recognized": N,
}


def checks(**changes: object) -> list[Check]:
    found = []
    for name, value in {**GOOD, **changes}.items():
        for item in value if isinstance(value, list) else [value]:
            result, code = item if isinstance(item, tuple) else (item, "code")
            found.append(Check(CheckName(name), result, code))
    return found


ROWS = [
    ("all passed", {}, Verdict.VERIFIED),
    ("status and schema passed", {"status": P, "schema": P}, Verdict.VERIFIED),
    *[
        (f"{name} failed", {name: F}, Verdict.NOT_VERIFIED)
        for name in ("structure", "proof", "issuer_key", "validity", "status", "schema")
    ],
    ("recipient failed", {"recipient": F}, Verdict.VERIFIED),
    ("issuer not recognized", {"issuer_recognized": F}, Verdict.VERIFIED),
    ("recipient not comparable", {"recipient": C}, Verdict.VERIFIED),
    ("recipient unsupported", {"recipient": (C, "unsupported_x")}, Verdict.VERIFIED),
    *[
        (f"{name} unsupported", {name: (C, "unsupported_thing")}, Verdict.UNSUPPORTED)
        for name in ("structure", "proof", "issuer_key", "status", "schema")
    ],
    *[
        (f"{name} could not run", {name: C}, Verdict.INCONCLUSIVE)
        for name in ("structure", "proof", "issuer_key", "validity", "status", "schema")
    ],
    *[
        (f"{name} may not be missing", {name: N}, Verdict.INCONCLUSIVE)
        for name in ("structure", "proof", "issuer_key", "validity")
    ],
    (
        "failed decides over unsupported",
        {"status": F, "proof": (C, "unsupported_x")},
        Verdict.NOT_VERIFIED,
    ),
    (
        "unsupported decides over inconclusive",
        {"status": C, "schema": (C, "unsupported_x")},
        Verdict.UNSUPPORTED,
    ),
    (
        "in a set, a failed proof decides over an unsupported one",
        {"proof": [F, (C, "unsupported_x")]},
        Verdict.NOT_VERIFIED,
    ),
    ("in a set, a failed proof decides over a good one", {"proof": [P, F]}, Verdict.NOT_VERIFIED),
    (
        "in a set, a good proof counts beside an unsupported one",
        {"proof": [(C, "unsupported_x"), P]},
        Verdict.VERIFIED,
    ),
    (
        "in a set, a proof whose key could not be had leaves doubt",
        {"proof": [P, (C, "key_unavailable")]},
        Verdict.INCONCLUSIVE,
    ),
    (
        "a good proof does not make up for an unsupported status",
        {"status": (C, "unsupported_x")},
        Verdict.UNSUPPORTED,
    ),
    ("two status entries, one set", {"status": [P, F]}, Verdict.NOT_VERIFIED),
]


@pytest.mark.parametrize(("changes", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_row(changes: dict[str, object], expected: Verdict) -> None:
    assert decide(checks(**changes)) is expected


def test_nothing_to_check_is_an_error() -> None:
    with pytest.raises(ValueError, match="structure"):
        decide([])


@pytest.mark.parametrize("name", [n for n, need in REQUIRED.items() if need == Need.ALWAYS])
def test_a_required_check_that_is_missing_is_an_error(name: CheckName) -> None:
    with pytest.raises(ValueError, match=name.value):
        decide([check for check in checks() if check.name is not name])


def test_every_check_is_in_the_table() -> None:
    assert set(REQUIRED) == set(CheckName)
