"""What the beat does in this app."""

from celery import shared_task

from passports.actions import bulk, claims, remote_registries, verification


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
