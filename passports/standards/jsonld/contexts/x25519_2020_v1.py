"""X25519 key agreement keys of 2020."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/suites/x25519-2020/v1",),
    sha256="b234f84fe7cebb0efef37cad82667eeacb6d414f6c51ac37f5dc803a4a0c728a",
    sha384=(
        "c477231290b58da30743bff81b120745521f1735b572f6a1c9811fe2f132dc21"
        "a9767739c84e6e5149cd1fad6bd441e2"
    ),
    scope=protected_scope(
        {
            "X25519KeyAgreementKey2020": term(
                SEC + "X25519KeyAgreementKey2020",
                inside=protected_scope(
                    names(SEC, "controller", type="@id"),
                    names(SEC, "revoked", type=XSD + "dateTime"),
                    names(SEC, "publicKeyMultibase", type=SEC + "multibase"),
                ),
            )
        }
    ),
)
