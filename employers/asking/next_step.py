"""What happens next with a request, in a sentence or two: nobody should have to guess."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from employers.models import Answer, RequestedClaim, RequestState, VerificationRequest
from employers.models.requested_claim import OPEN_ANSWERS, SAID

_SUMS = {
    Answer.CONFIRMED: gettext_lazy("%(n)d confirmed"),
    Answer.DIFFERS: gettext_lazy("%(n)d different"),
    Answer.COULD_NOT_BE_CHECKED: gettext_lazy("%(n)d could not be checked"),
    Answer.DECLINED: gettext_lazy("%(n)d left out by the person"),
}


def for_requester(asked: VerificationRequest, rows: Iterable[RequestedClaim]) -> str:
    say = _TO_REQUESTER.get(RequestState(asked.state))
    return say(asked, list(rows)) if say else ""


def for_holder(asked: VerificationRequest, rows: Iterable[RequestedClaim]) -> str:
    say = _TO_HOLDER.get(RequestState(asked.state))
    return say(asked, list(rows)) if say else ""


def _day(asked: VerificationRequest) -> str:
    return date_format(asked.deadline, "j F Y")


def _sent(asked: VerificationRequest, _rows: list[RequestedClaim]) -> str:
    return _(
        "We have written to the person, who can decide until %(day)s, and we remind them. You get "
        "a message as soon as something happens. You have nothing to do."
    ) % {"day": _day(asked)}


def _viewed(asked: VerificationRequest, _rows: list[RequestedClaim]) -> str:
    return _(
        "The person has read it and can decide until %(day)s. You get a message then. You have "
        "nothing to do."
    ) % {"day": _day(asked)}


def _waiting(rows: list[RequestedClaim]) -> tuple[int, int]:
    """How many are answered, and how many have still to be."""
    included = [row for row in rows if row.included]
    waiting = sum(row.answer in OPEN_ANSWERS for row in included)
    return sum(row.answer in SAID for row in included), waiting


def _authorized(_asked: VerificationRequest, rows: list[RequestedClaim]) -> str:
    answered, waiting = _waiting(rows)
    if not any(row.answer == Answer.ASKED for row in rows):
        return ""
    if not answered:
        return _(
            "We have asked somebody who knows, and remind them three times. You get a message when "
            "the last answer is here."
        )
    return (
        ngettext(
            "%(answered)d of %(all)d is answered.",
            "%(answered)d of %(all)d are answered.",
            answered,
        )
        % {"answered": answered, "all": answered + waiting}
        + " "
        + _(
            "For the rest we have asked somebody who knows, and remind them three times. You get a "
            "message when the last answer is here."
        )
    )


def _sums(_asked: VerificationRequest, rows: list[RequestedClaim]) -> str:
    found = Counter(row.answer for row in rows)
    parts = [str(words) % {"n": found[answer]} for answer, words in _SUMS.items() if found[answer]]
    said = _("All answers are here: %(sums)s.") % {"sums": ", ".join(parts)}
    disputed = sum(getattr(row, "disputed", False) and row.answer in SAID for row in rows)
    if not disputed:
        return said
    return (
        said
        + " "
        + ngettext(
            "The person disputes %(n)d of them: wait with your decision.",
            "The person disputes %(n)d of them: wait with your decision.",
            disputed,
        )
        % {"n": disputed}
    )


def _declined(_asked: VerificationRequest, _rows: list[RequestedClaim]) -> str:
    return _("The person does not want this to be answered. That says nothing against them.")


def _withdrawn(_asked: VerificationRequest, _rows: list[RequestedClaim]) -> str:
    return _("Your organization has taken the request back. Nothing more is answered.")


def _expired(asked: VerificationRequest, _rows: list[RequestedClaim]) -> str:
    return _(
        "Nobody had decided by %(day)s. That says nothing against the person. You can ask again."
    ) % {"day": _day(asked)}


def _holder_authorized(_asked: VerificationRequest, rows: list[RequestedClaim]) -> str:
    if not any(row.answer == Answer.ASKED for row in rows):
        return ""
    return _(
        "For what your credentials do not prove we have asked somebody who knows. You get a "
        "message when they answer, and if they do not."
    )


def _holder_completed(asked: VerificationRequest, _rows: list[RequestedClaim]) -> str:
    if asked.kept_until is None:
        return _("They have all answers.")
    return _("They have all answers, and may keep them until %(day)s. Then we remove them.") % {
        "day": date_format(asked.kept_until, "j F Y")
    }


def _holder_declined(_asked: VerificationRequest, _rows: list[RequestedClaim]) -> str:
    return _("They see that you declined, and no reason. You have nothing more to do.")


def _holder_withdrawn(_asked: VerificationRequest, _rows: list[RequestedClaim]) -> str:
    return _("They took the request back. You have nothing to do.")


def _holder_expired(_asked: VerificationRequest, _rows: list[RequestedClaim]) -> str:
    return _("The time to decide has passed. They have learned nothing.")


_Say = Callable[[VerificationRequest, list[RequestedClaim]], str]
_TO_REQUESTER: dict[RequestState, _Say] = {
    RequestState.SENT: _sent,
    RequestState.VIEWED: _viewed,
    RequestState.AUTHORIZED: _authorized,
    RequestState.COMPLETED: _sums,
    RequestState.DECLINED: _declined,
    RequestState.WITHDRAWN: _withdrawn,
    RequestState.EXPIRED: _expired,
}
_TO_HOLDER: dict[RequestState, _Say] = {
    RequestState.AUTHORIZED: _holder_authorized,
    RequestState.COMPLETED: _holder_completed,
    RequestState.DECLINED: _holder_declined,
    RequestState.WITHDRAWN: _holder_withdrawn,
    RequestState.EXPIRED: _holder_expired,
}
