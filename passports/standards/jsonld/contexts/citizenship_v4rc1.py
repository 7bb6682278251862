"""Citizenship vocabulary, version 4 release candidate 1."""

from passports.standards.jsonld.contexts.table import (
    ContextTable,
    names,
    protected_scope,
    scope,
    term,
)
from passports.standards.jsonld.contexts.vocabularies import CITIZENSHIP, SCHEMA, SEC, XSD

TABLE = ContextTable(
    urls=("https://w3id.org/citizenship/v4rc1",),
    sha256="5c2d6f11ce92a2ffb416e8075acdf9fb4e750773f8e2bd7b0a62b41c047ee72c",
    sha384=(
        "fa66c38d8e4999094fdfef31ca820b063ccae87469748cf0f4be6839ad2c44e0"
        "4b17a78bda0bd8ef911297045e0d0bb0"
    ),
    scope=scope(
        names(
            CITIZENSHIP,
            "CertificateOfCitizenshipCredential "
            "CertificateOfNaturalizationCredential "
            "EmploymentAuthorizationDocumentCredential "
            "PermanentResidentCardCredential",
        ),
        names(SCHEMA, "image", type="@id"),
        {
            "CertificateOfCitizenship": term(
                CITIZENSHIP + "CertificateOfCitizenship",
                inside=protected_scope(
                    names(CITIZENSHIP, "cisRegistrationNumber"),
                    names(CITIZENSHIP, "ceremonyLocation filingLocation", type="@id"),
                    names(CITIZENSHIP, "ceremonyDate", type=XSD + "dateTime"),
                    names(SCHEMA, "identifier"),
                ),
            ),
            "CertificateOfNaturalization": term(
                CITIZENSHIP + "CertificateOfNaturalization",
                inside=protected_scope(
                    names(CITIZENSHIP, "insRegistrationNumber naturalizedBy"),
                    names(
                        CITIZENSHIP,
                        "ceremonyLocation filingLocation naturalizationLocation",
                        type="@id",
                    ),
                    names(CITIZENSHIP, "ceremonyDate", type=XSD + "dateTime"),
                    names(SCHEMA, "identifier"),
                ),
            ),
            "Citizen": term(
                CITIZENSHIP + "Citizen",
                inside=protected_scope(names(CITIZENSHIP, "certificateOfCitizenship", type="@id")),
            ),
            "EmployablePerson": term(
                CITIZENSHIP + "EmployablePerson",
                inside=protected_scope(
                    names(CITIZENSHIP, "commuterClassification formerNationality"),
                    names(CITIZENSHIP, "employmentAuthorizationDocument residence", type="@id"),
                    names(CITIZENSHIP, "residentSince", type=XSD + "dateTime"),
                ),
            ),
            "EmploymentAuthorizationDocument": term(
                CITIZENSHIP + "EmploymentAuthorizationDocument",
                inside=protected_scope(
                    names(CITIZENSHIP, "lprCategory lprNumber"),
                    names(CITIZENSHIP, "filingLocation", type="@id"),
                    names(CITIZENSHIP, "mrzHash", type=SEC + "multibase"),
                    names(SCHEMA, "identifier"),
                ),
            ),
            "NaturalizedPerson": term(
                CITIZENSHIP + "NaturalizedPerson",
                inside=protected_scope(
                    names(CITIZENSHIP, "commuterClassification formerNationality"),
                    names(CITIZENSHIP, "certificateOfNaturalization residence", type="@id"),
                    names(CITIZENSHIP, "residentSince", type=XSD + "dateTime"),
                ),
            ),
            "PermanentResident": term(
                CITIZENSHIP + "PermanentResident",
                inside=protected_scope(
                    names(CITIZENSHIP, "commuterClassification formerNationality"),
                    names(CITIZENSHIP, "permanentResidentCard residence", type="@id"),
                    names(CITIZENSHIP, "residentSince", type=XSD + "dateTime"),
                ),
            ),
            "PermanentResidentCard": term(
                CITIZENSHIP + "PermanentResidentCard",
                inside=protected_scope(
                    names(CITIZENSHIP, "lprCategory lprNumber"),
                    names(CITIZENSHIP, "filingLocation", type="@id"),
                    names(CITIZENSHIP, "mrzHash", type=SEC + "multibase"),
                    names(SCHEMA, "identifier"),
                ),
            ),
            "Person": term(
                SCHEMA + "Person",
                inside=protected_scope(
                    names(CITIZENSHIP, "birthCountry maritalStatus marriageCertificateNumber"),
                    names(CITIZENSHIP, "marriageLocation", type="@id"),
                    names(SCHEMA, "additionalName familyName gender givenName height"),
                    names(SCHEMA, "image", type="@id"),
                    names(SCHEMA, "birthDate", type=XSD + "dateTime"),
                ),
            ),
            "PostalAddress": term(
                SCHEMA + "PostalAddress",
                inside=scope(
                    names(SCHEMA, "addressCountry addressLocality addressRegion"), protected=True
                ),
            ),
            "QuantitativeValue": term(
                SCHEMA + "QuantitativeValue",
                inside=scope(names(SCHEMA, "unitCode value"), protected=True),
            ),
        },
        protected=True,
    ),
)
