"""The history of a request as both sides read it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from employers.models import DisputedAnswer, RequestedClaim, RequestState, VerificationRequest


def history_of(
    asked: VerificationRequest, rows: Iterable[RequestedClaim], *, for_requester: bool
) -> list[dict[str, Any]]:
    """What happened, oldest first. `rows` bring their corrections along."""
    sent = _("You asked") if for_requester else _("They asked")
    viewed = _("The person read it") if for_requester else _("You read it")
    authorized = _("The person agreed to an answer") if for_requester else _("You authorized")
    declined = _("The person declined") if for_requester else _("You declined")
    events = [{"when": asked.created_at, "title": sent, "icon": "paper-airplane"}]
    consents = list(asked.signed_consents.in_force())
    if asked.viewed_at:
        events.append({"when": asked.viewed_at, "title": viewed, "icon": "eye"})
    if asked.decided_at:
        was_declined = asked.state == RequestState.DECLINED and not consents
        title = declined if was_declined else authorized
        events.append({"when": asked.decided_at, "title": title, "icon": "hand-raised"})
    for consent in consents:
        if consent.withdrawn_at:
            title = _("The permission ended: %(why)s") % {"why": consent.get_ended_by_display()}
            events.append({"when": consent.withdrawn_at, "title": title, "icon": "no-symbol"})
    if asked.completed_at:
        events.append(
            {"when": asked.completed_at, "title": _("Answered"), "icon": "check", "tone": "good"}
        )
    for notice in asked.adverse_notices.all():
        told = _("You confirmed that the person was told before adverse use")
        told_you = _("They confirmed that they told you before adverse use")
        events.append({"when": notice.created_at, "title": told if for_requester else told_you})
    if asked.state == RequestState.EXPIRED:
        events.append({"when": asked.deadline, "title": _("Expired without a decision")})
    events += _objections(asked, rows, for_requester=for_requester)
    return sorted(events, key=lambda event: event["when"])


def _objections(
    asked: VerificationRequest, rows: Iterable[RequestedClaim], *, for_requester: bool
) -> list[dict[str, Any]]:
    """What was disputed and corrected. The words of a dispute are the holder's alone."""
    disputed = _("The person disputed an answer") if for_requester else _("You disputed an answer")
    about = DisputedAnswer.objects.filter(requested_claim__request=asked)
    events = [
        {"when": when, "title": disputed, "icon": "exclamation-triangle"}
        for when in about.values_list("dispute__created_at", flat=True)
    ]
    title = _("An answer was corrected")
    return events + [
        {"when": each.created_at, "title": title, "icon": "check"}
        for row in rows
        for each in row.corrections.all()
    ]
