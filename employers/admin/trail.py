"""The trail of one request: everything that is known of it, by time. Codes, never what people
wrote and never who they are."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import Notification
from employers.answers.history import disputes_about
from employers.models import (
    AttestationRequest,
    ClaimDocument,
    Correction,
    GuardianConsent,
    PortalInquiry,
    RequestedClaim,
    VerificationRequest,
    WebhookDelivery,
)
from passports.models import Disclosure
from portal.kernel.models import AdminLook, AuditRow, WorkRow

# More than any request gathers; the page says when there is more.
MOST = 500


class Step(NamedTuple):
    """One line: when, by what kind of actor and by whom (an audit id), what, about which row."""

    at: dt.datetime
    actor_kind: str
    actor_id: UUID | None
    deed: str
    about: str
    about_id: UUID
    codes: str
    url: str = ""


def trail_of(request: VerificationRequest) -> tuple[list[Step], bool]:
    """The steps, oldest first, and whether there are more than are shown."""
    rows = list(request.requested_claims.prefetch_related("corrections"))
    disputes = disputes_about(rows, request.decided_at or request.created_at)
    ids = {request.pk, *_ids_of(request), *(pk for pk, _when in disputes)}
    steps = [
        *_audited(ids),
        *_worked(ids),
        *_told(request),
        *_answered(rows),
        *_corrected(request),
        *_disclosed(request),
        *_looked(ids),
    ]
    steps.sort(key=lambda step: step.at)
    return steps[:MOST], len(steps) > MOST


def _ids_of(request: VerificationRequest) -> Iterator[UUID]:
    """Of every row that hangs on the request."""
    rows = RequestedClaim.objects.filter(request=request)
    yield from rows.values_list("pk", flat=True)
    yield from AttestationRequest.objects.filter(request=request).values_list("pk", flat=True)
    yield from request.questions.values_list("pk", flat=True)
    yield from request.signed_consents.values_list("pk", flat=True)
    yield from PortalInquiry.objects.filter(row__request=request).values_list("pk", flat=True)
    yield from request.reports.values_list("pk", flat=True)
    yield from ClaimDocument.objects.filter(row__request=request).values_list("pk", flat=True)
    guardians = GuardianConsent.objects.filter(consent__request=request)
    yield from guardians.values_list("pk", flat=True)
    yield from request.signed_answers.values_list("pk", flat=True)
    yield from WebhookDelivery.objects.filter(about_id=request.pk).values_list("pk", flat=True)


def _audited(ids: Iterable[UUID]) -> Iterator[Step]:
    for row in AuditRow.objects.filter(object_id__in=ids).order_by("created_at")[: MOST + 1]:
        codes = ", ".join(f"{name}: {value}" for name, value in row.codes.items() if value != "")
        url = reverse("admin:kernel_auditrow_change", args=[row.pk])
        yield Step(
            row.created_at,
            row.actor_kind,
            row.actor_id,
            row.deed,
            row.object_type,
            row.object_id,
            codes,
            url,
        )


def _worked(ids: Iterable[UUID]) -> Iterator[Step]:
    """Work and mails to those without an account: queued then, and how it ended."""
    for row in WorkRow.objects.filter(subject_id__in=ids).order_by("created_at")[: MOST + 1]:
        url = reverse("admin:kernel_workrow_change", args=[row.pk])
        codes = gettext("%(attempts)d attempts") % {"attempts": row.attempts}
        ended = f"{row.state} {row.reason}".strip()
        yield Step(
            row.finished_at or row.created_at,
            "system",
            None,
            f"{row.kind}: {ended}",
            row.kind.partition(".")[0],
            row.subject_id,
            codes,
            url,
        )


def _told(request: VerificationRequest) -> Iterator[Step]:
    """Notices on the pages of this request, with when they were mailed."""
    pages = [
        reverse("request_for_me", args=[request.pk]),
        reverse("employer_request", args=[request.pk]),
    ]
    members = request.organization.memberships.values_list("user_id", flat=True)
    readers = {request.holder_id, request.requested_by_id, *members} - {None}
    told = Notification.objects.filter(user__in=readers, url__in=pages).select_related("user")
    for notice in told.order_by("created_at")[: MOST + 1]:
        mailed = notice.mailed_at
        codes = gettext("mailed %(at)s") % {"at": f"{mailed:%Y-%m-%d %H:%M:%S}"} if mailed else ""
        to = "holder" if notice.user_id == request.holder_id else "requester"
        yield Step(
            notice.created_at,
            "system",
            None,
            f"notice {notice.kind}",
            to,
            notice.user.audit_id,
            codes,
        )


def _answered(rows: Iterable[RequestedClaim]) -> Iterator[Step]:
    for row in rows:
        about: Any = ("employers.requestedclaim", row.pk, row.layer)
        if row.asked_at:
            yield Step(row.asked_at, "system", None, "claim asked", *about)
        if row.answered_at:
            yield Step(row.answered_at, "system", None, f"claim {row.answer}", *about)


def _corrected(request: VerificationRequest) -> Iterator[Step]:
    for row in Correction.objects.filter(requested_claim__request=request):
        codes = f"{row.was} → {row.became}"
        yield Step(
            row.created_at,
            "system",
            None,
            "answer corrected",
            "employers.correction",
            row.pk,
            codes,
            reverse("admin:employers_correction_change", args=[row.pk]),
        )


def _disclosed(request: VerificationRequest) -> Iterator[Step]:
    """What was shown with the answers of this request, and of no other."""
    for row in Disclosure.objects.filter(of_request__request=request)[: MOST + 1]:
        url = reverse("admin:passports_disclosure_change", args=[row.pk])
        yield Step(
            row.created_at, "system", None, "disclosed", "passports.disclosure", row.pk, "", url
        )


def _looked(ids: Iterable[UUID]) -> Iterator[Step]:
    for row in AdminLook.objects.filter(object_id__in=ids)[: MOST + 1]:
        yield Step(
            row.created_at,
            "administrator",
            row.actor_id,
            "looked",
            row.object_type,
            row.object_id,
            row.page,
            reverse("admin:kernel_adminlook_change", args=[row.pk]),
        )
