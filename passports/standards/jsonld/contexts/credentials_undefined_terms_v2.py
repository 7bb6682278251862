"""A vocabulary that catches every undefined term, for private use."""

from passports.standards.jsonld.contexts.table import ContextTable, scope

TABLE = ContextTable(
    urls=("https://www.w3.org/ns/credentials/undefined-terms/v2",),
    sha256="82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581",
    scope=scope(vocab="https://www.w3.org/ns/credentials/undefined-term#"),
)
