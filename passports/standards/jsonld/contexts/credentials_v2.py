"""Verifiable Credentials Data Model 2.0."""

from passports.standards.jsonld.contexts.table import (
    ContextTable,
    names,
    protected_scope,
    scope,
    term,
)
from passports.standards.jsonld.contexts.vocabularies import (
    CRED,
    DC,
    JOSE,
    JWT,
    SCHEMA,
    SEC,
    STATUS,
    XSD,
    XSD_HTTPS,
)

TABLE = ContextTable(
    urls=("https://www.w3.org/ns/credentials/v2",),
    sha256="59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    sha384=(
        "97f1eb8e5042356c805fdd61afa2c557663785e0794dcafa21e138fd38def18c"
        "b360133c221aa31d6896a6bf3e65b614"
    ),
    scope=protected_scope(
        names(
            CRED,
            "EnvelopedVerifiableCredential EnvelopedVerifiablePresentation JsonSchemaCredential",
        ),
        names(CRED, "digestSRI", type=CRED + "sriString"),
        names(JOSE, "iss jku kid sub x5u", type="@id"),
        names(JWT, "... _sd_alg"),
        names(JWT, "aud", type="@id"),
        names(JWT, "_sd", type="@json"),
        names(JWT, "exp iat nbf", type=XSD_HTTPS + "nonNegativeInteger"),
        names(SCHEMA, "description name"),
        names(SEC, "digestMultibase", type=SEC + "multibase"),
        names(STATUS, "BitstringStatusListCredential"),
        {
            "BitstringStatusList": term(
                STATUS + "BitstringStatusList",
                inside=protected_scope(
                    names(STATUS, "statusPurpose ttl"),
                    names(STATUS, "encodedList", type=SEC + "multibase"),
                ),
            ),
            "BitstringStatusListEntry": term(
                STATUS + "BitstringStatusListEntry",
                inside=protected_scope(
                    names(STATUS, "statusListIndex statusPurpose"),
                    names(STATUS, "statusListCredential statusReference", type="@id"),
                    names(STATUS, "statusSize", type=XSD_HTTPS + "integer"),
                    {
                        "statusMessage": term(
                            STATUS + "statusMessage",
                            inside=protected_scope(names(STATUS, "message status")),
                        )
                    },
                ),
            ),
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
            ),
            "JsonSchema": term(
                CRED + "JsonSchema", inside=protected_scope(names(CRED, "jsonSchema", type="@json"))
            ),
            "VerifiableCredential": term(
                CRED + "VerifiableCredential",
                inside=protected_scope(
                    names(
                        CRED,
                        "confidenceMethod credentialSchema credentialStatus "
                        "credentialSubject evidence issuer refreshService "
                        "relatedResource renderMethod termsOfUse",
                        type="@id",
                    ),
                    names(CRED, "validFrom validUntil", type=XSD + "dateTime"),
                    names(SCHEMA, "description name"),
                    names(SEC, "proof", type="@id", container="@graph"),
                ),
            ),
            "VerifiablePresentation": term(
                CRED + "VerifiablePresentation",
                inside=protected_scope(
                    names(CRED, "holder termsOfUse", type="@id"),
                    names(SEC, "proof", type="@id", container="@graph"),
                    {
                        "verifiableCredential": term(
                            CRED + "verifiableCredential", "@id", container="@graph", inside=None
                        )
                    },
                ),
            ),
            "cnf": term(
                JWT + "cnf",
                inside=scope(
                    names(JWT, "kid", type="@id"), names(JWT, "jwk", type="@json"), protected=True
                ),
            ),
            "mediaType": SCHEMA + "encodingFormat",
        },
    ),
)
