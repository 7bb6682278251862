"""Data Integrity proofs, first edition."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import DC, SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/data-integrity/v1",),
    sha256="b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
    sha384=(
        "1f7b51154c2cb596b804d3eedeabb7678c7ea4d36f5201496a681dbd868d5dc0"
        "cb90a8839f5142ccdc91fdb92c5adcf2"
    ),
    scope=protected_scope(
        names(SEC, "proof", type="@id", container="@graph"),
        {
            "DataIntegrityProof": term(
                SEC + "DataIntegrityProof",
                inside=protected_scope(
                    names(DC, "created", type=XSD + "dateTime"),
                    names(SEC, "challenge cryptosuite domain nonce"),
                    names(SEC, "verificationMethod", type="@id"),
                    names(SEC, "proofValue", type=SEC + "multibase"),
                    {
                        "expires": term(SEC + "expiration", XSD + "dateTime"),
                        "proofPurpose": term(
                            SEC + "proofPurpose",
                            "@vocab",
                            inside=protected_scope(
                                names(SEC, "assertionMethod", type="@id", container="@set"),
                                {
                                    "authentication": term(
                                        SEC + "authenticationMethod", "@id", container="@set"
                                    ),
                                    "capabilityDelegation": term(
                                        SEC + "capabilityDelegationMethod", "@id", container="@set"
                                    ),
                                    "capabilityInvocation": term(
                                        SEC + "capabilityInvocationMethod", "@id", container="@set"
                                    ),
                                    "keyAgreement": term(
                                        SEC + "keyAgreementMethod", "@id", container="@set"
                                    ),
                                },
                            ),
                        ),
                    },
                ),
            )
        },
    ),
)
