"""What a requester and a holder call the states of a request."""

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
_TO_HOLDER = _WORDS | {
    RequestState.SENT: _("You decide"),
    RequestState.VIEWED: _("You decide"),
    RequestState.AUTHORIZED: _("You agreed"),
    RequestState.DECLINED: _("You declined"),
    RequestState.WITHDRAWN: _("Taken back"),
}


def state_word(state: str, *, for_requester: bool = True) -> str:
    return str((_WORDS if for_requester else _TO_HOLDER)[RequestState(state)])
