"""Digital Credentials Consortium, version 1."""

from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import OBI, SCHEMA_HTTP

TABLE = ContextTable(
    urls=("https://w3id.org/dcc/v1",),
    sha256="1543695325471b0d23e839a28166ba4ea445cca294ac46fe034ca584cbfc6077",
    sha384=(
        "5ed7e32d00a33ccae2e7df09081e3b7fcf43d2cb0ffc4e1f4ce1b69b5e1fccd0"
        "8d728286f5a9cd2aefb9f2e2d88c3367"
    ),
    scope=protected_scope(
        names(OBI, "Issuer"),
        names(
            SCHEMA_HTTP,
            "Course CourseInstance EducationalOccupationalCredential "
            "EducationalOccupationalProgram Person courseCode "
            "description educationalCredentialAwarded endDate "
            "hasCourseInstance hasCredential identifier name "
            "numberOfCredits startDate url value",
        ),
        names(SCHEMA_HTTP, "image", type="@id"),
        {
            "Assertion": "https://w3id.org/dcc/v1#Assertion",
            "CourseCompletionCredential": "https://w3id.org/dcc/v1#CourseCompletionCredential",
            "LearningCredential": "https://w3id.org/dcc/v1#LearningCredential",
            "ProgramCompletionCredential": "https://w3id.org/dcc/v1#ProgramCompletionCredential",
            "assertion": "https://w3id.org/dcc/v1#assertion",
            "awardedOnCompletionOf": term(reverse=SCHEMA_HTTP + "educationalCredentialAwarded"),
            "competencyRequired": SCHEMA_HTTP
            + "EducationalOccupationalCredential#competencyRequired",
            "credentialCategory": SCHEMA_HTTP
            + "EducationalOccupationalCredential#credentialCategory",
        },
    ),
)
