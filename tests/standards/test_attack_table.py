"""The table of attacks (tests/standards/attacks): every row gets exactly its answer, offline, in
bounded time and memory."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest

from passports.standards import verify_bytes
from passports.standards.types import Fetched, Report, Verdict
from tests.standards.attacks import PARTS, TABLE, bundles, burdens
from tests.standards.attacks.listed import DOCUMENT, LISTED, rendered, rows_named
from tests.standards.attacks.row import Attack
from tests.standards.making import (
    ISSUER_KEY,
    NOW,
    OTHER_KEY,
    WEB_DOCUMENT_URL,
    WEB_ISSUER,
    Documents,
    badge,
    signed,
    web_document,
)

ROOT = Path(__file__).parents[2]
CPU_SECONDS = 2.0
MEMORY_BYTES = 200_000_000
# Watching every allocation takes time itself: it is done for the rows that are made to allocate.
HEAVY = [
    row
    for row in (*burdens.ROWS, *bundles.ROWS)
    if "proofs" not in row.name and row.code != "schema_too_complex"
]


def _content(attack: Attack) -> bytes:
    made = attack.make()
    if isinstance(made, Mapping):
        return json.dumps(made).encode()
    return made.encode() if isinstance(made, str) else made


def _report(attack: Attack, content: bytes, fetch: Documents) -> Report:
    return verify_bytes(content, fetch=fetch, now=NOW, limits=attack.limits)


def test_names_are_unique_within_a_part_of_the_table() -> None:
    for part in PARTS:
        names = [row.name for row in part.ROWS]
        assert len(set(names)) == len(names)
    assert len(TABLE) > 110


@pytest.mark.parametrize("name", LISTED)
def test_every_promised_attack_is_shown(name: str) -> None:
    assert LISTED[name]
    for shown in LISTED[name]:
        file, _, test = shown.partition("::")
        if test:
            assert f"def {test}(" in (ROOT / file).read_text(), shown
        else:
            assert rows_named(shown), shown


def test_the_page_of_attacks_is_made_from_the_list() -> None:
    assert DOCUMENT.read_text() == rendered(), "run python -m tests.standards.attacks.listed"


@pytest.mark.parametrize("attack", TABLE, ids=lambda row: row.name)
def test_an_attack(attack: Attack) -> None:
    content, fetch = _content(attack), Documents(attack.served())
    started = time.process_time()
    report = _report(attack, content, fetch)
    used = time.process_time() - started
    found = [
        f"{item.outcome.value} {item.code}"
        for item in report.checks
        if item.name.value == attack.check
    ]
    assert f"{attack.outcome} {attack.code}" in found, [
        (item.name.value, item.outcome.value, item.code) for item in report.checks
    ]
    assert (report.verdict is Verdict.VERIFIED) == attack.control
    assert attack.asks or fetch.asked == []
    # What is stored and shown of an answer has an end, however long the document is.
    assert all(
        len(item.detail) + len(json.dumps(dict(item.params))) < 50_000 for item in report.checks
    )
    # The 5 MB of the largest documents have the time of five.
    assert used < CPU_SECONDS * max(1, len(content) / 1_000_000)


@pytest.mark.parametrize("attack", HEAVY, ids=lambda row: row.name)
def test_an_attack_on_the_memory(attack: Attack) -> None:
    content, fetch = _content(attack), Documents(attack.served())
    fetch.documents = {
        url: json.dumps(found).encode() if isinstance(found, dict) else found
        for url, found in fetch.documents.items()
    }
    tracemalloc.start()
    try:
        _report(attack, content, fetch)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEMORY_BYTES


class Rebinding(Documents):
    """A host that answers the first question with one document and every other with another."""

    def __call__(self, url: str) -> Fetched:
        key = OTHER_KEY if self.asked else ISSUER_KEY
        self.documents = {WEB_DOCUMENT_URL: web_document(key)}
        return super().__call__(url)


def test_a_host_that_changes_its_answer_gives_one_verification_one_answer() -> None:
    document = signed(badge(WEB_ISSUER), OTHER_KEY, key_id=f"{WEB_ISSUER}#key-1")
    document["proof"] = [document["proof"]] * 3
    fetch = Rebinding()
    report = verify_bytes(json.dumps(document).encode(), fetch=fetch, now=NOW)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert fetch.asked == [WEB_DOCUMENT_URL]


def test_a_did_web_document_that_was_redirected_is_still_the_issuers_or_nothing() -> None:
    """The fetch follows redirects within its own rules; what counts is whom the answer names."""

    class Redirecting(Documents):
        def __call__(self, url: str) -> Fetched:
            found = super().__call__(url)
            return Fetched("https://evil.example/did.json", found.body, found.media_type, NOW)

    document = signed(badge(WEB_ISSUER), key_id=f"{WEB_ISSUER}#key-1")
    evil = Redirecting({WEB_DOCUMENT_URL: web_document(id="did:web:evil.example")})
    report = verify_bytes(json.dumps(document).encode(), fetch=evil, now=NOW)
    assert report.verdict is Verdict.NOT_VERIFIED
