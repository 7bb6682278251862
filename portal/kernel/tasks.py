"""The Celery tasks of the kernel. What they do is in portal/kernel/work/."""

from uuid import UUID

from celery import shared_task
from celery.signals import worker_ready

from portal.kernel.work.running import run_row
from portal.kernel.work.sending import RUN
from portal.kernel.work.sweeping import forget_done as forget_done_rows
from portal.kernel.work.sweeping import sweep as sweep_rows
from portal.kernel.work.sweeping import sweep_now_and_then


@shared_task(name=RUN, ignore_result=True)
def run(row_id: str) -> None:
    run_row(UUID(row_id))
    sweep_now_and_then()


@shared_task(name="portal.kernel.sweep", ignore_result=True)
def sweep() -> None:
    sweep_rows()


@shared_task(name="portal.kernel.forget_done", ignore_result=True)
def forget_done() -> None:
    forget_done_rows()


@worker_ready.connect
def sweep_at_start(**_kwargs: object) -> None:
    sweep.apply_async(retry=False)
