"""Verification reports: storing one, asking for another, and looking again in time."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.notifications import notify
from passports.actions import archiving, evidence, supersession
from passports.actions.next_check import next_check_at
from passports.actions.turns import take_turn
from passports.adapters import untrusted
from passports.adapters.verifying import verify_for
from passports.credential_followers import tell_checked
from passports.models import Credential, Issuer, VerdictChoice, VerificationReport
from passports.standards import parse
from passports.standards.types import CheckName, Endorsement, Outcome, Report
from portal.kernel.audit import record
from portal.kernel.models import WorkRow
from portal.kernel.models.work_row import UNFINISHED
from portal.kernel.work import Effect, enqueue, enqueue_many

RECHECK = "passports.recheck"
VERDICT_CHANGED = "credential_verdict_changed"


@transaction.atomic
def store_report(*, credential: Credential, report: Report) -> VerificationReport:
    """Store a report as the credential's newest, with everything that follows from it."""
    if credential.latest_report_id is not None:
        # Of one that is new nobody knows yet.
        take_turn([credential.pk])
    row = VerificationReport.objects.create(
        credential=credential,
        verdict=report.verdict,
        checks=checks_as_json(report),
        nested=nested_as_json(report),
        checked_at=report.checked_at,
    )
    archiving.keep(report=row, fetched=report.fetched)
    before = _last_conclusive(credential, but=row)
    is_first = credential.latest_report_id is None
    credential.latest_report = row
    credential.verdict = VerdictChoice(report.verdict)
    credential.not_yours = any(
        check.name == CheckName.RECIPIENT and check.outcome == Outcome.FAILED
        for check in report.checks
    )
    credential.next_check_at = next_check_at(
        report=report,
        valid_from=credential.valid_from,
        valid_until=credential.valid_until,
        retries=_inconclusive_in_a_row(credential),
    )
    credential.save(update_fields=["latest_report", "verdict", "not_yours", "next_check_at"])
    _remember_issuer_name(credential)
    settled = supersession.settle(
        holder=credential.holder, issuer=credential.issuer, external_id=credential.external_id
    )
    for each in (credential, *(other for other in settled if other.id != credential.id)):
        evidence.after_verification(credential=each)
    if not is_first:
        _tell_about_change(credential, before)
        tell_checked(credential)
    return row


@transaction.atomic
def request(*, credential: Credential, by: Any) -> None:
    """Ask for a new verification now."""
    enqueue(RECHECK, credential.id)
    record(by=by, obj=credential, deed="credential_check_requested")


@transaction.atomic
def enqueue_due(*, batch: int | None = None) -> int:
    """Ask for a new verification of every credential whose next check is due, at most a batch.

    Each is put off for an hour at once, so that the next beat does not find it again; its report
    sets the true time. Returns how many there were.
    """
    now = timezone.now()
    due = list(
        Credential.objects.filter(next_check_at__lte=now)
        .order_by("next_check_at")
        .values_list("id", flat=True)[: batch or settings.RECHECK_BATCH]
    )
    if due:
        Credential.objects.filter(id__in=due).update(next_check_at=now + timedelta(hours=1))
        enqueue_many(RECHECK, due)
    return len(due)


@transaction.atomic
def recheck_issued_by(*, identifiers: Iterable[str]) -> int:
    """Ask for a new verification of all that these issuers issued: news about them is out."""
    issued = Credential.objects.filter(issuer__identifier__in=list(identifiers))
    ids = list(issued.values_list("id", flat=True))
    if ids:
        enqueue_many(RECHECK, ids)
    return len(ids)


def recheck(*, credential_id: UUID) -> Effect | None:
    """Verify a kept credential again, outside any transaction; returns what stores the report."""
    credential = (
        Credential.objects.select_related("document", "holder", "issuer")
        .filter(id=credential_id)
        .first()
    )
    if credential is None:
        return None
    document = parse(bytes(credential.document.content))
    report = verify_for(document, holder=credential.holder, online=True)
    return partial(_store_if_still_there, credential_id, report)


def is_waiting(*, credential: Credential) -> bool:
    """Whether a verification that somebody asked for is not finished yet."""
    return WorkRow.objects.filter(
        kind=RECHECK, subject_id=credential.id, state__in=UNFINISHED
    ).exists()


def checks_as_json(report: Report) -> list[dict[str, Any]]:
    """The checks of a report as they are stored: every string made storable."""
    return [
        {
            "name": str(check.name),
            "outcome": str(check.outcome),
            "code": check.code,
            "detail": untrusted.text(check.detail, 500),
            "params": untrusted.json_value(check.params),
        }
        for check in report.checks
    ]


def nested_as_json(report: Report) -> list[dict[str, Any]]:
    """The credentials inside and the endorsements, as they are stored: what each says it is, and
    how it was judged. An endorsement has `endorses`: what in its host it names."""
    found = [_as_json(inside) for inside in report.nested]
    for host in (report, *report.nested):
        of = "" if host is report else _title_of(host)
        found += [endorsement_as_json(each, of) for each in host.endorsements]
    return found


def endorsement_as_json(found: Endorsement, of: str = "") -> dict[str, Any]:
    """An endorsement as it is stored; `of`: the title of the credential inside that holds it."""
    return {
        **_as_json(found.report),
        "endorses": found.about,
        "comment": untrusted.text(found.comment, 1000),
        "by_issuer": found.by_issuer,
        "of": untrusted.text(of, 300),
    }


def _as_json(inside: Report) -> dict[str, Any]:
    return {
        "title": untrusted.text(_title_of(inside), 300),
        "issuer": untrusted.text(_issuer_of(inside), 300),
        "verdict": str(inside.verdict),
        "checks": checks_as_json(inside),
    }


def _title_of(report: Report) -> str:
    says = report.summary
    if says is None:
        return ""
    return (says.achievement.name if says.achievement else "") or says.name or says.id


def _issuer_of(report: Report) -> str:
    says = report.summary
    return "" if says is None else says.issuer_name or says.issuer_id


def _store_if_still_there(credential_id: UUID, report: Report) -> None:
    credential = (
        Credential.objects.select_related("holder", "issuer").filter(id=credential_id).first()
    )
    if credential is not None:
        store_report(credential=credential, report=report)


def _last_conclusive(credential: Credential, *, but: VerificationReport) -> str:
    report = (
        credential.reports.exclude(id=but.id)
        .exclude(verdict=VerdictChoice.INCONCLUSIVE)
        .order_by("-checked_at")
        .first()
    )
    return report.verdict if report else ""


def _inconclusive_in_a_row(credential: Credential) -> int:
    count = 0
    newest = credential.reports.order_by("-checked_at").values_list("verdict", flat=True)[:10]
    for verdict in newest:
        if verdict != VerdictChoice.INCONCLUSIVE:
            break
        count += 1
    return count


def _remember_issuer_name(credential: Credential) -> None:
    """What we call an issuer comes from a credential that it provably issued, the first one."""
    if (
        credential.verdict == VerdictChoice.VERIFIED
        and credential.issuer
        and credential.issuer_name
    ):
        Issuer.objects.filter(id=credential.issuer.id, name="").update(name=credential.issuer_name)


def _tell_about_change(credential: Credential, before: str) -> None:
    """Tell the holder about a new verdict, but not about a host that was down for an hour."""
    if credential.verdict in (VerdictChoice.INCONCLUSIVE, before):
        return
    notify(
        user=credential.holder,
        kind=VERDICT_CHANGED,
        params={"title": credential.title, "verdict": credential.verdict},
        url=reverse("credential", args=[credential.id]),
    )
