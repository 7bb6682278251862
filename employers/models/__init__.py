"""The other side: verification requests and their answers."""

from employers.models.verification_request import (
    Answer,
    RequestedClaim,
    RequestState,
    VerificationRequest,
)

__all__ = ["Answer", "RequestState", "RequestedClaim", "VerificationRequest"]
