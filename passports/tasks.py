"""What the beat does in this app."""

from celery import shared_task

from passports.actions import verification


@shared_task(name="passports.recheck_due", ignore_result=True)
def recheck_due() -> None:
    verification.enqueue_due()
