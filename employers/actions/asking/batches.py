"""One request to many people: a dry run that stores nothing but itself, then one piece of work for
each person."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Organization, User
from employers.actions.asking.asking import Terms, ask
from employers.actions.refusals import AlreadyAsked, MoveLost, NotAllowed, TooMany
from employers.actions.requests import require_role
from employers.asking.batch_file import read_people
from employers.models import BatchRow, BatchState, RequestBatch
from employers.models.asked_items import Item
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.work import enqueue_many

SEND_WORK = "employers.send_batch_row"
# A dry run that nobody confirms, and the list of people of one that was sent.
CHECKED_DAYS = 2
CONFIRMED_DAYS = 30
MOST_WAITING = 10
# Why a row was not sent, where that may be over: the organization was suspended, who confirmed has
# left, several requests were open, something went wrong here.
MAY_PASS = ("suspended", "not_allowed", "too_many", "failed")


@transaction.atomic
def check(
    *,
    organization: Organization,
    by: User,
    data: bytes,
    filename: str,
    items: Sequence[Item],
    terms: Terms,
    deadline_days: int,
) -> RequestBatch:
    """The dry run: read the file and keep what would be sent. Nobody is told.

    Args:
        data: a CSV file of at most 500 people.
        items: what is asked of everybody whose row says nothing of that kind; may be empty.
        terms: for everybody; its deadline counts from the confirmation, as `deadline_days`.

    Raises:
        NotAllowed: `by` may not ask for the organization.
        TooMany: several dry runs wait already.
        CsvRefused: the file as a whole cannot be read.
    """
    require_role(by=by, organization=organization)
    if organization.request_batches.filter(state=BatchState.CHECKED).count() >= MOST_WAITING:
        raise TooMany
    found = read_people(data, items=items, reference=terms.reference, organization=organization)
    batch = RequestBatch.objects.create(
        organization=organization,
        created_by=by,
        filename=filename[-255:],
        encoding=found.encoding,
        items=[list(item) for item in items],
        purpose_code=terms.purpose_code,
        purpose=terms.purpose,
        reference=terms.reference,
        message=terms.message,
        deadline_days=deadline_days,
        kept_days=terms.kept_days,
        errors=[{"line": error.line, "message": error.message} for error in found.errors],
        expires_at=timezone.now() + dt.timedelta(days=CHECKED_DAYS),
    )
    BatchRow.objects.bulk_create(
        BatchRow(
            batch=batch,
            line=person.line,
            name=person.name,
            email=person.email,
            reference=person.reference,
            items=[list(item) for item in person.items],
        )
        for person in found.people
    )
    codes = {"people": len(found.people), "errors": len(found.errors)}
    record(by=by, obj=batch, deed="request_batch_checked", codes=codes)
    return batch


@transaction.atomic
def confirm(*, batch: RequestBatch, by: User) -> RequestBatch:
    """Send to everybody whose row is good: one piece of work each.

    Raises:
        NotAllowed: `by` may not ask for the organization, or no row is good.
        MoveLost: confirmed or discarded in the meantime.
    """
    require_role(by=by, organization=batch.organization)
    rows = list(batch.rows.values_list("id", flat=True))
    if not rows:
        raise NotAllowed("nobody")
    now = timezone.now()
    if not move(
        batch,
        to=BatchState.CONFIRMED,
        confirmed_at=now,
        created_by=by,
        expires_at=now + dt.timedelta(days=CONFIRMED_DAYS),
    ):
        raise MoveLost
    record(by=by, obj=batch, deed="request_batch_confirmed", codes={"people": len(rows)})
    enqueue_many(SEND_WORK, rows)
    return batch


@transaction.atomic
def send_rest(*, batch: RequestBatch, by: User) -> int:
    """Try again what was not sent for a reason that may be over, now as `by`.

    Returns: how many rows are tried.

    Raises:
        NotAllowed: `by` may not ask for the organization, or it is suspended still.
        MoveLost: nothing is left to try, or somebody else has just done this.
    """
    require_role(by=by, organization=batch.organization)
    rows = list(unsent(batch).values_list("id", flat=True))
    # Its own columns only: whoever comes second at the same instant finds nothing left.
    if not rows or not BatchRow.objects.filter(id__in=rows, refusal__in=MAY_PASS).update(
        refusal=""
    ):
        raise MoveLost
    RequestBatch.objects.filter(pk=batch.pk).update(created_by=by)
    record(by=by, obj=batch, deed="request_batch_rest_sent", codes={"people": len(rows)})
    enqueue_many(SEND_WORK, rows)
    return len(rows)


def unsent(batch: RequestBatch) -> QuerySet[BatchRow]:
    """The rows that `send_rest` would try."""
    return batch.rows.filter(sent_at__isnull=True, refusal__in=MAY_PASS)


@transaction.atomic
def discard(*, batch: RequestBatch, by: User) -> None:
    """Remove a dry run with the list of people.

    Raises:
        NotAllowed: `by` may not ask for the organization.
        MoveLost: it was confirmed, or is gone.
    """
    require_role(by=by, organization=batch.organization)
    found = RequestBatch.objects.filter(pk=batch.pk, state=BatchState.CHECKED)
    if not found.exists():
        raise MoveLost
    record(by=by, obj=batch, deed="request_batch_discarded")
    found.delete()


@transaction.atomic
def send_row(*, row_id: UUID) -> None:
    """Send the request of one row. Inside the finishing transaction of its work row, so that a
    worker that dies sends nothing, and a second one sends it once."""
    row = (
        BatchRow.objects.select_related("batch__organization", "batch__created_by")
        .filter(id=row_id, sent_at__isnull=True, refusal="")
        .first()
    )
    if row is None:
        return
    batch, by = row.batch, row.batch.created_by
    terms = Terms(
        purpose=batch.purpose,
        purpose_code=batch.purpose_code,
        deadline=timezone.now() + dt.timedelta(days=batch.deadline_days),
        reference=row.reference,
        message=batch.message,
        kept_days=batch.kept_days,
    )
    try:
        if by is None:
            raise NotAllowed("left")
        with transaction.atomic():
            row.request = ask(
                organization=batch.organization,
                by=by,
                email=row.email,
                name=row.name,
                items=[(kind, description) for kind, description in row.items],
                terms=terms,
            )
            row.sent_at = timezone.now()
    except AlreadyAsked:
        row.refusal = "already_asked"
    except TooMany:
        row.refusal = "too_many"
    except NotAllowed:
        row.refusal = "not_allowed" if batch.organization.is_vetted else "suspended"
    row.save(update_fields=["request", "sent_at", "refusal"])


def remove_expired(*, at_most: int = 100) -> int:
    """Forget lists of people whose time is over. Run by the beat; the requests stay."""
    old = RequestBatch.objects.filter(expires_at__lt=timezone.now())[:at_most]
    for batch in old:
        with transaction.atomic():
            record(by=None, obj=batch, deed="request_batch_expired")
            batch.delete()
    return len(old)
