"""An attestation that another portal issued is followed: what becomes of it there corrects what was
answered here.

Its status is read again by the beat, every hour (`glancing`) and like that of any credential, and
the holder is told of a new verdict as of any. Here the answers that rest on it are corrected: to
“could not be checked” when the portal took it back or has suspended it, and to what it says when it
is in force again. Past its time, or while nobody can look, an answer stays what it was.
"""

from django.urls import reverse

from accounts.actions.notifications import notify
from employers.actions.answers.events import emit
from employers.actions.answers.signed_answers import sign_later
from employers.actions.answers.telling import tell_requester
from employers.actions.disputes.correcting import correct, could_not_be_checked, derive_again
from employers.models import Answer, Layer, RequestedClaim, RequestState, WebhookEvent
from employers.models.requested_claim import SAID
from passports.models import Credential, VerdictChoice
from passports.reliance import undoing_check
from portal.kernel.audit import record

TAKEN_BACK, SUSPENDED = "portal_took_back", "portal_suspended"


def follow(credential: Credential) -> None:
    """After another check of a credential. Inside the transaction that stores the report."""
    if not credential.portal_inquiries.exists() or credential.latest_report is None:
        return
    undone = undoing_check(credential.latest_report.checks)
    if undone is not None:
        reason = SUSPENDED if undone["code"] == "suspended" else TAKEN_BACK
        for row in _resting_on(credential):
            _take_back(row, credential, reason)
        for row in _taken_back_with(credential):
            _say_why(row, credential, reason)
    elif credential.verdict == VerdictChoice.VERIFIED:
        for row in _taken_back_with(credential):
            reply = derive_again(row, reason=SUSPENDED)
            if reply.answer != Answer.COULD_NOT_BE_CHECKED:
                correct(row=row, reply=reply)


def _take_back(row: RequestedClaim, credential: Credential, reason: str) -> None:
    reply = derive_again(row, reason=reason)
    if reply.answer == Answer.COULD_NOT_BE_CHECKED:
        reply = could_not_be_checked(row, reason=reason)
        # Found by it when the attestation is in force again.
        reply.basis["taken_back_with"] = str(credential.pk)
    correct(row=row, reply=reply)


def _say_why(row: RequestedClaim, credential: Credential, reason: str) -> None:
    """The same answer for another reason, such as suspended first and then revoked."""
    if row.basis.get("reason") == reason:
        return
    was = row.basis.get("reason")
    changed = RequestedClaim.objects.filter(pk=row.pk, answer=row.answer)
    if not changed.update(basis={**row.basis, "reason": reason}):
        return
    sign_later(row.request)
    if was == SUSPENDED and reason == TAKEN_BACK:
        _tell_for_good(row, credential)


def _tell_for_good(row: RequestedClaim, credential: Credential) -> None:
    """Who received it, and the person, were told that it was suspended. That it will not come back
    is news, though the answer is the same."""
    record(by=None, obj=row, deed="answer_taken_back")
    emit(request=row.request, event=WebhookEvent.ANSWER_CORRECTED, rows=[row])
    tell_requester(request=row.request, kind="answer_taken_back")
    names = credential.portal_inquiries.values_list("peer__name", flat=True)
    if row.request.holder is not None:
        notify(
            user=row.request.holder,
            kind="portal_took_back",
            params={"portal": names[0] if names else credential.issuer_name},
            url=reverse("request_for_me", args=[row.request_id]),
        )


def _resting_on(credential: Credential) -> list[RequestedClaim]:
    reports = {str(pk) for pk in credential.reports.values_list("pk", flat=True)}
    return [
        row
        for row in _answers_of(credential)
        if any(source.get("report") in reports for source in row.basis.get("evidence", []))
    ]


def _taken_back_with(credential: Credential) -> list[RequestedClaim]:
    return [
        row
        for row in _answers_of(credential)
        if row.basis.get("taken_back_with") == str(credential.pk)
    ]


def _answers_of(credential: Credential) -> list[RequestedClaim]:
    """What organizations were told of the holder's claims, and still have."""
    rows = RequestedClaim.objects.filter(
        request__holder=credential.holder_id,
        claim__isnull=False,
        layer__in=(Layer.HELD, Layer.PORTAL),
        answer__in=SAID,
        request__state__in=(RequestState.AUTHORIZED, RequestState.COMPLETED),
    )
    related = ("request__organization", "request__holder", "request__requested_by", "claim")
    return list(rows.select_related(*related).order_by("request_id", "pk"))
