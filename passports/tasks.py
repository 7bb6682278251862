"""What the beat does in this app."""

from celery import shared_task

from passports.actions import (
    archive_thinning,
    bulk,
    claims,
    disputes,
    remote_registries,
    verification,
)


@shared_task(name="passports.recheck_due", ignore_result=True)
def recheck_due() -> None:
    verification.enqueue_due()


@shared_task(name="passports.purge_removed_claims", ignore_result=True)
def purge_removed_claims() -> None:
    claims.purge_removed()


@shared_task(name="passports.refresh_registries", ignore_result=True)
def refresh_registries() -> None:
    remote_registries.enqueue_all()


@shared_task(name="passports.remove_bulk_results", ignore_result=True)
def remove_bulk_results() -> None:
    bulk.remove_expired()


@shared_task(name="passports.thin_archive", ignore_result=True)
def thin_archive() -> None:
    archive_thinning.thin()


@shared_task(name="passports.close_overdue_disputes", ignore_result=True)
def close_overdue_disputes() -> None:
    disputes.close_overdue()
