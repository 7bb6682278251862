"""The examples of the Verifiable Credentials Data Model 2.0."""

from passports.standards.jsonld.contexts.table import ContextTable, scope
from passports.standards.jsonld.contexts.vocabularies import EXAMPLES

TABLE = ContextTable(
    urls=("https://www.w3.org/ns/credentials/examples/v2",),
    sha256="57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c",
    scope=scope(vocab=EXAMPLES),
)
