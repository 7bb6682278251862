"""The code that opens the form of an attester."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.actions.link_codes import LinkCode
from employers.models import AttestationRequest, AttestationState
from employers.models.attestation_request import OPEN_ATTESTATIONS
from portal.kernel.audit import record
from portal.kernel.moves import move

CODE = LinkCode(
    "attestation", _("Your code to answer a question about a person"), OPEN_ATTESTATIONS
)


def prove(*, attestation: AttestationRequest, code: str) -> bool:
    """Is this the code that was sent last? Uses it up, and notes that the request was opened.
    Raises NotOpen."""

    def note() -> None:
        first = (AttestationState.WAITING, AttestationState.SENT)
        if move(attestation, to=AttestationState.OPENED, only_from=first, opened_at=timezone.now()):
            record(by=None, obj=attestation, deed="attestation_opened", actor_kind="link")

    return CODE.prove(asked=attestation, code=code, then=note)
