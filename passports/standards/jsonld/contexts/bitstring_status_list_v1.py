"""Bitstring Status List."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import SEC, STATUS, XSD_HTTPS

TABLE = ContextTable(
    urls=("https://www.w3.org/ns/credentials/status/v1",),
    sha256="fda5add353231e6a6884a46b12e6c75464281900cb348284d9c360f62381d9f7",
    sha384=(
        "ac0ef813833ebd666b6170a61c5adacc6d7d2f5a040d16c2928e8414d4fa07f6"
        "4d70313021e02bf4f97bdd123ed9a84e"
    ),
    scope=protected_scope(
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
        },
    ),
)
