"""Credentials of others with proofs of every suite, apart from what is around them."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from passports.standards import verify_bytes
from passports.standards.types import Report, Verdict
from tests import corpora
from tests.standards.making import NOW, complaints


class Methods:
    """Verification methods as the documents of their controllers."""

    def __init__(self, methods: Mapping[str, Mapping[str, Any]]) -> None:
        self._documents: dict[str, dict[str, Any]] = {}
        for identifier, method in methods.items():
            owner = method["controller"]
            self._documents[owner] = {
                "id": owner,
                "verificationMethod": [method],
                "assertionMethod": [identifier],
            }

    def controller_document(self, identifier: str) -> Mapping[str, Any] | None:
        return self._documents.get(identifier)


def report_on_input(row: corpora.Row, *, known: bool) -> Report:
    test = json.loads(corpora.content(row))
    return verify_bytes(
        json.dumps(test["input"]).encode(),
        fetch=corpora.OfflineFetch(row),
        keys=Methods(test["verificationMethods"]) if known else None,
        now=NOW,
    )


@pytest.mark.parametrize("row", corpora.params("spruceid-ssi"))
def test_credentials_inside_descriptions_of_tests(row: corpora.Row) -> None:
    """docs/verification-notes.md has the reasons."""
    if not row["name"].startswith("ecdsa_rdfc_2019"):
        return
    if "p384" in row["name"]:
        assert report_on_input(row, known=True).verdict is Verdict.UNSUPPORTED  # its own context
        return
    assert report_on_input(row, known=True).verdict is Verdict.VERIFIED
    assert complaints(report_on_input(row, known=False)) == {"issuer_key": "issuer_unreachable"}


@pytest.mark.parametrize("row", corpora.params("spruceid-ssi", "transmute"))
def test_tokens_and_jws(row: corpora.Row) -> None:
    if not row["kind"].startswith(("vc-jwt", "vc-jws2020", "vc-ed25519")):
        return
    report = verify_bytes(
        corpora.content(row),
        filename=row["file"],
        fetch=corpora.OfflineFetch(row),
        keys=corpora.KnownDids(row),
        now=NOW,
    )
    if row["expect"] == "valid":
        assert report.verdict is Verdict.VERIFIED, [(c.name.value, c.code) for c in report.checks]
    if row["expect"] == "invalid":
        assert report.verdict is not Verdict.VERIFIED


@pytest.mark.parametrize("row", corpora.params("w3c-di-ecdsa"))
def test_a_base_proof_of_the_specification(row: corpora.Row) -> None:
    if not row["name"].endswith("addSignedSDBase"):
        return
    report = verify_bytes(corpora.content(row), fetch=corpora.OfflineFetch(row), now=NOW)
    assert complaints(report)["proof"] == "base_proof"
    data = json.loads(corpora.content(row))
    data["credentialSubject"]["givenName"] = "JOHN"
    changed = verify_bytes(json.dumps(data).encode(), fetch=corpora.OfflineFetch(row), now=NOW)
    assert complaints(changed)["proof"] == "bad_signature"
