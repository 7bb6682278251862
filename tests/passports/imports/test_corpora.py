"""Credentials made by others, through the whole import: parsed, verified, stored, shown."""

from pathlib import Path

import pytest
from django.urls import reverse

from passports.actions import imports
from passports.adapters import fetching
from passports.models import Credential, ImportItem, ImportItemState
from passports.sources import Found
from portal.kernel.outbound import OutboundError
from tests import corpora
from tests.factories.accounts import UserFactory
from tests.passports.working import work

pytestmark = [pytest.mark.django_db, pytest.mark.corpora]
GROUPS = ("dcc-vc-test-fixtures", "dcc-verifier-core", "1edtech-ob3", "w3c-di-eddsa")


@pytest.fixture
def offline(settings, monkeypatch):
    """Fetches are answered from the corpora's network; what is not in it is unreachable."""

    def unreachable(url, **limits):
        raise OutboundError("unreachable", transient=True)

    monkeypatch.setattr(fetching, "guarded_fetch", unreachable)
    settings.VERIFICATION_DOCUMENTS_INDEX = corpora.folder() / "cases" / "network" / "index.json"


def test_every_document_is_finished_and_shown(client, offline):
    holder = UserFactory()
    client.force_login(holder)
    rows = corpora.rows(*GROUPS, judge="verification")
    found = [
        Found(Path(row["file"]).name, content=corpora.content(row), size_bytes=1) for row in rows
    ]
    run = imports.start(holder=holder, source="upload", found=found, by=holder)
    work()
    items = ImportItem.objects.filter(run=run)
    finished = {ImportItemState.DONE, ImportItemState.DUPLICATE, ImportItemState.REFUSED}
    assert set(items.values_list("state", flat=True)) <= finished
    assert items.filter(state=ImportItemState.DONE).count() >= 10
    for credential in Credential.objects.filter(holder=holder):
        assert credential.verdict
        page = client.get(reverse("credential", args=[credential.id]))
        assert page.status_code == 200


@pytest.mark.parametrize("row", corpora.params(*GROUPS, judge="verification"))
def test_no_invalid_one_is_stored_as_verified(offline, row):
    holder = UserFactory()
    found = [Found(Path(row["file"]).name, content=corpora.content(row), size_bytes=1)]
    imports.start(holder=holder, source="upload", found=found, by=holder)
    work()
    verdicts = list(Credential.objects.values_list("verdict", flat=True))
    if row["expect"] == "invalid":
        assert "verified" not in verdicts
