"""The API answers the inputs of the W3C suite for VCDM 2.0 as that suite expects."""

import json

import pytest

from tests import corpora
from tests.passports.api.asking import Asker

pytestmark = [pytest.mark.django_db, pytest.mark.corpora]
ROWS = [
    row
    for row in corpora.rows("w3c-vcdm2", judge="structure")
    if row["kind"] == "vcdm2-structure" and row["expect"] in ("valid", "invalid")
]


@corpora.requires_corpora
def test_every_credential_of_the_suite():
    assert len(ROWS) > 40
    asker = Asker()
    wrong = []
    for row in ROWS:
        credential = json.loads((corpora.folder() / row["file"]).read_bytes())
        answer = asker.issue(credential)
        if answer.status_code != (201 if row["expect"] == "valid" else 400):
            wrong.append(f"{row['name']}: {answer.status_code} {answer.content[:300]!r}")
        elif answer.status_code == 201:
            # What is issued must then verify, unless it names what nobody can check.
            checked = asker.verify(answer.json()["verifiableCredential"]).json()
            if not checked["verified"] and checked["verdict"] == "not_verified":
                titles = {each["title"] for each in checked["errors"]}
                if not titles <= {"not_yet_valid", "expired"}:
                    wrong.append(f"{row['name']}: {checked['errors']}")
    assert not wrong
