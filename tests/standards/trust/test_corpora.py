"""Registries that others publish."""

import json
from datetime import UTC, datetime

import pytest

from passports.standards.trust.entity_statement import (
    NotInFederation,
    check_signature,
    read_statement,
)
from passports.standards.trust.issuer_list import read_issuers
from tests import corpora

ANCHOR = "https://test.registry.dcconsortium.org"
WHEN = datetime(2025, 4, 30, tzinfo=UTC)
LISTS = (
    "https://digitalcredentials.github.io/community-registry/registry.json",
    "https://digitalcredentials.github.io/dcc-registry/registry.json",
    "https://digitalcredentials.github.io/issuer-registry/registry.json",
    "https://digitalcredentials.github.io/sandbox-registry/registry.json",
)


@corpora.requires_corpora
@pytest.mark.parametrize("url", LISTS)
def test_published_lists(url: str) -> None:
    issuers = read_issuers(corpora.OfflineFetch()(url).body)
    assert issuers
    assert all(item.name for item in issuers)


@corpora.requires_corpora
def test_the_statement_of_an_anchor_about_itself() -> None:
    body = corpora.OfflineFetch()(f"{ANCHOR}/.well-known/openid-federation").body
    token = json.loads(body)["oidfECResponseDCC"].encode()
    found = read_statement(token, issuer=ANCHOR, subject=ANCHOR, now=WHEN)
    check_signature(found, found.key_set)
    assert found.endpoint("federation_fetch_endpoint") == f"{ANCHOR}/fetch"
    assert found.name.startswith("Digital Credentials Consortium")
    with pytest.raises(NotInFederation):
        read_statement(token, issuer=ANCHOR, subject=ANCHOR, now=WHEN.replace(year=2026))
