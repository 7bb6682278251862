"""Multikey verification methods."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/multikey/v1",),
    sha256="ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    sha384=(
        "0fa51641d12fb8c701b2e6a9492556f25d32bb4af84a96f11808f0a623b97243"
        "4dd18a8f1f1865bc68d8ee046c4e5a3e"
    ),
    scope=protected_scope(
        {
            "Multikey": term(
                SEC + "Multikey",
                inside=protected_scope(
                    names(SEC, "controller", type="@id"),
                    names(SEC, "revoked", type=XSD + "dateTime"),
                    names(SEC, "publicKeyMultibase secretKeyMultibase", type=SEC + "multibase"),
                    {"expires": term(SEC + "expiration", XSD + "dateTime")},
                ),
            )
        }
    ),
)
