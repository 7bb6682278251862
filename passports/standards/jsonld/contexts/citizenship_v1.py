"""Citizenship vocabulary, version 1."""

from passports.standards.jsonld.contexts.table import (
    ContextTable,
    names,
    protected_scope,
    scope,
    term,
)
from passports.standards.jsonld.contexts.vocabularies import CITIZENSHIP, SCHEMA_HTTP, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/citizenship/v1",),
    sha256="9ffdc9e92801959e8f7416744aca720d06e0a4702dd83043c02c74700c161d93",
    sha384=(
        "861d6640905ce78f1ba6ca4e3a11d1b8d6a325f5806f1cd89f0cb10f21ec7166"
        "c0bb8e0f18115267dde99aed65356917"
    ),
    scope=scope(
        names(SCHEMA_HTTP, "Person description identifier name"),
        names(SCHEMA_HTTP, "image", type="@id"),
        {
            "PermanentResident": term(
                CITIZENSHIP + "PermanentResident",
                inside=protected_scope(
                    {
                        "birthCountry": "ctzn:birthCountry",
                        "birthDate": term("schema:birthDate", "xsd:dateTime"),
                        "commuterClassification": "ctzn:commuterClassification",
                        "ctzn": CITIZENSHIP,
                        "familyName": "schema:familyName",
                        "gender": "schema:gender",
                        "givenName": "schema:givenName",
                        "lprCategory": "ctzn:lprCategory",
                        "lprNumber": "ctzn:lprNumber",
                        "residentSince": term("ctzn:residentSince", "xsd:dateTime"),
                        "schema": SCHEMA_HTTP,
                        "xsd": XSD,
                    },
                    version=1.1,
                ),
            ),
            "PermanentResidentCard": term(
                CITIZENSHIP + "PermanentResidentCard",
                inside=protected_scope(
                    names(SCHEMA_HTTP, "description identifier name"),
                    names(SCHEMA_HTTP, "image", type="@id"),
                    version=1.1,
                ),
            ),
        },
        version=1.1,
        protected=True,
    ),
)
