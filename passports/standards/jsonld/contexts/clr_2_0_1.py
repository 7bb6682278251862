"""Comprehensive Learner Record 2.0.1."""

from passports.standards.jsonld.contexts.table import ALIASES, ContextTable, names, scope, term
from passports.standards.jsonld.contexts.vocabularies import CLR, CRED, OB

TABLE = ContextTable(
    urls=("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",),
    sha256="880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    sha384=(
        "a846ad923699c67df5d09324134c645d1e15f4429f248856cbf1ca8967764cf8"
        "741476ea557dd505c891fe47e2487a1d"
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
            "ClrCredential": term(
                CLR + "ClrCredential",
                inside=scope(ALIASES, names(CLR, "partial", type="xsd:boolean")),
            ),
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
                    {
                        "cred": CRED,
                        "identifier": term(
                            CLR + "identifier-1", "obi:Identifier", container="@set"
                        ),
                        "obi": OB,
                    },
                ),
            ),
        },
    ),
)
