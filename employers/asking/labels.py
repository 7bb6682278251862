"""In a list of requests: what is to be done, under dispute, unable or in progress. Derived each
time from the states of a request and of its claims; nothing of it is stored."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from employers.models import (
    Answer,
    AttestationRequest,
    ClaimDocument,
    GuardianConsent,
    GuardianState,
    RequestedClaim,
    RequestState,
    Said,
    VerificationRequest,
)
from employers.models.requested_claim import SAID
from employers.words import state_word
from passports.models import Dispute


class Label(NamedTuple):
    """What a list says of a request; `to_do`: whoever reads it has to do something now."""

    text: str
    to_do: bool = False


def for_requester(requests: Sequence[VerificationRequest]) -> dict[UUID, Label]:
    """For the rows of one page, whose `has_question` says that a question waits; one query."""
    answers = _Answers(requests)
    return {each.pk: _to_requester(each, answers) for each in requests}


def for_holder(requests: Sequence[VerificationRequest]) -> dict[UUID, Label]:
    """For the rows of one page; three queries however many there are."""
    answers = _Answers(requests)
    ids = [each.pk for each in requests]
    guardians = _waiting_for_guardians(ids)
    documents = _waiting_for_documents(ids)
    found = {}
    for each in requests:
        if each.pk in guardians and each.is_open:
            found[each.pk] = Label(_("Waiting for your parent or guardian"))
        elif each.is_open:
            day = date_format(each.deadline, "j F Y")
            found[each.pk] = Label(_("Decide by %(day)s") % {"day": day}, to_do=True)
        elif each.pk in documents:
            text = _("Nobody has answered: give a document, or name somebody else")
            found[each.pk] = Label(text, to_do=True)
        else:
            word = answers.label(each) or state_word(each.state, for_requester=False)
            found[each.pk] = Label(word)
    return found


def _to_requester(asked: VerificationRequest, answers: "_Answers") -> Label:
    if getattr(asked, "has_question", False):
        return Label(_("A question waits"), to_do=True)
    return Label(answers.label(asked) or state_word(asked.state))


class _Answers:
    """What was said of the claims of some requests."""

    def __init__(self, requests: Iterable[VerificationRequest]) -> None:
        self._said: dict[UUID, list[tuple[str, bool]]] = defaultdict(list)
        open_disputes = Dispute.objects.open().filter(claim=OuterRef("claim"))
        rows = RequestedClaim.objects.filter(
            request__in=[each.pk for each in requests], included=True, answer__in=SAID
        ).annotate(disputed=Exists(open_disputes))
        for request_id, answer, disputed in rows.values_list("request", "answer", "disputed"):
            self._said[request_id].append((answer, disputed))

    def label(self, asked: VerificationRequest) -> str:
        """Empty where the state says it all."""
        said = self._said[asked.pk]
        if asked.state not in (RequestState.AUTHORIZED, RequestState.COMPLETED) or not said:
            return ""
        if any(disputed for _answer, disputed in said):
            return _("Under dispute")
        if asked.state == RequestState.AUTHORIZED:
            return _("Answered in part, the rest is on its way")
        unable = [answer == Answer.COULD_NOT_BE_CHECKED for answer, _disputed in said]
        if all(unable):
            return _("Could not be checked")
        return _("Answered, and part could not be checked") if any(unable) else ""


def _waiting_for_guardians(ids: Sequence[UUID]) -> set[UUID]:
    waiting = GuardianConsent.objects.filter(
        consent__request__in=ids,
        consent__withdrawn_at=None,
        state=GuardianState.ASKED,
        expires_at__gt=timezone.now(),
    )
    return set(waiting.values_list("consent__request", flat=True))


def _waiting_for_documents(ids: Sequence[UUID]) -> set[UUID]:
    given = ClaimDocument.objects.filter(row=OuterRef("claims__row"))
    silent = AttestationRequest.objects.open().filter(
        ~Exists(given), request__in=ids, documents_asked_at__isnull=False, claims__said=Said.ASKED
    )
    return set(silent.values_list("request", flat=True))
