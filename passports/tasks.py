"""What the beat does in this app."""

from celery import shared_task

from passports.actions import claims, verification


@shared_task(name="passports.recheck_due", ignore_result=True)
def recheck_due() -> None:
    verification.enqueue_due()


@shared_task(name="passports.purge_removed_claims", ignore_result=True)
def purge_removed_claims() -> None:
    claims.purge_removed()
