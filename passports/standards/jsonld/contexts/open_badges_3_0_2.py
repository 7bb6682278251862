"""Open Badges 3.0.2."""

from passports.standards.jsonld.contexts.open_badges_3_scopes import (
    ADDRESS,
    ALIGNMENT,
    ENDORSEMENT_SUBJECT,
    EVIDENCE,
    GEO_COORDINATES,
    IDENTIFIER_ENTRY,
    IDENTITY_OBJECT,
    IMAGE,
    RESULT,
    RESULT_DESCRIPTION,
    RUBRIC_CRITERION_LEVEL,
)
from passports.standards.jsonld.contexts.table import ContextTable, names, protected_scope, term
from passports.standards.jsonld.contexts.vocabularies import OB, SCHEMA, XSD_HTTPS

TABLE = ContextTable(
    urls=("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",),
    sha256="bba433989e1e700ca60838a3c22378e7d8381aeb0c9590f9ddf84d1714f10296",
    sha384=(
        "a447b31e8f6e866d8c6df41f661928823571bd09cd6cd0547ac2fbf5dfca199f"
        "5b14ae28b2af2b87c74d3ec1d3e6d32d"
    ),
    scope=protected_scope(
        names(OB, "alignment endorsement", container="@set"),
        names(OB, "Criteria EndorsementCredential OpenBadgeCredential narrative"),
        names(SCHEMA, "description name"),
        names(SCHEMA, "url", type=XSD_HTTPS + "anyURI"),
        {
            "Achievement": term(
                OB + "Achievement",
                inside=protected_scope(
                    names(
                        OB, "alignment otherIdentifier related resultDescription", container="@set"
                    ),
                    names(
                        OB, "achievementType creator fieldOfStudy humanCode specialization version"
                    ),
                    names(OB, "creditsAvailable", type=XSD_HTTPS + "float"),
                    {
                        "criteria": term(OB + "Criteria", "@id"),
                        "image": term(OB + "Image", "@id"),
                        "tag": term(SCHEMA + "keywords", container="@set"),
                    },
                ),
            ),
            "AchievementCredential": "OpenBadgeCredential",
            "AchievementSubject": term(
                OB + "AchievementSubject",
                inside=protected_scope(
                    names(OB, "identifier result", container="@set"),
                    names(OB, "licenseNumber role term"),
                    names(OB, "source", type="@id"),
                    names(OB, "activityEndDate activityStartDate", type=XSD_HTTPS + "date"),
                    names(OB, "creditsEarned", type=XSD_HTTPS + "float"),
                    {"achievement": OB + "achievement-0", "image": term(OB + "Image", "@id")},
                ),
            ),
            "Address": term(OB + "Address", inside=ADDRESS),
            "Alignment": term(SCHEMA + "AlignmentObject", inside=ALIGNMENT),
            "EndorsementSubject": term(OB + "EndorsementSubject", inside=ENDORSEMENT_SUBJECT),
            "Evidence": term(OB + "Evidence", inside=EVIDENCE),
            "GeoCoordinates": term(OB + "GeoCoordinates", inside=GEO_COORDINATES),
            "IdentifierEntry": term(OB + "IdentifierEntry", inside=IDENTIFIER_ENTRY),
            "IdentityObject": term(OB + "IdentityObject", inside=IDENTITY_OBJECT),
            "Image": term(OB + "Image", inside=IMAGE),
            "Profile": term(
                OB + "Profile",
                inside=protected_scope(
                    names(OB, "otherIdentifier", container="@set"),
                    names(OB, "familyNamePrefix official patronymicName phone"),
                    names(OB, "address parentOrg", type="@id"),
                    names(OB, "dateOfBirth", type=XSD_HTTPS + "date"),
                    names(
                        SCHEMA,
                        "additionalName email familyName givenName honorificPrefix honorificSuffix",
                    ),
                    {"image": term(OB + "Image", "@id")},
                ),
            ),
            "Related": term(OB + "Related", inside=protected_scope(names(OB, "version"))),
            "Result": term(OB + "Result", inside=RESULT),
            "ResultDescription": term(OB + "ResultDescription", inside=RESULT_DESCRIPTION),
            "RubricCriterionLevel": term(
                OB + "RubricCriterionLevel", inside=RUBRIC_CRITERION_LEVEL
            ),
            "image": term(OB + "Image", "@id"),
        },
    ),
)
