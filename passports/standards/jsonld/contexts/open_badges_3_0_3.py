"""Open Badges 3.0.3.

Two revisions were published under this address. This is the later one: it adds `endorsementJwt`
and `jti` and changes nothing else, so a credential made with the earlier one expands the same,
and one that uses either name is not refused.
"""

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
from passports.standards.jsonld.contexts.vocabularies import JWT, OB, SCHEMA, XSD_HTTPS

TABLE = ContextTable(
    urls=("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",),
    sha256="3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    sha384=(
        "c58d73edcd2c17e701985f918cc8c684485f2c5399ffbddcacb3de5744f09000"
        "0f244e5f87292c353298accfb0d894e3"
    ),
    scope=protected_scope(
        names(JWT, "jti", type="@id"),
        names(OB, "alignment endorsement endorsementJwt", container="@set"),
        names(OB, "Criteria EndorsementCredential OpenBadgeCredential narrative"),
        names(OB, "image", type="@id"),
        names(OB, "awardedDate", type="xsd:dateTime"),
        names(SCHEMA, "description inLanguage name"),
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
                    names(OB, "image", type="@id"),
                    names(OB, "creditsAvailable", type=XSD_HTTPS + "float"),
                    names(SCHEMA, "inLanguage"),
                    {
                        "criteria": term(OB + "Criteria", "@id"),
                        "tag": term(SCHEMA + "keywords", container="@set"),
                    },
                ),
            ),
            "AchievementCredential": "OpenBadgeCredential",
            "AchievementSubject": term(
                OB + "AchievementSubject",
                inside=protected_scope(
                    names(OB, "identifier result", container="@set"),
                    names(OB, "achievement licenseNumber role term"),
                    names(OB, "image source", type="@id"),
                    names(OB, "activityEndDate activityStartDate", type=XSD_HTTPS + "date"),
                    names(OB, "creditsEarned", type=XSD_HTTPS + "float"),
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
                    names(OB, "address image parentOrg", type="@id"),
                    names(OB, "dateOfBirth", type=XSD_HTTPS + "date"),
                    names(
                        SCHEMA,
                        "additionalName email familyName givenName honorificPrefix honorificSuffix",
                    ),
                ),
            ),
            "Related": term(
                OB + "Related",
                inside=protected_scope(names(OB, "version"), names(SCHEMA, "inLanguage")),
            ),
            "Result": term(OB + "Result", inside=RESULT),
            "ResultDescription": term(OB + "ResultDescription", inside=RESULT_DESCRIPTION),
            "RubricCriterionLevel": term(
                OB + "RubricCriterionLevel", inside=RUBRIC_CRITERION_LEVEL
            ),
        },
    ),
)
