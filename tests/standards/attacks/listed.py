"""The attacks that the project has promised to withstand, by their names, and what shows it.

`python -m tests.standards.attacks.listed` writes docs/attacks.md from this.
"""

from __future__ import annotations

from pathlib import Path

from tests.standards.attacks import TABLE
from tests.standards.attacks.row import Attack

DOCUMENT = Path(__file__).parents[3] / "docs" / "attacks.md"
_REFUSALS = "tests/kernel/outbound/test_refusals.py"
_BOUNDS = "tests/kernel/outbound/test_bounds.py"
_TABLE = "tests/standards/test_attack_table.py"

# Name → rows of the table, and tests of their own (`file::test`) where no row can show it.
LISTED: dict[str, tuple[str, ...]] = {
    "algorithm confusion and `none`": (
        "alg none", "alg nOnE", "algorithm of another kind of key", "RSA key of 1024 bits",
    ),
    "key confusion (HMAC with a public key)": tuple(
        f"HS{bits}, public key as {shape}"
        for bits in (256, 384, 512) for shape in ("raw", "pem", "jwk")
    ),
    "`kid` and `jku` injection": (
        "header jku", "header x5u", "kid of another", "kid with a path", "kid that is SQL",
        "own key in the header", "own key beside the issuer's kid", "private key in the header",
    ),
    "`x5c` without a trusted root": ("header x5c",),
    "issuer and key of different parties": (
        "issuer and key of two parties", "the same in a token", "iss is somebody else",
        "key of another controller", "key that may not assert", "own key under the issuer's name",
    ),
    "proof replay onto another document": (
        "proof of another document", "another subject", "proof of two documents, one good",
        "claims of another token",
    ),
    "duplicate JSON keys": (
        "the issuer twice", "the issuer twice, once escaped", "the proof twice",
        "twice, deep inside",
    ),
    "numbers beyond doubles": (
        "5,000 digits", "1e999", "NaN", "-Infinity", "2^53 + 1 in a signed member",
        "thirty digits in a signed member", "1e-400 in a signed member",
    ),
    "Unicode tricks in terms": (
        "Cyrillic a", "full-width letters", "zero-width joiner", "another case", "a value in NFD",
        "a value in NFKC", "a lone surrogate", "NUL", "overlong UTF-8", "an escaped key is the key",
    ),
    "terms redefined by a later context": (
        "term redefined by a later context", "term redefined inside", "protected terms wiped",
        "contexts reordered", "remote context", "20,000 inline terms",
    ),
    "undefined terms and relative IRIs that would be dropped": (
        "undefined term", "undefined term, inside", "undefined type",
        "everything defined by @vocab", "relative identifier", "relative type",
        "unsigned sibling in @graph", "unsigned sibling in @included", "a member inside @nest",
        "an @index that nobody signed",
    ),
    "blank-node poison graphs": (
        "a clique of 9 blank nodes", "a clique of 40", "a ring of 3,000",
        "a clique under 20 proofs",
    ),
    "10,000 proofs": (
        "10,000 proofs", "10,000 proofs behind a good one", "3,000 credentials in a presentation",
        "10,000 status entries", "10,000 schemas", "10,000 disclosures",
    ),
    "deep nesting": (
        "10,000 objects deep", "100,000 arrays deep", "a megabyte of open brackets in a text",
    ),
    "status index out of range": (
        "status index out of range", "status index of a million digits",
        "status index below zero",
    ),
    "a status list that expands to gigabytes": (
        "a status list of a gigabyte", "a Status List 2021 of a gigabyte",
        "a Revocation List 2020 of a gigabyte", "a token status list of a gigabyte",
        f"{_BOUNDS}::test_a_megabyte_that_unpacks_to_a_gigabyte",
    ),
    "status purpose mismatch": (
        "status list for another purpose", "a list for another purpose than it says",
        "status list signed by another",
    ),
    "self-referencing status and schema": (
        "status list whose status is in itself", "two status lists whose status is in each other",
        "credential as its own status list", "schema that refers to its own address",
        "schema that only contains itself", "schema credential that is its own schema",
        "credential as its own schema", "definitions of a schema in a ring",
        "a schema that doubles 30 times",
    ),
    "did:web redirects and rebinding": (
        "did:web answered with another's document", "did:web answered with a page",
        "did:web of 127.0.0.1", "did:web of 169.254.169.254",
        f"{_TABLE}::test_a_did_web_document_that_was_redirected_is_still_the_issuers_or_nothing",
        f"{_TABLE}::test_a_host_that_changes_its_answer_gives_one_verification_one_answer",
        f"{_REFUSALS}::test_a_redirect_follows_the_same_rules",
        f"{_REFUSALS}::test_each_hop_is_resolved_anew",
        f"{_REFUSALS}::test_a_name_is_resolved_once_and_that_address_is_used",
        f"{_REFUSALS}::test_a_connection_that_ended_elsewhere_gets_no_request",
    ),
    "clock skew": (
        "starts in 59 seconds", "starts in 61 seconds", "ended 61 seconds ago",
    ),
    "baked images with several payloads": (
        "two credentials in a PNG", "two chunks of a PNG, one packed", "two chunks of one kind",
        "two credentials in an SVG", "a token and a document in one SVG element",
        "elements of two versions in an SVG", "a credential behind the end of a PNG",
        "a PNG text of a gigabyte",
    ),
}  # fmt: skip


def rows_named(name: str) -> list[Attack]:
    """The rows of the table with this name."""
    return [row for row in TABLE if row.name == name]


def rendered() -> str:
    """docs/attacks.md."""
    lines = [_HEAD]
    for attack, names in LISTED.items():
        rows = [row for name in names for row in rows_named(name)]
        answers = dict.fromkeys(
            f"{row.check} {row.outcome.replace('_', ' ')}: `{row.code}`" for row in rows
        )
        shown = [name if "::" not in name else f"`{name.partition('::')[2]}`" for name in names]
        lines.append(f"| {attack} | {'; '.join(answers)} | {'; '.join(shown)} |")
    return "\n".join(lines) + "\n"


_HEAD = """# Attacks, and what answers each

Made from `tests/standards/attacks/listed.py`, which a test compares with this page: every name in
the last column is a row of the table in `tests/standards/attacks`, or a test. Each row must give
exactly its answer within 2 s of processor time for each megabyte, ask no host unless the row says
so, and be verified only where it is a control (its answer is then `passed`).

| attack | check and code that answer it | shown by |
| --- | --- | --- |"""


if __name__ == "__main__":
    DOCUMENT.write_text(rendered())
