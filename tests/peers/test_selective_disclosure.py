"""What a holder shows of a credential that a peer signed in parts."""

import copy

import pytest

from passports.standards.types import Verdict
from tests.peers.peers import ask
from tests.standards.making import Documents, check, complaints, plain

V2 = "https://www.w3.org/ns/credentials/v2"
TERMS = {
    "@protected": True,
    "WindsurfingCredential": "urn:example:WindsurfingCredential",
    "Board": {
        "@id": "urn:example:Board",
        "@context": {
            "@protected": True,
            "id": "@id",
            "type": "@type",
            "sails": {
                "@id": "urn:example:sails",
                "@context": {"sailName": "urn:example:sailName", "size": "urn:example:size"},
            },
        },
    },
    "boards": {"@id": "urn:example:boards", "@type": "@id"},
}


def sail(name, size):
    return {"sailName": name, "size": size}


def credential():
    made = plain(
        context=[V2, TERMS],
        type=["VerifiableCredential", "WindsurfingCredential"],
        credentialSubject={
            "boards": [
                {
                    "type": "Board",
                    "sails": [
                        {"sailName": "Osprey", "size": 5.5},
                        {"sailName": "Eagle", "size": 6},
                    ],
                },
                {"type": "Board", "sails": [{"sailName": "Vulture", "size": 4.9}]},
            ]
        },
    )
    made.pop("id", None)  # blank nodes all the way
    return made


@pytest.mark.parametrize(
    "selective",
    [
        ["/credentialSubject/boards/0/sails/0"],
        ["/credentialSubject/boards/0/sails/1", "/credentialSubject/boards/1"],
        ["/credentialSubject"],
    ],
)
def test_a_part_is_believed_and_nothing_that_was_changed(selective):
    [made] = ask(
        {
            "does": "disclose",
            "credential": credential(),
            "mandatory": ["/issuer", "/validFrom"],
            "selective": selective,
        }
    )
    shown = made["shown"]
    assert shown["proof"]["cryptosuite"] == "ecdsa-sd-2023"
    assert check(shown, Documents()).verdict is Verdict.VERIFIED
    changed = copy.deepcopy(shown)
    changed["credentialSubject"]["boards"][0]["sails"][0]["size"] = 9.9
    assert check(changed, Documents()).verdict is Verdict.NOT_VERIFIED
    renamed = copy.deepcopy(shown)
    renamed["@context"][1]["Board"]["@context"]["sails"]["@context"]["size"] = "urn:example:other"
    assert check(renamed, Documents()).verdict is not Verdict.VERIFIED
    # The holder's own copy is not for verifiers.
    assert complaints(check(made["base"], Documents())) == {"proof": "base_proof"}
