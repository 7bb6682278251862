"""What a requester calls the states of a request: fewer words than the holder needs."""

from django.utils.translation import gettext_lazy as _

from employers.models import RequestState

_WORDS = {
    RequestState.DRAFT: _("Draft"),
    RequestState.SENT: _("Asked"),
    RequestState.VIEWED: _("Being decided"),
    RequestState.AUTHORIZED: _("Answer on its way"),
    RequestState.COMPLETED: _("Answered"),
    RequestState.DECLINED: _("Declined"),
    RequestState.WITHDRAWN: _("Withdrawn"),
    RequestState.EXPIRED: _("Expired"),
}


def state_word(state: str) -> str:
    return str(_WORDS[RequestState(state)])
