"""Documents of one megabyte that are made to keep a core busy."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from benchmarks.badges import OB3, V2, badge
from passports.standards import SigningKey, issue, verify_bytes
from passports.standards.types import Fetched, FetchFailed

SIZE = 1_000_000
NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEY = SigningKey.from_seed(bytes(range(32)))
SECONDS, MEGABYTES = 2, 200


def _no_network(url: str) -> Fetched:
    raise FetchFailed("refused", url, "no network", transient=False)


def _with(subject: Any, **more: Any) -> dict[str, Any]:
    """A credential with a proof of the right form, so that all of it is canonicalized."""
    small = issue(badge(1, KEY.did), key=KEY, created=NOW)
    if isinstance(small, str):
        raise TypeError(small)
    return {**small, "credentialSubject": subject, **more}


def _many(make: Callable[[int], Any]) -> list[Any]:
    """As many as fit."""
    size = len(json.dumps(make(100_000))) + 2
    return [make(number) for number in range((SIZE - 4_000) // size)]


def _clique(count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"_:n{a}",
            "type": "Profile",
            "parentOrg": [{"id": f"_:n{b}", "type": "Profile"} for b in range(count) if b != a],
        }
        for a in range(count)
    ]


def _below(number: int, other: int) -> dict[str, Any]:
    parent = {"id": f"_:n{other}", "type": "Profile"}
    return {"id": f"_:n{number}", "type": "Profile", "parentOrg": parent}


def _result(number: int, value: str) -> dict[str, Any]:
    return {"type": "Result", "value": value, "resultDescription": f"urn:r:{number}"}


def _subject(**more: Any) -> dict[str, Any]:
    return {**badge(1, KEY.did)["credentialSubject"], **more}


CASES: Mapping[str, Callable[[], Any]] = {
    "brackets": lambda: b"[" * SIZE,
    "quotation marks": lambda: b'"' * SIZE,
    "backslashes": lambda: b'"' + b"\\" * SIZE,
    "empty objects": lambda: b'{"a":[' + b"{}," * (SIZE // 3) + b"{}]}",
    "numbers": lambda: b'{"a":[' + b"1," * (SIZE // 2) + b"1]}",
    "keys": lambda: {f"k{number}": 0 for number in range(70_000)},
    "long text": lambda: _with(_subject(narrative="\u00e9\n" * (SIZE // 8))),
    "one long word": lambda: _with(_subject(id="urn:" + "a" * SIZE)),
    "a long signature": lambda: _with(_subject(), proof={"type": "x" * SIZE}),
    "statements": lambda: _with(_subject(result=_many(lambda n: _result(n, str(n))))),
    "statements below their bound": lambda: _with(
        _subject(result=[_result(n, str(n)) for n in range(4_500)])
    ),
    "nodes that look alike": lambda: _with(
        _subject(result=[_result(0, "x") for _ in range(4_500)])
    ),
    "tags": lambda: _with(_subject(achievement={"tag": _many(lambda n: f"t{n}")})),
    "equal tags": lambda: _with(_subject(achievement={"tag": ["t"] * 19_000})),
    "a clique": lambda: _with(_subject(source=_clique(9))),
    "a large clique": lambda: _with(_subject(source=_clique(60))),
    "a chain": lambda: _with(_subject(source=[_below(n, n + 1) for n in range(1_500)])),
    "a ring": lambda: _with(_subject(source=[_below(n, (n + 1) % 1_500) for n in range(1_500)])),
    "small rings": lambda: _with(
        _subject(source=[_below(n, n - n % 3 + (n + 1) % 3) for n in range(1_500)])
    ),
    "proofs": lambda: {**badge(1, KEY.did), "proof": _many(lambda n: {"type": f"t{n}"})},
    "twenty good proofs": lambda: _proofs(20),
    "contexts": lambda: _with(_subject(), **{"@context": [V2, *[OB3] * 18_000]}),
    "contexts in turn": lambda: _with(
        _subject(result=[{"@context": [OB3, V2] * 20, "type": "Result"} for _ in range(1_000)])
    ),
    "types": lambda: _with(_subject(type=_many(lambda n: f"T{n}"))),
    "dots in a token": lambda: b"a" * (SIZE // 2) + b"." * (SIZE // 2),
    "a token": lambda: b"a" * (SIZE - 10) + b".b.c",
    "SVG": lambda: b"<svg" + b"<a>" * (SIZE // 3),
    "base58": lambda: _with(
        _subject(), issuer={"id": "did:key:z" + "2" * (SIZE - 9_000), "type": ["Profile"]}
    ),
}


def _proofs(count: int) -> dict[str, Any]:
    signed = issue(badge(1, KEY.did), key=KEY, created=NOW)
    if isinstance(signed, str):
        raise TypeError(signed)
    subject = _subject(result=[_result(n, str(n)) for n in range(400)])
    return {**signed, "credentialSubject": subject, "proof": [signed["proof"]] * count}


def content_of(name: str) -> bytes:
    """The bytes of a case, at most one megabyte."""
    made = CASES[name]()
    content = made if isinstance(made, bytes) else json.dumps(made).encode()
    return content[: SIZE + 100] if isinstance(made, bytes) else content


def run() -> None:
    print(f"\nWorst cases, up to 1 MB each (bounds: {SECONDS} s of one core, {MEGABYTES} MB more)")
    slowest, largest = ("", 0.0), ("", 0.0)
    for name in CASES:
        seconds, megabytes, verdict = _measure(name)
        print(f"  {seconds:6.2f} s {megabytes:5.0f} MB  {verdict:40} {name}")
        slowest = max(slowest, (name, seconds), key=lambda pair: pair[1])
        largest = max(largest, (name, megabytes), key=lambda pair: pair[1])
    print(
        f"  slowest: {slowest[0]}, {slowest[1]:.2f} s; largest: {largest[0]}, {largest[1]:.0f} MB"
    )


def _measure(name: str) -> tuple[float, float, str]:
    """Seconds and megabytes that one case takes, in a process of its own."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    here, there = context.Pipe()
    child = context.Process(target=_child, args=(content_of(name), there))
    child.start()
    answer: tuple[float, float, str] = here.recv()
    child.join()
    return answer


def _child(content: bytes, answer: Any) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    resident = _resident()
    report = verify_bytes(content, fetch=_no_network, now=NOW)
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    codes = [check.code for check in report.checks if check.name.value == "proof"]
    codes = codes or [check.code for check in report.checks]
    peak = after.ru_maxrss / 1024 - resident
    answer.send((seconds, max(peak, 0.0), f"{report.verdict.value} {codes[0] if codes else ''}"))


def _resident() -> float:
    """Megabytes in use now: what a forked process has from its parent does not count."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
