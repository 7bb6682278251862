"""Reports of requests: made by holders, decided by administrators with a reason."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import vetting
from accounts.actions.notifications import notify
from accounts.models import User, Vetting
from employers.actions.refusals import MoveLost, NotAllowed
from employers.models import ReportReason, ReportState, RequestReport, VerificationRequest
from portal.kernel.audit import record
from portal.kernel.moves import move


class AlreadyReported(NotAllowed):
    """This person has reported this request before."""


class ReasonMissing(Exception):
    """A decision without a reason is no decision."""


@transaction.atomic
def report(
    *, request: VerificationRequest, by: User, reason_code: str, text: str = ""
) -> RequestReport:
    """The holder tells the administrators about a request. The organization is told nothing.

    Raises:
        NotAllowed: `by` is not the holder.
        AlreadyReported: once each.
        ValueError: `reason_code` is none.
    """
    if request.holder_id != by.id or request.undelivered:
        raise NotAllowed("holder")
    reason = ReportReason(reason_code)
    try:
        with transaction.atomic():
            found = RequestReport.objects.create(
                organization=request.organization,
                request=request,
                reporter=by,
                reason_code=reason,
                text=text,
            )
    except IntegrityError as error:
        raise AlreadyReported from error
    record(by=by, obj=found, deed="request_reported", codes={"reason": str(reason)})
    return found


@transaction.atomic
def uphold(*, report: RequestReport, by: User, reason: str) -> RequestReport:
    """The report is right: the organization is suspended, which stops everything of it at once.

    Raises ReasonMissing, and MoveLost when somebody else decided first.
    """
    _decide(report=report, to=ReportState.UPHELD, by=by, reason=reason)
    organization = report.organization
    organization.refresh_from_db()
    if organization.vetting == Vetting.VETTED:
        try:
            vetting.decide(organization=organization, to=Vetting.SUSPENDED, reason=reason, by=by)
        except vetting.MoveLost as error:
            raise MoveLost from error
    return report


@transaction.atomic
def dismiss(*, report: RequestReport, by: User, reason: str) -> RequestReport:
    """Nothing to do about it. Raises ReasonMissing, and MoveLost."""
    _decide(report=report, to=ReportState.DISMISSED, by=by, reason=reason)
    return report


def _decide(*, report: RequestReport, to: ReportState, by: User, reason: str) -> None:
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    if not move(report, to=to, decided_by=by, decided_at=timezone.now(), decision_reason=reason):
        raise MoveLost
    record(by=by, obj=report, deed=f"request_report_{to}")
    if report.reporter is not None:
        notify(
            user=report.reporter,
            kind=f"request_report_{to}",
            params={"organization": report.organization.name},
        )
