"""RevocationList2020."""

from passports.standards.jsonld.contexts.table import (
    ContextTable,
    names,
    protected_scope,
    scope,
    term,
)
from passports.standards.jsonld.contexts.vocabularies import REVOCATION, SCHEMA_HTTP

TABLE = ContextTable(
    urls=("https://w3id.org/vc-revocation-list-2020/v1",),
    sha256="9fe1e5bd6d2f709e4628947c86455f2d97204e07ed7b7ae51d559e35e5238e9d",
    sha384=(
        "a9515df3e79f42e9960880df477f5ee9db8c92eb4e43dccdca74e12a36174c0e"
        "00a09f5d109e750005e974d5c8829c7c"
    ),
    scope=scope(
        {
            "RevocationList2020": term(
                REVOCATION + "RevocationList2020",
                inside=protected_scope(names(REVOCATION, "encodedList")),
            ),
            "RevocationList2020Credential": term(
                REVOCATION + "RevocationList2020Credential",
                inside=protected_scope(names(SCHEMA_HTTP, "description name")),
            ),
            "RevocationList2020Status": term(
                REVOCATION + "RevocationList2020Status",
                inside=protected_scope(
                    names(REVOCATION, "revocationListIndex"),
                    names(REVOCATION, "revocationListCredential", type="@id"),
                ),
            ),
        },
        protected=True,
    ),
)
