"""The security vocabulary, version 2."""

from passports.standards.jsonld.contexts.table import ContextTable, scope, term

TABLE = ContextTable(
    urls=("https://w3id.org/security/v2",),
    sha256="611bd81151d5efe53ec9aed78f5a813e577287bc9451ee26d6879b1b8b46bc3b",
    sha384=(
        "0389bcd5f3cca9ab75aaed6d240089759f0ccf1f38de5823421196e9ca38633d"
        "bbb0b394356a793060dc47dd847a2529"
    ),
    scope=[
        scope(version=1.1),
        "https://w3id.org/security/v1",
        scope(
            {
                "AesKeyWrappingKey2019": "sec:AesKeyWrappingKey2019",
                "DeleteKeyOperation": "sec:DeleteKeyOperation",
                "DeriveSecretOperation": "sec:DeriveSecretOperation",
                "EcdsaSecp256k1Signature2019": "sec:EcdsaSecp256k1Signature2019",
                "EcdsaSecp256k1VerificationKey2019": "sec:EcdsaSecp256k1VerificationKey2019",
                "EcdsaSecp256r1Signature2019": "sec:EcdsaSecp256r1Signature2019",
                "EcdsaSecp256r1VerificationKey2019": "sec:EcdsaSecp256r1VerificationKey2019",
                "Ed25519Signature2018": "sec:Ed25519Signature2018",
                "Ed25519VerificationKey2018": "sec:Ed25519VerificationKey2018",
                "EquihashProof2018": "sec:EquihashProof2018",
                "ExportKeyOperation": "sec:ExportKeyOperation",
                "GenerateKeyOperation": "sec:GenerateKeyOperation",
                "KmsOperation": "sec:KmsOperation",
                "RevokeKeyOperation": "sec:RevokeKeyOperation",
                "RsaSignature2018": "sec:RsaSignature2018",
                "RsaVerificationKey2018": "sec:RsaVerificationKey2018",
                "Sha256HmacKey2019": "sec:Sha256HmacKey2019",
                "SignOperation": "sec:SignOperation",
                "UnwrapKeyOperation": "sec:UnwrapKeyOperation",
                "VerifyOperation": "sec:VerifyOperation",
                "WrapKeyOperation": "sec:WrapKeyOperation",
                "X25519KeyAgreementKey2019": "sec:X25519KeyAgreementKey2019",
                "allowedAction": "sec:allowedAction",
                "assertionMethod": term("sec:assertionMethod", "@id", container="@set"),
                "authentication": term("sec:authenticationMethod", "@id", container="@set"),
                "capability": term("sec:capability", "@id"),
                "capabilityAction": "sec:capabilityAction",
                "capabilityChain": term("sec:capabilityChain", "@id", container="@list"),
                "capabilityDelegation": term(
                    "sec:capabilityDelegationMethod", "@id", container="@set"
                ),
                "capabilityInvocation": term(
                    "sec:capabilityInvocationMethod", "@id", container="@set"
                ),
                "caveat": term("sec:caveat", "@id", container="@set"),
                "challenge": "sec:challenge",
                "ciphertext": "sec:ciphertext",
                "controller": term("sec:controller", "@id"),
                "delegator": term("sec:delegator", "@id"),
                "equihashParameterK": term("sec:equihashParameterK", "xsd:integer"),
                "equihashParameterN": term("sec:equihashParameterN", "xsd:integer"),
                "invocationTarget": term("sec:invocationTarget", "@id"),
                "invoker": term("sec:invoker", "@id"),
                "jws": "sec:jws",
                "keyAgreement": term("sec:keyAgreementMethod", "@id", container="@set"),
                "kmsModule": "sec:kmsModule",
                "parentCapability": term("sec:parentCapability", "@id"),
                "plaintext": "sec:plaintext",
                "proof": term("sec:proof", "@id", container="@graph"),
                "proofPurpose": term("sec:proofPurpose", "@vocab"),
                "proofValue": "sec:proofValue",
                "referenceId": "sec:referenceId",
                "unwrappedKey": "sec:unwrappedKey",
                "verificationMethod": term("sec:verificationMethod", "@id"),
                "verifyData": "sec:verifyData",
                "wrappedKey": "sec:wrappedKey",
            }
        ),
    ],
)
