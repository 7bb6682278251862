"""JSON Web Key verification methods."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/jwk/v1",),
    sha256="0f14b62f6071aafe00df265770ea0c7508e118247d79b7d861a406d2aa00bece",
    sha384=(
        "762dc55ce79f361e3bbeb7d3cb0ddb3e44b8e2885261f8283183959d1aaa3390"
        "4af6a8005059ed9641500eab7d8ddae5"
    ),
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
