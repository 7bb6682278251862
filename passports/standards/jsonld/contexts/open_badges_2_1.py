"""Open Badges 2.1."""

from passports.standards.jsonld.contexts.table import ALIASES, ContextTable, scope, term
from passports.standards.jsonld.contexts.vocabularies import XSD

TABLE = ContextTable(
    urls=("https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",),
    sha256="4fcbe253b159dc04c7f79b12a46d529b5e9f0283d75a9686c6a121fe94a795df",
    sha384=(
        "4b6bdb6c7bbb4e54a4dfe87e3b2369cd54fb9a59713f874942f79fdd8551a206"
        "e534e986fc447bcedb1a9d416294c944"
    ),
    scope=scope(
        ALIASES,
        {
            "apiBase": "obi:dtURL",
            "assertion": "obi:dtAssertion",
            "assertions": term("obi:dtAssertion", container="@set"),
            "authorizationUrl": "obi:dtURL",
            "badgeConnectAPI": term("obi:dtBadgeConnectAPI", container="@set"),
            "dtAssertion": "obi:dtAssertion",
            "dtBadgeConnectAPI": "obi:dtBadgeConnectAPI",
            "dtCompactJWS": term("obi:dtCompactJWS", "xsd:string"),
            "dtIRI": term("obi:dtIRI", "xsd:normalizedString"),
            "dtProfile": "obi:dtProfile",
            "dtStatus": "obi:dtStatus",
            "dtStatusResponse": "obi:dtStatusResponse",
            "dtURL": term("obi:dtURL", "xsd:anyURI"),
            "error": term("obi:error", "xsd:string"),
            "image": term("obi:image", "xsd:anyURI"),
            "name": term("obi:name", "xsd:string"),
            "obi": "https://purl.imsglobal.org/spec/ob/vocab#",
            "privacyPolicyUrl": "obi:dtURL",
            "profile": "obi:dtProfile",
            "registrationUrl": "obi:dtURL",
            "scopesOffered": term("obi:scopesOffered", "xsd:anyURI", container="@set"),
            "signedAssertion": "obi:dtCompactJWS",
            "signedAssertions": term("obi:dtCompactJWS", container="@set"),
            "status": "obi:dtStatus",
            "statusCode": term("obi:statusCode", "xsd:integer"),
            "statusText": "obi:StatusTextEnumDType",
            "termsOfServiceUrl": "obi:dtURL",
            "tokenRevocationUrl": "obi:dtURL",
            "tokenUrl": "obi:dtURL",
            "version": term("obi:version", "xsd:string"),
            "xsd": XSD,
        },
    ),
)
