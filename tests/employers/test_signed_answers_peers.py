"""The signed answer in the hands of others: they take it for whom it is, and no change."""

import copy
import json

import pytest
from django.test import Client

from employers.models import SignedAnswer
from passports.adapters.own_identity import own_did
from tests.employers.attesting import work_off
from tests.employers.rows import make_credential, tie
from tests.factories.employers import authorize as sign_and_authorize
from tests.peers.peers import ask, installed

pytestmark = pytest.mark.django_db(transaction=True)
PRESENTATIONS = ("bazaar", "dcc")
# As it is published (https://www.w3.org/ns/credentials/undefined-terms/v2).
UNDEFINED_TERMS = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/undefined-term#"}}


@pytest.fixture(autouse=True, scope="module")
def _peers():
    installed()


@pytest.fixture
def answered(asked):
    """One claim is confirmed by a credential; the other was left out."""
    tie(asked.claims[0], make_credential(asked.holder))
    rows = list(asked.request.requested_claims.all())
    sign_and_authorize(request=asked.request, by=asked.holder, included={rows[0].id})
    work_off()
    asked.request.refresh_from_db()
    asked.shown = json.loads(SignedAnswer.objects.get(superseded_at=None).content)
    return asked


def published(shown):
    """What the portal and the W3C answer over the network, by address."""
    client = Client()
    document = client.get("/.well-known/did.json").json()
    multikey = {"@context": "https://w3id.org/security/multikey/v1"}
    found = {each["id"]: multikey | each for each in document["verificationMethod"]}
    found[document["id"]] = document
    host = document["id"].removeprefix("did:web:").replace("%3A", ":")
    found[f"https://{host}/.well-known/did.json"] = document
    found["https://www.w3.org/ns/credentials/undefined-terms/v2"] = UNDEFINED_TERMS
    entries = shown["verifiableCredential"][0]["credentialStatus"]
    for entry in entries if isinstance(entries, list) else [entries]:
        url = entry["statusListCredential"]
        found[url] = json.loads(client.get(url.removeprefix("http://localhost:8000")).content)
    return found


def seen(scene, by, *presentations, **wished):
    wish = {
        "does": "verifyShown",
        "by": by,
        "challenge": str(scene.request.pk),
        "domain": own_did(scene.organization),
        "documents": published(scene.shown),
    } | wished
    return ask(*(wish | {"presentation": each} for each in presentations))


def texts(value, path=()):
    """Where each text, number and flag of a document is."""
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(each, (*path, key))
    else:
        yield path, value


def with_value(document, path, value):
    other = copy.deepcopy(document)
    inner = other
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return other


def without(document, path):
    other = copy.deepcopy(document)
    inner = other
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return other


def tampered(shown):
    """Everything that the signed answer says, changed one at a time."""
    subject = ("verifiableCredential", 0, "credentialSubject")
    others = {}
    for path, value in texts(shown):
        if "@context" in path or path[-1] == "type":
            continue
        if isinstance(value, bool) or value is None:
            instead = not value
        elif isinstance(value, int):
            instead = value + 1
        else:
            instead = _another(path[-1], value)
        others["/".join(map(str, path))] = with_value(shown, path, instead)
    claims = shown["verifiableCredential"][0]["credentialSubject"]["claims"]
    others |= {
        "a claim taken out": without(shown, (*subject, "claims", 1)),
        "a claim twice": with_value(
            shown, (*subject, "claims"), [*claims, claims[0] | {"id": "x:y"}]
        ),
        "no validUntil": without(shown, ("verifiableCredential", 0, "validUntil")),
        "no credential": without(shown, ("verifiableCredential", 0)),
        "no holder": without(shown, ("holder",)),
        "no proof of the presentation": without(shown, ("proof",)),
        "no proof of the credential": without(shown, ("verifiableCredential", 0, "proof")),
        "another type": with_value(
            shown, ("verifiableCredential", 0, "type"), ["VerifiableCredential"]
        ),
    }
    return others


def _another(name, value):
    if name == "proofValue":
        return value[:-2] + ("ab" if value[-2:] != "ab" else "cd")
    if name in {"created", "validFrom", "validUntil"}:
        return "2035-01-01T00:00:00Z"
    if value.startswith(("did:", "http", "urn:")):
        return value[:-1] + ("1" if value[-1] != "1" else "2")
    return f"{value}x"


@pytest.mark.parametrize("by", PRESENTATIONS)
def test_they_take_it_for_whom_it_is_and_for_nobody_else(answered, by):
    [whole] = seen(answered, by, answered.shown)
    assert whole["verified"], whole
    for wished in ({"challenge": "another"}, {"domain": "did:web:elsewhere"}):
        [other] = seen(answered, by, answered.shown, **wished)
        assert not other["verified"], wished


@pytest.mark.parametrize("by", PRESENTATIONS)
def test_they_refuse_each_change(answered, by):
    others = tampered(answered.shown)
    assert len(others) > 40
    first, *answers = seen(answered, by, answered.shown, *others.values())
    assert first["verified"], first
    pairs = zip(others, answers, strict=True)
    assert [name for name, answer in pairs if answer["verified"]] == []


def test_the_verifier_of_the_consortium_takes_the_credential_in_it(answered):
    """It counts no presentation but those that assert something, and ours says who shows it to
    whom: the credential is what it can check, with its status list."""
    inside = {
        name: each
        for name, each in tampered(answered.shown).items()
        if name.startswith("verifiableCredential/0/") or "claim" in name
    }
    first, *answers = seen(answered, "dcc-core", answered.shown, *inside.values())
    assert first["verified"], first
    assert first["steps"]["revocation_status"] is True
    assert first["presentation"] == "invalid"
    pairs = zip(inside, answers, strict=True)
    assert [name for name, answer in pairs if answer["verified"]] == []
