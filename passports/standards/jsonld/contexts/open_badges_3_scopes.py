"""Scopes that several revisions of Open Badges 3.0 share word for word."""

from passports.standards.jsonld.contexts.table import names, protected_scope, scope, term
from passports.standards.jsonld.contexts.vocabularies import OB, SCHEMA, XSD_HTTPS

ADDRESS = protected_scope(
    names(
        SCHEMA,
        "addressCountry addressLocality addressRegion postOfficeBoxNumber postalCode streetAddress",
    ),
    {"addressCountryCode": OB + "CountryCode", "geo": OB + "GeoCoordinates"},
)

ALIGNMENT = protected_scope(
    names(OB, "targetCode targetType"),
    names(SCHEMA, "targetDescription targetFramework targetName"),
    names(SCHEMA, "targetUrl", type=XSD_HTTPS + "anyURI"),
)

EARLY_ADDRESS = scope(
    names(
        SCHEMA,
        "addressCountry addressLocality addressRegion postOfficeBoxNumber postalCode streetAddress",
        type="xsd:string",
    ),
    {"addressCountryCode": term(OB + "CountryCode", "xsd:string"), "geo": OB + "GeoCoordinates"},
)

EARLY_ALIGNMENT = scope(
    names(OB, "targetCode targetType", type="xsd:string"),
    names(SCHEMA, "targetUrl", type="xsd:anyURI"),
    names(SCHEMA, "targetDescription targetFramework targetName", type="xsd:string"),
)

EARLY_IDENTITY_OBJECT = scope(
    names(OB, "hashed", type="xsd:boolean"),
    names(OB, "identityHash identityType salt", type="xsd:string"),
)

EARLY_RESULT = scope(
    names(OB, "achievedLevel resultDescription", type="xsd:anyURI"),
    names(OB, "status", type="xsd:string"),
    names(SCHEMA, "value", type="xsd:string"),
)

ENDORSEMENT_SUBJECT = protected_scope(names(OB, "endorsementComment"))

EVIDENCE = protected_scope(names(SCHEMA, "audience genre"))

GEO_COORDINATES = protected_scope(names(SCHEMA, "latitude longitude"))

IDENTIFIER_ENTRY = protected_scope(names(OB, "identifier identifierType"))

IDENTITY_OBJECT = protected_scope(
    names(OB, "identityHash identityType salt"), names(OB, "hashed", type=XSD_HTTPS + "boolean")
)

IMAGE = protected_scope(names(SCHEMA, "caption"))

RESULT = protected_scope(
    names(OB, "status"),
    names(OB, "achievedLevel resultDescription", type=XSD_HTTPS + "anyURI"),
    names(SCHEMA, "value"),
)

RESULT_DESCRIPTION = protected_scope(
    names(OB, "allowedValue", container="@list"),
    names(OB, "rubricCriterionLevel", container="@set"),
    names(OB, "requiredValue resultType valueMax valueMin"),
    names(OB, "requiredLevel", type=XSD_HTTPS + "anyURI"),
)

RUBRIC_CRITERION_LEVEL = protected_scope(names(OB, "level points"))
