"""Comprehensive Learner Record 2.0."""

from passports.standards.jsonld.contexts.table import ALIASES, ContextTable, names, scope, term
from passports.standards.jsonld.contexts.vocabularies import CLR, CRED

TABLE = ContextTable(
    urls=("https://purl.imsglobal.org/spec/clr/v2p0/context.json",),
    sha256="e198d7b517d74c5036434ce495086f67b10244709e9a3df9dcb7f8b1579b6167",
    sha384=(
        "2abca41440ff4aa4e6e2ae0c00851e7110a9b15f6d519561ae8c83e6b1a4f5e8"
        "94313c72b60086709f03f36a5c67ceff"
    ),
    scope=scope(
        ALIASES,
        {
            "Association": term(
                CLR + "Association",
                inside=scope(
                    names(CLR, "sourceId targetId", type="xsd:anyURI"),
                    {"associationType": CLR + "AssociationType"},
                ),
            ),
            "ClrCredential": term(CLR + "ClrCredential", inside=scope(ALIASES)),
            "ClrSubject": term(
                CLR + "ClrSubject",
                inside=scope(
                    ALIASES,
                    names(
                        CLR,
                        "verifiableCredential",
                        type="cred:verifiableCredential",
                        container="@set",
                    ),
                    names(CLR, "association", type=CLR + "Association", container="@set"),
                    names(CLR, "achievement", type="obi:Achievement", container="@set"),
                    {"cred": CRED, "obi": "https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#"},
                ),
            ),
        },
    ),
)
