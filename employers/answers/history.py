"""The history of a request as both sides read it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from employers.models import (
    ConsentEnd,
    RequestedClaim,
    RequestState,
    VerificationRequest,
)
from passports.models import Dispute, VerificationReport


def history_of(
    asked: VerificationRequest, rows: Sequence[RequestedClaim], *, for_requester: bool
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
        if consent.ended_by == ConsentEnd.AGE and consent.authorized_at != asked.decided_at:
            # The request is open again, or was authorized anew since.
            when = consent.authorized_at
            events.append({"when": when, "title": authorized, "icon": "hand-raised"})
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
    if asked.state == RequestState.WITHDRAWN and asked.kept_until:
        # The term of what is kept began then.
        when = asked.kept_until - timedelta(days=asked.kept_days)
        taken_back = _("You took the request back") if for_requester else _("They took it back")
        events.append({"when": when, "title": taken_back, "icon": "no-symbol"})
    # Nobody had an answer before that could have been disputed.
    since = asked.decided_at or asked.created_at
    events += _objections(rows, since, for_requester=for_requester)
    return sorted(events, key=lambda event: event["when"])


def _objections(
    rows: Sequence[RequestedClaim], since: datetime, *, for_requester: bool
) -> list[dict[str, Any]]:
    """What was disputed and corrected. The words of a dispute are the holder's alone."""
    disputed = _("The person disputed an answer") if for_requester else _("You disputed an answer")
    events = [
        {"when": when, "title": disputed, "icon": "exclamation-triangle"}
        for _dispute, when in disputes_about(rows, since)
    ]
    title = _("An answer was corrected")
    return events + [
        {"when": each.created_at, "title": title, "icon": "check"}
        for row in rows
        for each in row.corrections.all()
    ]


def disputes_about(rows: Sequence[RequestedClaim], since: datetime) -> list[tuple[UUID, datetime]]:
    """The disputes of answers, and when each was opened: on the page of the answer, or on that of
    the claim, about a credential on which an answer rests or rested."""
    rests_on = {(row.claim_id, report) for row in rows for report in _reports_behind(row)}
    credential_of = dict(
        VerificationReport.objects.filter(pk__in={report for _claim, report in rests_on})
        .values_list("pk", "credential")
    )  # fmt: skip
    told = {(claim, credential_of.get(UUID(report))) for claim, report in rests_on}
    answers = {row.pk for row in rows}
    claims = {row.claim_id for row in rows if row.claim_id}
    found = Dispute.objects.filter(claim__in=claims, created_at__gte=since)
    return [
        (pk, when)
        for pk, claim, credential, answer, when in found.values_list(
            "pk", "claim", "credential", "answer__requested_claim", "created_at"
        )
        if answer in answers or (credential and (claim, credential) in told)
    ]


def _reports_behind(row: RequestedClaim) -> set[str]:
    bases = [row.basis, *(each.was_basis for each in row.corrections.all())]
    return {
        source["report"]
        for basis in bases
        for source in basis.get("evidence", [])
        if source.get("report")
    }
