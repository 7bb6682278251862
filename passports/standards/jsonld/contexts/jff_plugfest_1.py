"""JFF VC-EDU plugfest 1."""

from passports.standards.jsonld.contexts.table import ALIASES, ContextTable, names, scope, term
from passports.standards.jsonld.contexts.vocabularies import SCHEMA, XSD_HTTPS

TABLE = ContextTable(
    urls=(
        "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
        "https://kayaelle.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
    ),
    sha256="3bc63c2ac768b6c3ae9a1beeb2564b3156b47c4a3ffae1ae49b553d3664f2749",
    sha384=(
        "e5173d490af3603e60c5b75b6649628479c266b1f50688fd305f611e0d103de6"
        "5059ef4334371aca7821e4b857dbf050"
    ),
    scope=scope(
        ALIASES,
        names(SCHEMA, "url", type="xsd:anyURI"),
        names(SCHEMA, "description name", type="xsd:string"),
        {
            "Achievement": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Achievement",
                inside=scope(
                    {
                        "achievementType": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#achievementType",
                            "xsd:string",
                        ),
                        "alignment": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Alignment",
                        "creator": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Profile",
                        "creditsAvailable": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#creditsAvailable",
                            "xsd:float",
                        ),
                        "criteria": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#criteria",
                            "@id",
                        ),
                        "fieldOfStudy": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#fieldOfStudy",
                            "xsd:string",
                        ),
                        "humanCode": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#humanCode",
                            "xsd:string",
                        ),
                        "specialization": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#specialization",
                            "xsd:string",
                        ),
                        "tags": term(SCHEMA + "keywords", "xsd:string", container="@set"),
                    }
                ),
            ),
            "AchievementCredential": "OpenBadgeCredential",
            "AchievementSubject": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#AchievementSubject",
                inside=scope(
                    {
                        "achievement": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Achievement",
                        "identifier": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Identifier",
                        "result": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Result",
                    }
                ),
            ),
            "Address": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Address",
                inside=scope(
                    names(
                        SCHEMA,
                        "addressCountry addressRegion postOfficeBoxNumber postalCode streetAddress",
                        type="xsd:string",
                    ),
                    {
                        "addressCountryCode": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#CountryCode",
                            "xsd:string",
                        ),
                        "addressLocality": term(SCHEMA + "addresLocality", "xsd:string"),
                        "geo": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#GeoCoordinates",
                    },
                ),
            ),
            "Alignment": term(
                SCHEMA + "Alignment",
                inside=scope(
                    names(SCHEMA, "targetUrl", type="xsd:anyURI"),
                    names(
                        SCHEMA, "targetDescription targetFramework targetName", type="xsd:string"
                    ),
                    {
                        "targetCode": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#targetCode",
                            "xsd:string",
                        ),
                        "targetType": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#targetType",
                            "xsd:string",
                        ),
                    },
                ),
            ),
            "Criteria": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Criteria",
            "EndorsementCredential": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#EndorsementCredential",
            "EndorsementSubject": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#EndorsementSubject",
                inside=scope(
                    {
                        "endorsementComment": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#endorsementComment",
                            "xsd:string",
                        )
                    }
                ),
            ),
            "Evidence": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Evidence",
                inside=scope(names(SCHEMA, "audience genre", type="xsd:string")),
            ),
            "GeoCoordinates": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#GeoCoordinates",
                inside=scope(names(SCHEMA, "latitude longitude", type="xsd:string")),
            ),
            "IdentityObject": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#IdentityObject",
                inside=scope(
                    {
                        "hashed": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#hashed",
                            "xsd:boolean",
                        ),
                        "identityHash": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#identityHash",
                            "xsd:string",
                        ),
                        "salt": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#salt",
                            "xsd:string",
                        ),
                    }
                ),
            ),
            "Image": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#IdentityImage",
                inside=scope(names(SCHEMA, "caption", type="xsd:string")),
            ),
            "OpenBadgeCredential": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#OpenBadgeCredential",
            "Profile": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Profile",
                inside=scope(
                    names(
                        SCHEMA,
                        "additionalName email familyName givenName honorificPrefix honorificSuffix",
                        type="xsd:string",
                    ),
                    {
                        "address": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Address",
                        "dateOfBirth": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#dateOfBirth",
                            "xsd:date",
                        ),
                        "familyNamePrefix": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#familyNamePrefix",
                            "xsd:string",
                        ),
                        "official": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#official",
                            "xsd:string",
                        ),
                        "parentOrg": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#parentOrg",
                            "xsd:string",
                        ),
                        "patronymicName": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#patronymicName",
                            "xsd:string",
                        ),
                        "phone": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#PhoneNumber",
                            "xsd:string",
                        ),
                        "sisSourcedId": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#sisSourcedId",
                            "xsd:string",
                        ),
                        "sourcedId": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#sourcedId",
                            "xsd:string",
                        ),
                    },
                ),
            ),
            "Result": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Result",
                inside=scope(
                    names(SCHEMA, "value", type="xsd:string"),
                    {
                        "achievedLevel": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#achievedLevel",
                            "xsd:anyURI",
                        ),
                        "resultDescription": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#resultDescription",
                            "xsd:anyURI",
                        ),
                        "status": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#status",
                            "xsd:string",
                        ),
                    },
                ),
            ),
            "ResultDescription": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#ResultDescription",
                inside=scope(
                    {
                        "allowedValue": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#allowedValue",
                            "xsd:string",
                        ),
                        "requiredLevel": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#requiredLevel",
                            "xsd:anyURI",
                        ),
                        "requiredValue": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#requiredValue",
                            "xsd:string",
                        ),
                        "resultType": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#resultType",
                            "xsd:string",
                        ),
                        "rubricCriterionLevel": "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#RubricCriterionLevel",
                        "valueMax": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#valueMax",
                            "xsd:string",
                        ),
                        "valueMin": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#valueMin",
                            "xsd:string",
                        ),
                    }
                ),
            ),
            "RubricCriterionLevel": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#RubricCriterionLevel",
                inside=scope(
                    {
                        "level": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#level",
                            "xsd:string",
                        ),
                        "points": term(
                            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#points",
                            "xsd:string",
                        ),
                    }
                ),
            ),
            "alignment": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#Alignment", "@id"
            ),
            "endorsement": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#endorsement",
                "@id",
            ),
            "image": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#image", "@id"
            ),
            "narrative": term(
                "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#narrative",
                "xsd:string",
            ),
            "xsd": XSD_HTTPS,
        },
    ),
)
