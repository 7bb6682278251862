"""Verifiable Credentials Data Model 1.1."""

from passports.standards.jsonld.contexts.table import (
    ContextTable,
    names,
    protected_scope,
    scope,
    term,
)
from passports.standards.jsonld.contexts.vocabularies import CRED, DC, SEC, XSD

TABLE = ContextTable(
    urls=("https://www.w3.org/2018/credentials/v1",),
    sha256="ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
    sha384=(
        "82c3b3eab863754bbfd2b9f17d8d6db9f61169f301cbf0b05e1fc4beb5f5c51d"
        "d4d2e888c274f49c3fbb2408f61faed1"
    ),
    scope=protected_scope(
        names(SEC, "proof", type="@id", container="@graph"),
        {
            "EcdsaSecp256k1Signature2019": term(
                SEC + "EcdsaSecp256k1Signature2019",
                inside=protected_scope(
                    names(DC, "created", type="xsd:dateTime"),
                    {
                        "challenge": "sec:challenge",
                        "domain": "sec:domain",
                        "expires": term("sec:expiration", "xsd:dateTime"),
                        "jws": "sec:jws",
                        "nonce": "sec:nonce",
                        "proofPurpose": term(
                            "sec:proofPurpose",
                            "@vocab",
                            inside=protected_scope(
                                {
                                    "assertionMethod": term(
                                        "sec:assertionMethod", "@id", container="@set"
                                    ),
                                    "authentication": term(
                                        "sec:authenticationMethod", "@id", container="@set"
                                    ),
                                    "sec": SEC,
                                },
                                version=1.1,
                            ),
                        ),
                        "proofValue": "sec:proofValue",
                        "sec": SEC,
                        "verificationMethod": term("sec:verificationMethod", "@id"),
                        "xsd": XSD,
                    },
                    version=1.1,
                ),
            ),
            "EcdsaSecp256r1Signature2019": term(
                SEC + "EcdsaSecp256r1Signature2019",
                inside=protected_scope(
                    names(DC, "created", type="xsd:dateTime"),
                    {
                        "challenge": "sec:challenge",
                        "domain": "sec:domain",
                        "expires": term("sec:expiration", "xsd:dateTime"),
                        "jws": "sec:jws",
                        "nonce": "sec:nonce",
                        "proofPurpose": term(
                            "sec:proofPurpose",
                            "@vocab",
                            inside=protected_scope(
                                {
                                    "assertionMethod": term(
                                        "sec:assertionMethod", "@id", container="@set"
                                    ),
                                    "authentication": term(
                                        "sec:authenticationMethod", "@id", container="@set"
                                    ),
                                    "sec": SEC,
                                },
                                version=1.1,
                            ),
                        ),
                        "proofValue": "sec:proofValue",
                        "sec": SEC,
                        "verificationMethod": term("sec:verificationMethod", "@id"),
                        "xsd": XSD,
                    },
                    version=1.1,
                ),
            ),
            "Ed25519Signature2018": term(
                SEC + "Ed25519Signature2018",
                inside=protected_scope(
                    names(DC, "created", type="xsd:dateTime"),
                    {
                        "challenge": "sec:challenge",
                        "domain": "sec:domain",
                        "expires": term("sec:expiration", "xsd:dateTime"),
                        "jws": "sec:jws",
                        "nonce": "sec:nonce",
                        "proofPurpose": term(
                            "sec:proofPurpose",
                            "@vocab",
                            inside=protected_scope(
                                {
                                    "assertionMethod": term(
                                        "sec:assertionMethod", "@id", container="@set"
                                    ),
                                    "authentication": term(
                                        "sec:authenticationMethod", "@id", container="@set"
                                    ),
                                    "sec": SEC,
                                },
                                version=1.1,
                            ),
                        ),
                        "proofValue": "sec:proofValue",
                        "sec": SEC,
                        "verificationMethod": term("sec:verificationMethod", "@id"),
                        "xsd": XSD,
                    },
                    version=1.1,
                ),
            ),
            "RsaSignature2018": term(
                SEC + "RsaSignature2018",
                inside=scope(
                    names(DC, "created", type="xsd:dateTime"),
                    {
                        "challenge": "sec:challenge",
                        "domain": "sec:domain",
                        "expires": term("sec:expiration", "xsd:dateTime"),
                        "jws": "sec:jws",
                        "nonce": "sec:nonce",
                        "proofPurpose": term(
                            "sec:proofPurpose",
                            "@vocab",
                            inside=protected_scope(
                                {
                                    "assertionMethod": term(
                                        "sec:assertionMethod", "@id", container="@set"
                                    ),
                                    "authentication": term(
                                        "sec:authenticationMethod", "@id", container="@set"
                                    ),
                                    "sec": SEC,
                                },
                                version=1.1,
                            ),
                        ),
                        "proofValue": "sec:proofValue",
                        "verificationMethod": term("sec:verificationMethod", "@id"),
                    },
                    version=1.1,
                    protected=True,
                ),
            ),
            "VerifiableCredential": term(
                CRED + "VerifiableCredential",
                inside=protected_scope(
                    {
                        "cred": CRED,
                        "credentialSchema": term(
                            "cred:credentialSchema",
                            "@id",
                            inside=protected_scope(
                                {
                                    "JsonSchemaValidator2018": "cred:JsonSchemaValidator2018",
                                    "cred": CRED,
                                },
                                version=1.1,
                            ),
                        ),
                        "credentialStatus": term("cred:credentialStatus", "@id"),
                        "credentialSubject": term("cred:credentialSubject", "@id"),
                        "evidence": term("cred:evidence", "@id"),
                        "expirationDate": term("cred:expirationDate", "xsd:dateTime"),
                        "holder": term("cred:holder", "@id"),
                        "issuanceDate": term("cred:issuanceDate", "xsd:dateTime"),
                        "issued": term("cred:issued", "xsd:dateTime"),
                        "issuer": term("cred:issuer", "@id"),
                        "proof": term("sec:proof", "@id", container="@graph"),
                        "refreshService": term(
                            "cred:refreshService",
                            "@id",
                            inside=protected_scope(
                                {
                                    "ManualRefreshService2018": "cred:ManualRefreshService2018",
                                    "cred": CRED,
                                },
                                version=1.1,
                            ),
                        ),
                        "sec": SEC,
                        "termsOfUse": term("cred:termsOfUse", "@id"),
                        "validFrom": term("cred:validFrom", "xsd:dateTime"),
                        "validUntil": term("cred:validUntil", "xsd:dateTime"),
                        "xsd": XSD,
                    },
                    version=1.1,
                ),
            ),
            "VerifiablePresentation": term(
                CRED + "VerifiablePresentation",
                inside=protected_scope(
                    {
                        "cred": CRED,
                        "holder": term("cred:holder", "@id"),
                        "proof": term("sec:proof", "@id", container="@graph"),
                        "sec": SEC,
                        "verifiableCredential": term(
                            "cred:verifiableCredential", "@id", container="@graph"
                        ),
                    },
                    version=1.1,
                ),
            ),
        },
        version=1.1,
    ),
)
