"""X25519 key agreement keys of 2019."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/security/suites/x25519-2019/v1",),
    sha256="d032497b819ad21259daaa11a1e0ce1153592fb58877751944d6b48768c0bf33",
    sha384=(
        "a197db38f182f98b80b52d8688c9efa15a34221afbba8c4355646859d255f144"
        "3812a4f34b23433e78540498e3c71426"
    ),
    scope=protected_scope(
        {
            "X25519KeyAgreementKey2019": term(
                SEC + "X25519KeyAgreementKey2019",
                inside=protected_scope(
                    names(SEC, "publicKeyBase58"),
                    names(SEC, "controller", type="@id"),
                    names(SEC, "revoked", type=XSD + "dateTime"),
                ),
            )
        }
    ),
)
