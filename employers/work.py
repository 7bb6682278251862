"""Background work of this app. The rows and their rules are the kernel's."""

from collections.abc import Callable
from uuid import UUID

from employers.actions import requests
from employers.models import VerificationRequest
from portal.kernel.work import Permanent, work_kind


@work_kind("employers.answer_request")
def answer_request(subject_id: UUID) -> Callable[[], None]:
    """Answer an authorized request from the credentials held."""
    request = (
        VerificationRequest.objects.select_related("organization", "holder", "requested_by")
        .filter(id=subject_id)
        .first()
    )
    if request is None:
        raise Permanent("request_gone")
    return lambda: requests.answer(request=request)
