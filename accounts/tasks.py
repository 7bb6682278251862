"""What the beat does in this app."""

from celery import shared_task

from accounts.actions import domain_checks, sso_logout


@shared_task(name="accounts.check_due_domains", ignore_result=True)
def check_due_domains() -> None:
    domain_checks.enqueue_due()


@shared_task(name="accounts.forget_sso_logouts", ignore_result=True)
def forget_sso_logouts() -> None:
    sso_logout.forget_old()
