"""EcdsaSecp256k1Signature2019 and its keys."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import DC, SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/suites/secp256k1-2019/v1",),
    sha256="8452efdde151151539b78d240f55cee7d9cc985bf078123ce310aa7ae04763b4",
    sha384=(
        "5a8bbec34e760f9bdaf08b5ecbc5ecf8facd670fe80ebc804adc19ed7f0793a8"
        "fe0760967fdb9db2f24dac4e000610e6"
    ),
    scope=protected_scope(
        names(SEC, "proof", type="@id", container="@graph"),
        {
            "EcdsaSecp256k1Signature2019": term(
                SEC + "EcdsaSecp256k1Signature2019",
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
            "EcdsaSecp256k1VerificationKey2019": term(
                SEC + "EcdsaSecp256k1VerificationKey2019",
                inside=protected_scope(
                    names(SEC, "blockchainAccountId publicKeyBase58"),
                    names(SEC, "controller", type="@id"),
                    names(SEC, "publicKeyJwk", type="@json"),
                    names(SEC, "revoked", type=XSD + "dateTime"),
                    names(SEC, "publicKeyMultibase", type=SEC + "multibase"),
                ),
            ),
        },
    ),
)
