"""Extensions of Open Badges 3.0."""

from passports.standards.jsonld.contexts.table import ALIASES, ContextTable, scope

TABLE = ContextTable(
    urls=("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",),
    sha256="146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3",
    sha384=(
        "cf59a4b4b190ae798814ab6bc911c02efde291c386aed1bb11bd5a572d1eb266"
        "9bfd87019e994388db504a09ac244d5e"
    ),
    scope=scope(
        ALIASES,
        {
            "1EdTechCredentialRefresh": "https://purl.imsglobal.org/spec/vccr/v1p0/context.json#1EdTechCredentialRefresh",
            "1EdTechJsonSchemaValidator2019": "https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019",
            "1EdTechRevocationList": "https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList",
        },
    ),
)
