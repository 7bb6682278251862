"""JsonWebSignature2020 and its keys."""

from passports.standards.jsonld.contexts.table import (
    ContextTable,
    names,
    protected_scope,
    scope,
    term,
)
from passports.standards.jsonld.contexts.vocabularies import DC, SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/suites/jws-2020/v1",),
    sha256="d648e05ddc6577827ca2bfd5e931f53e9ebc6e52a57a8da81df4ec8c46ffcd1e",
    sha384=(
        "68ace96e5e688f4ed074ccf4dcd2952e12ae653510047fc0b067707600fa6e06"
        "1b1ef3ecf15946d452ad4c9fd246173b"
    ),
    scope=scope(
        names(SEC, "privateKeyJwk", type="@json"),
        {
            "JsonWebKey2020": term(
                SEC + "JsonWebKey2020",
                inside=protected_scope(names(SEC, "publicKeyJwk", type="@json")),
            ),
            "JsonWebSignature2020": term(
                SEC + "JsonWebSignature2020",
                inside=protected_scope(
                    names(DC, "created", type=XSD + "dateTime"),
                    names(SEC, "challenge domain jws nonce"),
                    names(SEC, "verificationMethod", type="@id"),
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
        },
    ),
)
