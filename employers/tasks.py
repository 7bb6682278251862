"""What the beat runs for this app."""

from celery import shared_task

from employers.actions import requests


@shared_task(name="employers.close_requests")
def close_requests() -> None:
    """Expire what is overdue, forget what may not be kept any longer."""
    requests.expire_overdue()
    requests.forget_old()
