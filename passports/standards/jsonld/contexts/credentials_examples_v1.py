"""The examples of the Verifiable Credentials Data Model 1.1."""

from passports.standards.jsonld.contexts.table import ContextTable, scope, term
from passports.standards.jsonld.contexts.vocabularies import EXAMPLES_V1, SCHEMA_HTTP

TABLE = ContextTable(
    urls=("https://www.w3.org/2018/credentials/examples/v1",),
    sha256="2070ae4e75bc3b4c2cfe2b8b6e86ec45119672bbb5da283f0399ea96c60a0104",
    sha384=(
        "28011554bfae6f952a3bd28a921405b66c1a4d059e70d20cdb2424ca5f8a511a"
        "576960d56a70670be362633225122f28"
    ),
    scope=[
        scope(version=1.1),
        "https://www.w3.org/ns/odrl.jsonld",
        scope(
            {
                "3rdPartyCorrelation": "ex:3rdPartyCorrelation",
                "AllVerifiers": "ex:AllVerifiers",
                "AlumniCredential": "ex:AlumniCredential",
                "Archival": "ex:Archival",
                "BachelorDegree": "ex:BachelorDegree",
                "CLCredentialDefinition2019": "ex:CLCredentialDefinition2019",
                "CLSignature2019": "ex:CLSignature2019",
                "Child": "ex:Child",
                "DisputeCredential": "ex:DisputeCredential",
                "HolderPolicy": "ex:HolderPolicy",
                "IssuerPolicy": "ex:IssuerPolicy",
                "Mother": "ex:Mother",
                "PrescriptionCredential": "ex:PrescriptionCredential",
                "RelationshipCredential": "ex:RelationshipCredential",
                "UniversityDegreeCredential": "ex:UniversityDegreeCredential",
                "ZkpExampleSchema2018": "ex:ZkpExampleSchema2018",
                "alumniOf": term("schema:alumniOf", "rdf:HTML"),
                "attributes": "ex:attributes",
                "child": term("ex:child", "@id"),
                "college": "ex:college",
                "currentStatus": "ex:currentStatus",
                "degree": "ex:degree",
                "degreeSchool": "ex:degreeSchool",
                "degreeType": "ex:degreeType",
                "documentPresence": "ex:documentPresence",
                "evidenceDocument": "ex:evidenceDocument",
                "ex": EXAMPLES_V1,
                "familyName": "schema:familyName",
                "givenName": "schema:givenName",
                "issuerData": "ex:issuerData",
                "name": term("schema:name", "rdf:HTML"),
                "nonRevocationProof": "ex:nonRevocationProof",
                "parent": term("ex:parent", "@id"),
                "prescription": "ex:prescription",
                "primaryProof": "ex:primaryProof",
                "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                "referenceId": "ex:referenceId",
                "schema": SCHEMA_HTTP,
                "signature": "ex:signature",
                "signatureCorrectnessProof": "ex:signatureCorrectnessProof",
                "spouse": "schema:spouse",
                "statusReason": "ex:statusReason",
                "subjectPresence": "ex:subjectPresence",
                "verifier": term("ex:verifier", "@id"),
            }
        ),
    ],
)
