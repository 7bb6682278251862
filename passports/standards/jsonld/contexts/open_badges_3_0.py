"""Open Badges 3.0 before it was final."""

from passports.standards.jsonld.contexts.open_badges_3_scopes import (
    EARLY_ADDRESS,
    EARLY_ALIGNMENT,
    EARLY_IDENTITY_OBJECT,
    EARLY_RESULT,
)
from passports.standards.jsonld.contexts.table import ALIASES, ContextTable, names, scope, term
from passports.standards.jsonld.contexts.vocabularies import OB, SCHEMA, XSD_HTTPS

TABLE = ContextTable(
    urls=(
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld",
    ),
    sha256="b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",
    sha384=(
        "cc77157457841319e05ab0d9657fe144150a626c1f0fd89c0e639f58d468edb5"
        "513597d9f14459310c86ec6b975b74cc"
    ),
    scope=scope(
        ALIASES,
        names(OB, "Criteria EndorsementCredential OpenBadgeCredential"),
        names(OB, "alignment", type=OB + "Alignment", container="@set"),
        names(OB, "endorsement", type=OB + "EndorsementCredential", container="@set"),
        names(OB, "image", type=OB + "Image"),
        names(OB, "narrative", type="xsd:string"),
        names(SCHEMA, "url", type="xsd:anyURI"),
        names(SCHEMA, "description name", type="xsd:string"),
        {
            "Achievement": term(
                OB + "Achievement",
                inside=scope(
                    names(OB, "alignment", type=OB + "Alignment", container="@set"),
                    names(OB, "otherIdentifier", type=OB + "IdentifierEntry", container="@set"),
                    names(OB, "related", type=OB + "Related", container="@set"),
                    names(OB, "resultDescription", type=OB + "ResultDescription", container="@set"),
                    names(OB, "creditsAvailable", type="xsd:float"),
                    names(
                        OB,
                        "achievementType fieldOfStudy humanCode specialization version",
                        type="xsd:string",
                    ),
                    {
                        "creator": OB + "Profile",
                        "criteria": term(OB + "Criteria", "@id"),
                        "tag": term(SCHEMA + "keywords", "xsd:string", container="@set"),
                    },
                ),
            ),
            "AchievementCredential": "OpenBadgeCredential",
            "AchievementSubject": term(
                OB + "AchievementSubject",
                inside=scope(
                    names(OB, "identifier", type=OB + "IdentityObject", container="@set"),
                    names(OB, "source", type=OB + "Profile"),
                    names(OB, "result", type=OB + "Result", container="@set"),
                    names(OB, "activityEndDate activityStartDate", type="xsd:date"),
                    names(OB, "creditsEarned", type="xsd:float"),
                    names(OB, "licenseNumber role term", type="xsd:string"),
                    {"achievement": OB + "Achievement"},
                ),
            ),
            "Address": term(OB + "Address", inside=EARLY_ADDRESS),
            "Alignment": term(SCHEMA + "Alignment", inside=EARLY_ALIGNMENT),
            "EndorsementSubject": term(
                OB + "EndorsementSubject",
                inside=scope(names(OB, "endorsementComment", type="xsd:string")),
            ),
            "Evidence": term(
                OB + "Evidence", inside=scope(names(SCHEMA, "audience genre", type="xsd:string"))
            ),
            "GeoCoordinates": term(
                OB + "GeoCoordinates",
                inside=scope(names(SCHEMA, "latitude longitude", type="xsd:string")),
            ),
            "IdentifierEntry": term(
                OB + "IdentifierEntry",
                inside=scope(names(OB, "identifier identifierType", type="xsd:string")),
            ),
            "IdentityObject": term(OB + "IdentityObject", inside=EARLY_IDENTITY_OBJECT),
            "Image": term(OB + "Image", inside=scope(names(SCHEMA, "caption", type="xsd:string"))),
            "Profile": term(
                OB + "Profile",
                inside=scope(
                    names(OB, "otherIdentifier", type=OB + "IdentifierEntry", container="@set"),
                    names(OB, "dateOfBirth", type="xsd:date"),
                    names(
                        OB, "familyNamePrefix official parentOrg patronymicName", type="xsd:string"
                    ),
                    names(
                        SCHEMA,
                        "additionalName email familyName givenName honorificPrefix honorificSuffix",
                        type="xsd:string",
                    ),
                    {"address": OB + "Address", "phone": term(OB + "PhoneNumber", "xsd:string")},
                ),
            ),
            "Related": term(OB + "Related", inside=scope(names(OB, "version", type="xsd:string"))),
            "Result": term(OB + "Result", inside=EARLY_RESULT),
            "ResultDescription": term(
                OB + "ResultDescription",
                inside=scope(
                    names(
                        OB,
                        "rubricCriterionLevel",
                        type=OB + "RubricCriterionLevel",
                        container="@set",
                    ),
                    names(OB, "requiredLevel", type="xsd:anyURI"),
                    names(OB, "allowedValue", type="xsd:string", container="@set"),
                    names(OB, "requiredValue resultType valueMax valueMin", type="xsd:string"),
                ),
            ),
            "RubricCriterionLevel": term(
                OB + "RubricCriterionLevel",
                inside=scope(names(OB, "level points", type="xsd:string")),
            ),
            "xsd": XSD_HTTPS,
        },
    ),
)
