"""StatusList2021."""

from passports.standards.jsonld.contexts.table import (
    ContextTable,
    names,
    protected_scope,
    scope,
    term,
)
from passports.standards.jsonld.contexts.vocabularies import SCHEMA_HTTP, STATUS_LIST

TABLE = ContextTable(
    urls=("https://w3id.org/vc/status-list/2021/v1",),
    sha256="6dd06a52bedb771e059c1083ba8ba7848dce22f6b4a8cfa0b98ba3fc188870e4",
    sha384=(
        "39cf407ecaeb587a59e2e367384219d14e52d5997624ce61bbc9af4a7e4e3f62"
        "05e5d100b4c4e6fd1e19bc37046c5194"
    ),
    scope=scope(
        {
            "StatusList2021": term(
                STATUS_LIST + "StatusList2021",
                inside=protected_scope(names(STATUS_LIST, "encodedList statusPurpose")),
            ),
            "StatusList2021Credential": term(
                STATUS_LIST + "StatusList2021Credential",
                inside=protected_scope(names(SCHEMA_HTTP, "description name")),
            ),
            "StatusList2021Entry": term(
                STATUS_LIST + "StatusList2021Entry",
                inside=protected_scope(
                    names(STATUS_LIST, "statusListIndex statusPurpose"),
                    names(STATUS_LIST, "statusListCredential", type="@id"),
                ),
            ),
        },
        protected=True,
    ),
)
