"""Decentralized identifier documents."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import ACTIVITY, DID, SEC

TABLE = ContextTable(
    urls=("https://www.w3.org/ns/did/v1",),
    sha256="4f3eae5568c9c5f036a082088f9e192019ee06faa78973c87ff91d5421b88dad",
    sha384=(
        "75f4decf8174a6f2d40c0ddbd8cdfb4300ead2466db4932259a483a6e1177493"
        "2f15880786e1fbc16c4b399f9891b92b"
    ),
    scope=protected_scope(
        names(ACTIVITY, "alsoKnownAs", type="@id"),
        names(SEC, "assertionMethod", type="@id", container="@set"),
        names(SEC, "controller verificationMethod", type="@id"),
        {
            "authentication": term(SEC + "authenticationMethod", "@id", container="@set"),
            "capabilityDelegation": term(
                SEC + "capabilityDelegationMethod", "@id", container="@set"
            ),
            "capabilityInvocation": term(
                SEC + "capabilityInvocationMethod", "@id", container="@set"
            ),
            "keyAgreement": term(SEC + "keyAgreementMethod", "@id", container="@set"),
            "service": term(
                DID + "service",
                "@id",
                inside=protected_scope(names(DID, "serviceEndpoint", type="@id")),
            ),
        },
    ),
)
