"""Open Badges 3.0.1."""

from passports.standards.jsonld.contexts.open_badges_3_scopes import (
    EARLY_ADDRESS,
    EARLY_ALIGNMENT,
    EARLY_IDENTITY_OBJECT,
    EARLY_RESULT,
)
from passports.standards.jsonld.contexts.table import ALIASES, ContextTable, names, scope, term
from passports.standards.jsonld.contexts.vocabularies import OB, SCHEMA, XSD_HTTPS

TABLE = ContextTable(
    urls=("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",),
    sha256="cfc147db5fd5e3575b06bd471fe04784e92de69296f64a351b8dff0ec3372e9c",
    sha384=(
        "acb8cd4635c55885ecc89f33a25dd1750774228b2332e1e46b18f42bcef043ae"
        "ce48cb014416cd087c5762ac09134493"
    ),
    scope=scope(
        ALIASES,
        names(OB, "alignment endorsement", container="@set"),
        names(OB, "Criteria EndorsementCredential OpenBadgeCredential"),
        names(OB, "image", type="@id"),
        names(OB, "awardedDate", type="xsd:dateTime"),
        names(OB, "narrative", type="xsd:string"),
        names(SCHEMA, "url", type="xsd:anyURI"),
        names(SCHEMA, "description name", type="xsd:string"),
        {
            "Achievement": term(
                OB + "Achievement",
                inside=scope(
                    names(
                        OB, "alignment otherIdentifier related resultDescription", container="@set"
                    ),
                    names(OB, "creator"),
                    names(OB, "creditsAvailable", type="xsd:float"),
                    names(
                        OB,
                        "achievementType fieldOfStudy humanCode specialization version",
                        type="xsd:string",
                    ),
                    {
                        "criteria": term(OB + "Criteria", "@id"),
                        "image": term(OB + "Image", "@id"),
                        "tag": term(SCHEMA + "keywords", "xsd:string", container="@set"),
                    },
                ),
            ),
            "AchievementCredential": "OpenBadgeCredential",
            "AchievementSubject": term(
                OB + "AchievementSubject",
                inside=scope(
                    names(OB, "identifier result", container="@set"),
                    names(OB, "source", type="@id"),
                    names(OB, "activityEndDate activityStartDate", type="xsd:date"),
                    names(OB, "creditsEarned", type="xsd:float"),
                    names(OB, "licenseNumber role term", type="xsd:string"),
                    {"achievement": OB + "achievement-0", "image": term(OB + "Image", "@id")},
                ),
            ),
            "Address": term(OB + "Address", inside=EARLY_ADDRESS),
            "Alignment": term(SCHEMA + "AlignmentObject", inside=EARLY_ALIGNMENT),
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
                    names(OB, "otherIdentifier", container="@set"),
                    names(OB, "address parentOrg", type="@id"),
                    names(OB, "dateOfBirth", type="xsd:date"),
                    names(OB, "familyNamePrefix official patronymicName phone", type="xsd:string"),
                    names(
                        SCHEMA,
                        "additionalName email familyName givenName honorificPrefix honorificSuffix",
                        type="xsd:string",
                    ),
                    {"image": term(OB + "Image", "@id")},
                ),
            ),
            "Related": term(OB + "Related", inside=scope(names(OB, "version", type="xsd:string"))),
            "Result": term(OB + "Result", inside=EARLY_RESULT),
            "ResultDescription": term(
                OB + "ResultDescription",
                inside=scope(
                    names(OB, "rubricCriterionLevel", container="@set"),
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
