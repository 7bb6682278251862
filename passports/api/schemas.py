"""What the VC API takes (https://w3c-ccg.github.io/vc-api/)."""

from typing import Any, Literal

from ninja import Field, Schema

JsonObject = dict[str, Any]


class IssueOptions(Schema):
    cryptosuite: str = Field(
        "",
        description="eddsa-rdfc-2022, eddsa-jcs-2022, ecdsa-rdfc-2019, ecdsa-jcs-2019; by default "
        "the first, or the third if the issuer is the did:key of a P-256 key.",
    )
    mediaType: Literal["application/vc", "application/vc+jwt"] = Field(
        "application/vc",
        description="application/vc+jwt gives an EnvelopedVerifiableCredential around a JWT.",
    )
    statusPurposes: list[Literal["revocation", "suspension"]] = Field(
        ["revocation", "suspension"], description="One status entry is added for each."
    )


class IssueRequest(Schema):
    credential: JsonObject = Field(description="Without a proof of ours; see docs/api.md.")
    options: IssueOptions = IssueOptions()


class VerifyOptions(Schema):
    checks: list[str] = Field([], description="Accepted; every check is always made.")
    expectedProofPurpose: str = "assertionMethod"


class VerifyRequest(Schema):
    verifiableCredential: JsonObject | str = Field(
        description="A credential with its proof, an EnvelopedVerifiableCredential, or a JWT."
    )
    options: VerifyOptions = VerifyOptions()


class PresentationOptions(Schema):
    checks: list[str] = []
    challenge: str | None = None
    domain: str | None = None


class PresentationRequest(Schema):
    verifiablePresentation: JsonObject | str
    options: PresentationOptions = PresentationOptions()


class BatchRequest(Schema):
    verifiableCredentials: list[JsonObject | str]


class CredentialStatus(Schema):
    type: str = "BitstringStatusListEntry"
    statusPurpose: Literal["revocation", "suspension"]
    status: bool | Literal["0", "1"] | None = Field(
        None, description="As the status beside it, where the VC API had it before."
    )


class StatusRequest(Schema):
    credentialId: str
    credentialStatus: CredentialStatus | list[CredentialStatus]
    status: bool | Literal["0", "1"] | None = Field(
        None, description="true unless told; false ends a suspension; a revocation is final."
    )
    reason: str = Field("", max_length=2000)
