"""What passports hold about a person is handed over whole and erased whole."""

import json

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from passports import personal_data
from passports.models import Issuer
from tests.factories.accounts import UserFactory
from tests.factories.passports import (
    CredentialFactory,
    DocumentFactory,
    ImportItemFactory,
    ImportRunFactory,
    IssuerFactory,
    ProposalFactory,
)

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


@pytest.fixture
def holder():
    person = UserFactory()
    document = DocumentFactory(
        holder=person, content=f'{{"name": "{CANARY}"}}'.encode(), filename=f"{CANARY}.json"
    )
    credential = CredentialFactory(
        holder=person,
        document=document,
        issuer=IssuerFactory(name=CANARY, identifier=f"did:web:{CANARY}.example"),
        title=CANARY,
        description=CANARY,
        summary={"name": CANARY},
        search_text=CANARY,
    )
    ProposalFactory(credential=credential, values={"title": CANARY})
    ImportItemFactory(run=ImportRunFactory(holder=person), filename=CANARY, content=CANARY.encode())
    return person


def rows_with_the_canary() -> list[str]:
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                values = model._base_manager.values_list(field.name, flat=True)
                if any(CANARY in json.dumps(value, default=str) for value in values):
                    found.append(f"{model._meta.label}.{field.name}")
            elif isinstance(field, models.BinaryField):
                values = model._base_manager.values_list(field.name, flat=True)
                if any(CANARY.encode() in bytes(value or b"") for value in values):
                    found.append(f"{model._meta.label}.{field.name}")
    return found


def test_the_export_is_json_and_holds_the_bytes(holder):
    exported = personal_data.export(holder)
    json.dumps(exported, cls=DjangoJSONEncoder)
    [credential] = exported["credentials"]
    assert credential["title"] == CANARY
    assert credential["file"]["base64"]
    assert credential["reports"][0]["verdict"] == "verified"
    assert credential["proposed"]["values"]["title"] == CANARY
    assert exported["imports"][0]["items"][0]["filename"] == CANARY


def test_erasure_leaves_nothing(holder):
    assert len(rows_with_the_canary()) >= 9
    personal_data.erase(holder)
    assert rows_with_the_canary() == []


def test_erasure_takes_nothing_of_others(holder):
    other = CredentialFactory()
    shared = CredentialFactory(holder=holder, issuer=other.issuer)
    personal_data.erase(holder)
    assert not type(shared).objects.filter(id=shared.id).exists()
    assert type(other).objects.filter(id=other.id).exists()
    assert Issuer.objects.get() == other.issuer
