"""Ed25519Signature2020 and its keys."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import DC, SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/suites/ed25519-2020/v1",),
    sha256="b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    sha384=(
        "098b18f472b842cfa7520364d4062aa3c97896c17a6a5ae72e6bfb509641e64e"
        "ed96156b35f7771283dfd3a53ccd79d1"
    ),
    scope=protected_scope(
        names(SEC, "proof", type="@id", container="@graph"),
        {
            "Ed25519Signature2020": term(
                SEC + "Ed25519Signature2020",
                inside=protected_scope(
                    names(DC, "created", type=XSD + "dateTime"),
                    names(SEC, "challenge domain nonce"),
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
            ),
            "Ed25519VerificationKey2020": term(
                SEC + "Ed25519VerificationKey2020",
                inside=protected_scope(
                    names(SEC, "controller", type="@id"),
                    names(SEC, "revoked", type=XSD + "dateTime"),
                    names(SEC, "publicKeyMultibase", type=SEC + "multibase"),
                ),
            ),
        },
    ),
)
