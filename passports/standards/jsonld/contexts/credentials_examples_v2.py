"""The examples of the Verifiable Credentials Data Model 2.0."""

from passports.standards.jsonld.contexts.table import ContextTable, scope
from passports.standards.jsonld.contexts.vocabularies import EXAMPLES

TABLE = ContextTable(
    urls=("https://www.w3.org/ns/credentials/examples/v2",),
    sha256="57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c",
    sha384=(
        "ccd35b4135824944a2d1b6f3edd6ee6be45c10dbfb0ba16f966609d58f88ef6e"
        "c7b0f387773c042cc60ef4ccfaf0cdba"
    ),
    scope=scope(vocab=EXAMPLES),
)
