"""The classes of Open Badges 3.0 as tables of facts.

https://www.imsglobal.org/spec/ob/v3p0/#data-model. A member is `name: (kind, required)`, with a
kind of text, uri, date_time, date, number, boolean, jws, result_status, or the name of a class.
Members that are not listed are extensions and are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping

Members = Mapping[str, tuple[str, bool]]

REQUIRED, OPTIONAL = True, False
TEXT, URI, DATE_TIME, DATE = "text", "uri", "date_time", "date"
NUMBER, BOOLEAN, JWS = "number", "boolean", "jws"
RESULT_STATUS = "result_status"
# The one vocabulary that may not be extended.
RESULT_STATUSES = frozenset(
    {"Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"}
)

# class → the value that must be among its `type`
TYPE_OF_CLASS: Mapping[str, str] = {
    "AchievementSubject": "AchievementSubject",
    "EndorsementSubject": "EndorsementSubject",
    "ClrSubject": "ClrSubject",
    "Association": "Association",
    "Achievement": "Achievement",
    "Profile": "Profile",
    "Address": "Address",
    "GeoCoordinates": "GeoCoordinates",
    "Alignment": "Alignment",
    "IdentifierEntry": "IdentifierEntry",
    "IdentityObject": "IdentityObject",
    "Evidence": "Evidence",
    "Image": "Image",
    "Related": "Related",
    "Result": "Result",
    "ResultDescription": "ResultDescription",
    "RubricCriterionLevel": "RubricCriterionLevel",
}

CLASSES: Mapping[str, Members] = {
    "AchievementCredential": {
        "id": (URI, REQUIRED),
        "credentialSubject": ("AchievementSubject", REQUIRED),
        "issuer": ("Profile", REQUIRED),
        "image": ("Image", OPTIONAL),
        "awardedDate": (DATE_TIME, OPTIONAL),
        "endorsement": ("EndorsementCredential", OPTIONAL),
        "endorsementJwt": (JWS, OPTIONAL),
        "evidence": ("Evidence", OPTIONAL),
    },
    "EndorsementCredential": {
        "id": (URI, REQUIRED),
        "credentialSubject": ("EndorsementSubject", REQUIRED),
        "issuer": ("Profile", REQUIRED),
        "awardedDate": (DATE_TIME, OPTIONAL),
    },
    # Comprehensive Learner Record 2.0 (https://www.imsglobal.org/spec/clr/v2p0/#data-model).
    "ClrCredential": {
        "id": (URI, REQUIRED),
        "name": (TEXT, REQUIRED),
        "description": (TEXT, OPTIONAL),
        "credentialSubject": ("ClrSubject", REQUIRED),
        "issuer": ("Profile", REQUIRED),
        "awardedDate": (DATE_TIME, OPTIONAL),
        "image": ("Image", OPTIONAL),
        "partial": (BOOLEAN, OPTIONAL),
        "endorsement": ("EndorsementCredential", OPTIONAL),
        "endorsementJwt": (JWS, OPTIONAL),
        "evidence": ("Evidence", OPTIONAL),
    },
    "ClrSubject": {
        "id": (URI, OPTIONAL),
        "identifier": ("IdentityObject", OPTIONAL),
        "achievement": ("Achievement", OPTIONAL),
        "verifiableCredential": ("VerifiableCredential", REQUIRED),
        "association": ("Association", OPTIONAL),
    },
    "Association": {
        "associationType": (TEXT, REQUIRED),
        "sourceId": (URI, REQUIRED),
        "targetId": (URI, REQUIRED),
    },
    "VerifiableCredential": {},
    "AchievementSubject": {
        "id": (URI, OPTIONAL),
        "activityEndDate": (DATE_TIME, OPTIONAL),
        "activityStartDate": (DATE_TIME, OPTIONAL),
        "creditsEarned": (NUMBER, OPTIONAL),
        "achievement": ("Achievement", REQUIRED),
        "identifier": ("IdentityObject", OPTIONAL),
        "image": ("Image", OPTIONAL),
        "licenseNumber": (TEXT, OPTIONAL),
        "narrative": (TEXT, OPTIONAL),
        "result": ("Result", OPTIONAL),
        "role": (TEXT, OPTIONAL),
        "source": ("Profile", OPTIONAL),
        "term": (TEXT, OPTIONAL),
    },
    "EndorsementSubject": {
        "id": (URI, REQUIRED),
        "endorsementComment": (TEXT, OPTIONAL),
    },
    "Achievement": {
        "id": (URI, REQUIRED),
        "alignment": ("Alignment", OPTIONAL),
        "achievementType": (TEXT, OPTIONAL),
        "creator": ("Profile", OPTIONAL),
        "creditsAvailable": (NUMBER, OPTIONAL),
        "criteria": ("Criteria", REQUIRED),
        "description": (TEXT, REQUIRED),
        "endorsement": ("EndorsementCredential", OPTIONAL),
        "endorsementJwt": (JWS, OPTIONAL),
        "fieldOfStudy": (TEXT, OPTIONAL),
        "humanCode": (TEXT, OPTIONAL),
        "image": ("Image", OPTIONAL),
        "inLanguage": (TEXT, OPTIONAL),
        "name": (TEXT, REQUIRED),
        "otherIdentifier": ("IdentifierEntry", OPTIONAL),
        "related": ("Related", OPTIONAL),
        "resultDescription": ("ResultDescription", OPTIONAL),
        "specialization": (TEXT, OPTIONAL),
        "tag": (TEXT, OPTIONAL),
        "version": (TEXT, OPTIONAL),
    },
    "Profile": {
        "id": (URI, REQUIRED),
        "name": (TEXT, OPTIONAL),
        "url": (URI, OPTIONAL),
        "phone": (TEXT, OPTIONAL),
        "description": (TEXT, OPTIONAL),
        "endorsement": ("EndorsementCredential", OPTIONAL),
        "endorsementJwt": (JWS, OPTIONAL),
        "image": ("Image", OPTIONAL),
        "email": (TEXT, OPTIONAL),
        "address": ("Address", OPTIONAL),
        "otherIdentifier": ("IdentifierEntry", OPTIONAL),
        "official": (TEXT, OPTIONAL),
        "parentOrg": ("Profile", OPTIONAL),
        "familyName": (TEXT, OPTIONAL),
        "givenName": (TEXT, OPTIONAL),
        "additionalName": (TEXT, OPTIONAL),
        "patronymicName": (TEXT, OPTIONAL),
        "honorificPrefix": (TEXT, OPTIONAL),
        "honorificSuffix": (TEXT, OPTIONAL),
        "familyNamePrefix": (TEXT, OPTIONAL),
        "dateOfBirth": (DATE, OPTIONAL),
    },
    "Address": {
        "addressCountry": (TEXT, OPTIONAL),
        "addressCountryCode": (TEXT, OPTIONAL),
        "addressRegion": (TEXT, OPTIONAL),
        "addressLocality": (TEXT, OPTIONAL),
        "streetAddress": (TEXT, OPTIONAL),
        "postOfficeBoxNumber": (TEXT, OPTIONAL),
        "postalCode": (TEXT, OPTIONAL),
        "geo": ("GeoCoordinates", OPTIONAL),
    },
    "GeoCoordinates": {
        "latitude": (NUMBER, REQUIRED),
        "longitude": (NUMBER, REQUIRED),
    },
    "Alignment": {
        "targetCode": (TEXT, OPTIONAL),
        "targetDescription": (TEXT, OPTIONAL),
        "targetName": (TEXT, REQUIRED),
        "targetFramework": (TEXT, OPTIONAL),
        "targetType": (TEXT, OPTIONAL),
        "targetUrl": (URI, REQUIRED),
    },
    "IdentifierEntry": {
        "identifier": (TEXT, REQUIRED),
        "identifierType": (TEXT, REQUIRED),
    },
    "IdentityObject": {
        "hashed": (BOOLEAN, REQUIRED),
        "identityHash": (TEXT, REQUIRED),
        "identityType": (TEXT, REQUIRED),
        "salt": (TEXT, OPTIONAL),
    },
    "Criteria": {
        "id": (URI, OPTIONAL),
        "narrative": (TEXT, OPTIONAL),
    },
    "Evidence": {
        "id": (URI, OPTIONAL),
        "narrative": (TEXT, OPTIONAL),
        "name": (TEXT, OPTIONAL),
        "description": (TEXT, OPTIONAL),
        "genre": (TEXT, OPTIONAL),
        "audience": (TEXT, OPTIONAL),
    },
    "Image": {
        "id": (URI, REQUIRED),
        "caption": (TEXT, OPTIONAL),
    },
    "Related": {
        "id": (URI, REQUIRED),
        "inLanguage": (TEXT, OPTIONAL),
        "version": (TEXT, OPTIONAL),
    },
    "Result": {
        "achievedLevel": (URI, OPTIONAL),
        "alignment": ("Alignment", OPTIONAL),
        "resultDescription": (URI, OPTIONAL),
        "status": (RESULT_STATUS, OPTIONAL),
        "value": (TEXT, OPTIONAL),
    },
    "ResultDescription": {
        "id": (URI, REQUIRED),
        "alignment": ("Alignment", OPTIONAL),
        "allowedValue": (TEXT, OPTIONAL),
        "name": (TEXT, REQUIRED),
        "requiredLevel": (URI, OPTIONAL),
        "requiredValue": (TEXT, OPTIONAL),
        "resultType": (TEXT, REQUIRED),
        "rubricCriterionLevel": ("RubricCriterionLevel", OPTIONAL),
        "valueMax": (TEXT, OPTIONAL),
        "valueMin": (TEXT, OPTIONAL),
    },
    "RubricCriterionLevel": {
        "id": (URI, REQUIRED),
        "alignment": ("Alignment", OPTIONAL),
        "description": (TEXT, OPTIONAL),
        "level": (TEXT, OPTIONAL),
        "name": (TEXT, REQUIRED),
        "points": (TEXT, OPTIONAL),
    },
}
# Classes that may also be given by their identifier alone.
BY_REFERENCE = frozenset({"Profile", "Image"})
# Members whose value is one thing and not a list of things.
MANY = frozenset(
    {
        "endorsement", "endorsementJwt", "evidence", "identifier", "result", "alignment",
        "otherIdentifier", "related", "resultDescription", "tag", "allowedValue",
        "rubricCriterionLevel", "credentialSubject", "verifiableCredential", "association",
        "ClrSubject.achievement",
    }
)  # fmt: skip
