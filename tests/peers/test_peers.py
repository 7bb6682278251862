"""We and two libraries of others agree on what is good, and on what was changed."""

import copy
import json

import pytest

from passports.standards import P256SigningKey, SigningKey, issue
from passports.standards.types import Verdict
from tests.passports.api.asking import Asker, plain
from tests.peers.peers import ask
from tests.standards.making import NOW, Documents, badge, check

PEERS = [
    ("bazaar", "eddsa-rdfc-2022"),
    ("bazaar", "ecdsa-rdfc-2019"),
    ("dcc", "eddsa-rdfc-2022"),
]


def variants(credential):
    """The same credential, each time with one thing changed."""
    subject = credential["credentialSubject"]

    def changed(change):
        other = copy.deepcopy(credential)
        change(other)
        return other

    def tampered_signature(other):
        value = other["proof"]["proofValue"]
        other["proof"]["proofValue"] = value[:-2] + ("ab" if value[-2:] != "ab" else "cd")

    return {
        "date": changed(lambda it: it.update(validFrom="2020-01-01T00:00:00Z")),
        "name": changed(lambda it: it.update(name="Another name")),
        "id": changed(lambda it: it.update(id="urn:uuid:11111111-2222-4333-8444-555555555555")),
        "subject": changed(lambda it: it["credentialSubject"].update(id="did:example:thief")),
        "achievement": changed(
            lambda it: (
                it["credentialSubject"]["achievement"].update(name="Surgery")
                if "achievement" in subject
                else it["credentialSubject"].update(id="did:example:other")
            )
        ),
        "type": changed(lambda it: it.update(type=["VerifiableCredential"]))
        if len(credential["type"]) > 1
        else changed(lambda it: it.update(description="More")),
        "created": changed(lambda it: it["proof"].update(created="2020-01-01T00:00:00Z")),
        "purpose": changed(lambda it: it["proof"].update(proofPurpose="authentication")),
        "signature": changed(tampered_signature),
        "issuer": changed(
            lambda it: (
                it["issuer"].update(id=SigningKey.generate().did)
                if isinstance(it["issuer"], dict)
                else it.update(issuer=SigningKey.generate().did)
            )
        ),
    }


def our_key(cryptosuite):
    return P256SigningKey.generate() if "ecdsa" in cryptosuite else SigningKey.generate()


@pytest.mark.parametrize(("peer", "cryptosuite"), PEERS)
def test_they_verify_what_we_issue_and_nothing_that_was_changed(peer, cryptosuite):
    key = our_key(cryptosuite)
    signed = issue(badge(key.did), key=key, proof=cryptosuite, created=NOW)
    others = variants(signed)
    answers = ask(
        *(
            {"does": "verify", "by": peer, "credential": each, "cryptosuite": cryptosuite}
            for each in (signed, *others.values())
        )
    )
    assert answers[0]["verified"], answers[0]
    accepted = [
        name for name, answer in zip(others, answers[1:], strict=True) if answer["verified"]
    ]
    assert not accepted


@pytest.mark.parametrize(
    ("peer", "cryptosuite"), [*PEERS, ("dcc", "Ed25519Signature2020")]
)  # fmt: skip
def test_we_verify_what_they_issue_and_neither_takes_what_was_changed(peer, cryptosuite):
    wish = {"does": "issue", "by": peer, "cryptosuite": cryptosuite}
    [signed] = ask(wish | {"credential": wished_of(cryptosuite)})
    assert signed["proof"].get("cryptosuite", signed["proof"]["type"]) == cryptosuite
    assert check(signed, Documents()).verdict is Verdict.VERIFIED
    others = variants(signed)
    accepted = [
        name
        for name, other in others.items()
        if check(other, Documents()).verdict is Verdict.VERIFIED
    ]
    assert not accepted
    answers = ask(
        *(
            {"does": "verify", "by": peer, "credential": each, "cryptosuite": cryptosuite}
            for each in (signed, *others.values())
        )
    )
    assert answers[0]["verified"], answers[0]
    assert not any(answer["verified"] for answer in answers[1:])


def test_we_sign_the_older_way_as_they_do():
    key = SigningKey.generate()
    wished = wished_of("Ed25519Signature2020") | {"issuer": {"id": key.did, "type": ["Profile"]}}
    signed = issue(wished, key=key, proof="Ed25519Signature2020", created=NOW)
    others = variants(signed)
    answers = ask(
        *({"does": "verify", "by": "dcc", "credential": it} for it in (signed, *others.values()))
    )
    assert answers[0]["verified"], answers[0]
    assert not any(answer["verified"] for answer in answers[1:])


def wished_of(cryptosuite):
    """A badge with the context that its proof needs."""
    wished = badge()
    if cryptosuite == "Ed25519Signature2020":
        wished["@context"].append("https://w3id.org/security/suites/ed25519-2020/v1")
    return wished


def test_we_write_languages_and_directions_as_they_do():
    key = SigningKey.generate()
    name = {"@value": "لحام", "@language": "ar-EG", "@direction": "rtl"}
    wished = badge(key.did, name=name, description={"@value": "ab", "@direction": "ltr"})
    ours = issue(wished, key=key, created=NOW)
    theirs, answer = ask(
        {"does": "issue", "credential": wished, "cryptosuite": "eddsa-rdfc-2022"},
        {"does": "verify", "by": "bazaar", "credential": ours, "cryptosuite": "eddsa-rdfc-2022"},
    )
    assert answer["verified"], answer
    assert check(theirs, Documents()).verdict is Verdict.VERIFIED
    theirs["name"]["@direction"] = "ltr"
    assert check(theirs, Documents()).verdict is Verdict.NOT_VERIFIED


@pytest.mark.django_db
@pytest.mark.parametrize("by_did_key", [False, True])
def test_they_read_our_documents_and_our_status_lists(by_did_key):
    asker = Asker()
    credential = asker.issued(plain())
    if by_did_key:
        multibase = credential["proof"]["verificationMethod"].split("#")[1]
        credential = asker.issued(plain(issuer=f"did:key:{multibase}"))
    assert seen_by_a_peer(asker, credential) == {"revocation": False, "suspension": False}
    asker.set_status(credential, "suspension")
    assert seen_by_a_peer(asker, credential) == {"revocation": False, "suspension": True}
    asker.set_status(credential, "revocation")
    assert seen_by_a_peer(asker, credential) == {"revocation": True, "suspension": False}


def seen_by_a_peer(asker, credential):
    """The bits of a credential, read by a peer from what we publish; it verifies both."""
    document = asker.client.get(f"/organizations/{asker.organization.pk}/did.json").json()
    multikey = {"@context": "https://w3id.org/security/multikey/v1"}
    documents = {each["id"]: multikey | each for each in document["verificationMethod"]}
    documents[document["id"]] = document
    for entry in credential["credentialStatus"]:
        url = entry["statusListCredential"]
        answer = asker.client.get(url.removeprefix("http://localhost:8000"))
        documents[url] = json.loads(answer.content)
    [answer] = ask(
        {
            "does": "verify",
            "by": "bazaar",
            "credential": credential,
            "cryptosuite": "eddsa-rdfc-2022",
            "documents": documents,
            "status": True,
        }
    )
    assert answer["verified"], answer
    return answer["flags"]
