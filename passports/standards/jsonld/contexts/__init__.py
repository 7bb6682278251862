"""Facts about published JSON-LD contexts, one file each.

Restated from the published documents; each table names its source and the SHA-256 of the
original. `VERSION` changes whenever a table does, so that a report can say what it was made with.
"""

from collections.abc import Mapping

from passports.standards.hints import Final
from passports.standards.jsonld.contexts.table import ContextTable
from passports.standards.lazy import LazyRegistry

VERSION: Final = "2026-11-23"

# file → the addresses that name its table, the same as the table itself has
_URLS: Final[Mapping[str, tuple[str, ...]]] = {
    "credentials_v1": ("https://www.w3.org/2018/credentials/v1",),
    "credentials_v2": ("https://www.w3.org/ns/credentials/v2",),
    "credentials_examples_v1": ("https://www.w3.org/2018/credentials/examples/v1",),
    "credentials_examples_v2": ("https://www.w3.org/ns/credentials/examples/v2",),
    "credentials_undefined_terms_v2": ("https://www.w3.org/ns/credentials/undefined-terms/v2",),
    "data_integrity_v1": ("https://w3id.org/security/data-integrity/v1",),
    "data_integrity_v2": ("https://w3id.org/security/data-integrity/v2",),
    "multikey_v1": ("https://w3id.org/security/multikey/v1",),
    "jwk_v1": ("https://w3id.org/security/jwk/v1",),
    "ed25519_2018_v1": ("https://w3id.org/security/suites/ed25519-2018/v1",),
    "ed25519_2020_v1": ("https://w3id.org/security/suites/ed25519-2020/v1",),
    "jws_2020_v1": ("https://w3id.org/security/suites/jws-2020/v1",),
    "secp256k1_2019_v1": ("https://w3id.org/security/suites/secp256k1-2019/v1",),
    "x25519_2019_v1": ("https://w3id.org/security/suites/x25519-2019/v1",),
    "x25519_2020_v1": ("https://w3id.org/security/suites/x25519-2020/v1",),
    "security_v1": ("https://w3id.org/security/v1",),
    "security_v2": ("https://w3id.org/security/v2",),
    "did_v1": ("https://www.w3.org/ns/did/v1",),
    "status_list_2021_v1": ("https://w3id.org/vc/status-list/2021/v1",),
    "bitstring_status_list_v1": ("https://www.w3.org/ns/credentials/status/v1",),
    "revocation_list_2020_v1": ("https://w3id.org/vc-revocation-list-2020/v1",),
    "open_badges_3_0": (
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld",
    ),
    "open_badges_3_0_1": ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",),
    "open_badges_3_0_2": ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",),
    "open_badges_3_0_3": ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",),
    "open_badges_3_extensions": ("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",),
    "clr_2_0": ("https://purl.imsglobal.org/spec/clr/v2p0/context.json",),
    "clr_2_0_1": ("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",),
    "open_badges_2_0": (
        "https://w3id.org/openbadges/v2",
        "https://openbadgespec.org/v2/context.json",
    ),
    "open_badges_2_1_draft": ("https://imsglobal.github.io/openbadges-specification/context.json",),
    "open_badges_2_1": ("https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",),
    "jff_plugfest_1": (
        "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
        "https://kayaelle.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
    ),
    "citizenship_v1": ("https://w3id.org/citizenship/v1",),
    "citizenship_v4rc1": ("https://w3id.org/citizenship/v4rc1",),
    "odrl_2": ("https://www.w3.org/ns/odrl.jsonld",),
    "dcc_v1": ("https://w3id.org/dcc/v1",),
}

SHIPPED_TABLES: Final[Mapping[str, ContextTable]] = LazyRegistry(
    __name__, {url: f"{file}.TABLE" for file, urls in _URLS.items() for url in urls}
)
