"""JSON Web Key verification methods."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/jwk/v1",),
    sha256="0f14b62f6071aafe00df265770ea0c7508e118247d79b7d861a406d2aa00bece",
    scope=protected_scope(
        {
            "JsonWebKey": term(
                SEC + "JsonWebKey",
                inside=protected_scope(
                    names(SEC, "controller", type="@id"),
                    names(SEC, "publicKeyJwk secretKeyJwk", type="@json"),
                    names(SEC, "revoked", type=XSD + "dateTime"),
                    {"expires": term(SEC + "expiration", XSD + "dateTime")},
                ),
            )
        }
    ),
)
