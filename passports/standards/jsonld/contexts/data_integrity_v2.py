"""Data Integrity proofs, second edition."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import DC, SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/data-integrity/v2",),
    sha256="67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    sha384=(
        "0ee2d7626717f8b07cd449b525d5e2b71fe27209fc99e53089e0169dd2944d79"
        "3feea4526fc60bb9cca1cd96512391f6"
    ),
    scope=protected_scope(
        names(SEC, "proof", type="@id", container="@graph"),
        {
            "DataIntegrityProof": term(
                SEC + "DataIntegrityProof",
                inside=protected_scope(
                    names(DC, "created", type=XSD + "dateTime"),
                    names(SEC, "challenge domain nonce"),
                    names(SEC, "previousProof verificationMethod", type="@id"),
                    names(SEC, "cryptosuite", type=SEC + "cryptosuiteString"),
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
