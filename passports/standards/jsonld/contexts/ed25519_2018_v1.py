"""Ed25519Signature2018 and its keys."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import DC, SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/suites/ed25519-2018/v1",),
    sha256="166c6abb9e08176cee5f6c87c9c1bbfefa5717da391bcac525e5437f93eab809",
    sha384=(
        "2534f079fbec59edaa674cfd3094d0952972a48cc3e8fbe2f84eb24431c3afb5"
        "bb41fa385f184f2c9de831347acb7c0c"
    ),
    scope=protected_scope(
        names(SEC, "proof", type="@id", container="@graph"),
        {
            "Ed25519Signature2018": term(
                SEC + "Ed25519Signature2018",
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
            "Ed25519VerificationKey2018": term(
                SEC + "Ed25519VerificationKey2018",
                inside=protected_scope(
                    names(SEC, "publicKeyBase58"),
                    names(SEC, "controller", type="@id"),
                    names(SEC, "revoked", type=XSD + "dateTime"),
                ),
            ),
        },
    ),
)
