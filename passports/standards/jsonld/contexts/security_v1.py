"""The security vocabulary, version 1."""

from passports.standards.jsonld.contexts.table import ALIASES, ContextTable, scope, term
from passports.standards.jsonld.contexts.vocabularies import DC, SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/v1",),
    sha256="abaf97e107d1925503c433dcaf3ffd2831697cacc1ed2a293e1bc8030d5bcb47",
    sha384=(
        "5600a6491c9d259eb3fa605a471d096f51f8821f025e3ac4068743a3d01dc7b6"
        "8787718620c6cfaca0a3e9c614d6d242"
    ),
    scope=scope(
        ALIASES,
        {
            "CryptographicKey": "sec:Key",
            "EcdsaKoblitzSignature2016": "sec:EcdsaKoblitzSignature2016",
            "Ed25519Signature2018": "sec:Ed25519Signature2018",
            "EncryptedMessage": "sec:EncryptedMessage",
            "GraphSignature2012": "sec:GraphSignature2012",
            "LinkedDataSignature2015": "sec:LinkedDataSignature2015",
            "LinkedDataSignature2016": "sec:LinkedDataSignature2016",
            "authenticationTag": "sec:authenticationTag",
            "canonicalizationAlgorithm": "sec:canonicalizationAlgorithm",
            "cipherAlgorithm": "sec:cipherAlgorithm",
            "cipherData": "sec:cipherData",
            "cipherKey": "sec:cipherKey",
            "created": term("dc:created", "xsd:dateTime"),
            "creator": term("dc:creator", "@id"),
            "dc": DC,
            "digestAlgorithm": "sec:digestAlgorithm",
            "digestValue": "sec:digestValue",
            "domain": "sec:domain",
            "encryptionKey": "sec:encryptionKey",
            "expiration": term("sec:expiration", "xsd:dateTime"),
            "expires": term("sec:expiration", "xsd:dateTime"),
            "initializationVector": "sec:initializationVector",
            "iterationCount": "sec:iterationCount",
            "nonce": "sec:nonce",
            "normalizationAlgorithm": "sec:normalizationAlgorithm",
            "owner": term("sec:owner", "@id"),
            "password": "sec:password",
            "privateKey": term("sec:privateKey", "@id"),
            "privateKeyPem": "sec:privateKeyPem",
            "publicKey": term("sec:publicKey", "@id"),
            "publicKeyBase58": "sec:publicKeyBase58",
            "publicKeyPem": "sec:publicKeyPem",
            "publicKeyService": term("sec:publicKeyService", "@id"),
            "publicKeyWif": "sec:publicKeyWif",
            "revoked": term("sec:revoked", "xsd:dateTime"),
            "salt": "sec:salt",
            "sec": SEC,
            "signature": "sec:signature",
            "signatureAlgorithm": "sec:signingAlgorithm",
            "signatureValue": "sec:signatureValue",
            "xsd": XSD,
        },
    ),
)
