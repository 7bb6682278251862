"""Facts about published JSON-LD contexts, one file each.

Restated from the published documents; each table names its source and the SHA-256 of the
original. `VERSION` changes whenever a table does, so that a report can say what it was made with.
"""

from collections.abc import Mapping
from typing import Final

from passports.standards.jsonld.contexts import (
    bitstring_status_list_v1,
    citizenship_v1,
    citizenship_v4rc1,
    clr_2_0,
    clr_2_0_1,
    credentials_examples_v1,
    credentials_examples_v2,
    credentials_undefined_terms_v2,
    credentials_v1,
    credentials_v2,
    data_integrity_v1,
    data_integrity_v2,
    dcc_v1,
    did_v1,
    ed25519_2018_v1,
    ed25519_2020_v1,
    jff_plugfest_1,
    jwk_v1,
    jws_2020_v1,
    multikey_v1,
    odrl_2,
    open_badges_2_0,
    open_badges_2_1,
    open_badges_2_1_draft,
    open_badges_3_0,
    open_badges_3_0_1,
    open_badges_3_0_2,
    open_badges_3_0_3,
    open_badges_3_extensions,
    revocation_list_2020_v1,
    secp256k1_2019_v1,
    security_v1,
    security_v2,
    status_list_2021_v1,
    x25519_2019_v1,
    x25519_2020_v1,
)
from passports.standards.jsonld.contexts.table import ContextTable

VERSION: Final = "2026-11-23"

_TABLES: Final = (
    credentials_v1.TABLE,
    credentials_v2.TABLE,
    credentials_examples_v1.TABLE,
    credentials_examples_v2.TABLE,
    credentials_undefined_terms_v2.TABLE,
    data_integrity_v1.TABLE,
    data_integrity_v2.TABLE,
    multikey_v1.TABLE,
    jwk_v1.TABLE,
    ed25519_2018_v1.TABLE,
    ed25519_2020_v1.TABLE,
    jws_2020_v1.TABLE,
    secp256k1_2019_v1.TABLE,
    x25519_2019_v1.TABLE,
    x25519_2020_v1.TABLE,
    security_v1.TABLE,
    security_v2.TABLE,
    did_v1.TABLE,
    status_list_2021_v1.TABLE,
    bitstring_status_list_v1.TABLE,
    revocation_list_2020_v1.TABLE,
    open_badges_3_0.TABLE,
    open_badges_3_0_1.TABLE,
    open_badges_3_0_2.TABLE,
    open_badges_3_0_3.TABLE,
    open_badges_3_extensions.TABLE,
    clr_2_0.TABLE,
    clr_2_0_1.TABLE,
    open_badges_2_0.TABLE,
    open_badges_2_1_draft.TABLE,
    open_badges_2_1.TABLE,
    jff_plugfest_1.TABLE,
    citizenship_v1.TABLE,
    citizenship_v4rc1.TABLE,
    odrl_2.TABLE,
    dcc_v1.TABLE,
)

SHIPPED_TABLES: Final[Mapping[str, ContextTable]] = {
    url: table for table in _TABLES for url in table.urls
}
