"""A presentation that a peer made, through the API: for whom, by whom, and with what."""

import copy

import pytest

from tests.passports.api.asking import Asker, codes, plain
from tests.peers.peers import ask

pytestmark = pytest.mark.django_db
CHALLENGE, DOMAIN = "a-challenge-of-ours", "portal.example"


@pytest.fixture
def asker():
    return Asker()


def presented(*credentials, cryptosuite="eddsa-rdfc-2022", **more):
    wish = {
        "does": "present",
        "credentials": list(credentials),
        "cryptosuite": cryptosuite,
        "challenge": CHALLENGE,
        "domain": DOMAIN,
    }
    [presentation] = ask(wish | more)
    assert "proof" in presentation, presentation
    return presentation


def verify(asker, presentation, **options):
    wished = {"challenge": CHALLENGE, "domain": DOMAIN} | options
    return asker.post(
        "presentations/verify", {"verifiablePresentation": presentation, "options": wished}
    )


@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019"])
def test_what_a_peer_presents(asker, cryptosuite):
    presentation = presented(asker.issued(), cryptosuite=cryptosuite)
    answer = verify(asker, presentation)
    assert answer.status_code == 200, answer.content
    assert answer.json()["verified"] is True
    [inside] = answer.json()["credentialResults"]
    assert inside["verdict"] == "verified"
    assert verify(asker, presentation, challenge=None, domain=None).status_code == 200


def test_what_was_shown_to_somebody_else_is_refused(asker):
    presentation = presented(asker.issued())
    assert codes(verify(asker, presentation, challenge="another")) >= {"wrong_challenge"}
    assert codes(verify(asker, presentation, domain="other.example")) >= {"wrong_domain"}


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it["verifiableCredential"].pop(),
        lambda it: it.update(holder="did:example:thief"),
        lambda it: it.update(id="urn:uuid:5a0f3f4c-2f0e-4c5e-9d8c-0a3a1d7b7c11"),
        lambda it: it.pop("@context"),
        lambda it: it.update({"@context": ["https://www.w3.org/ns/credentials/examples/v2"]}),
        lambda it: it.update({"@context": [*it["@context"], "https ://not-a-url"]}),
        lambda it: it.update({"@context": [*it["@context"], 123192875]}),
        lambda it: it.pop("type"),
        lambda it: it.pop("proof"),
        lambda it: it["proof"].update(proofValue="z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh"),
        lambda it: it["proof"].update(proofPurpose="assertionMethod"),
        lambda it: it["proof"].update(challenge="another"),
    ],
)
def test_what_was_changed_is_refused(asker, change):
    presentation = presented(asker.issued())
    change(presentation)
    answer = verify(asker, presentation, challenge=None, domain=None)
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"]


def test_a_bad_credential_inside_is_found(asker):
    good, bad = asker.issued(), asker.issued()
    bad["validFrom"] = "2020-01-01T00:00:00Z"
    answer = verify(asker, presented(good, bad))
    assert answer.status_code == 400
    assert [each["verified"] for each in answer.json()["credentialResults"]] == [True, False]
    revoked = copy.deepcopy(good)
    asker.set_status(revoked, "revocation")
    assert verify(asker, presented(revoked)).status_code == 400


def test_what_a_holder_says_of_themselves(asker):
    own = plain(id="urn:uuid:5a0f3f4c-2f0e-4c5e-9d8c-0a3a1d7b7c11")
    presentation = presented(asker.issued(), unsigned=[own])
    answer = verify(asker, presentation)
    assert answer.status_code == 200, answer.content
    checks = answer.json()["credentialResults"][1]["checks"]
    assert {check["code"] for check in checks} >= {"secured_by_presentation"}
    presentation["verifiableCredential"][1]["credentialSubject"]["id"] = "did:example:other"
    assert verify(asker, presentation).status_code == 400
    for wish in ({"holder": None}, {"issuer": "did:example:acme"}):
        assert verify(asker, presented(unsigned=[own], **wish)).status_code == 400, wish
    expired = own | {"validUntil": "2020-01-01T00:00:00Z"}
    assert verify(asker, presented(unsigned=[expired])).status_code == 400


def test_a_credential_is_no_presentation_and_the_other_way_round(asker):
    credential = asker.issued(plain())
    assert verify(asker, credential).status_code == 400
    assert asker.verify(presented(credential)).status_code == 400


def test_an_envelope_is_read_as_the_suite_wants(asker):
    envelope = asker.issued(mediaType="application/vc+jwt")
    answer = asker.verify(envelope)
    assert answer.status_code == 200, answer.content
    for changes in (
        {"@context": []},
        {"@context": "https://www.w3.org/ns/credentials/examples/v2"},
        {"id": envelope["id"].split(",")[-1]},
        {"type": "VerifiableCredential"},
        {"type": None},
    ):
        assert asker.verify(envelope | changes).status_code == 400, changes
