"""The portal's Celery application with kinds of work that only the fault tests have.

Each run leaves a file in the folder FAULTS_DIR when it starts, and one audit row as its effect.
"""

import os
import signal
import sys
import time
import uuid
from pathlib import Path

import django

django.setup()

from portal.celery import app  # noqa: E402
from portal.kernel.models import AuditRow  # noqa: E402
from portal.kernel.tasks import run  # noqa: E402
from portal.kernel.work import enqueue_many, work_kind  # noqa: E402

__all__ = ["app"]

FOLDER = Path(os.environ["FAULTS_DIR"])


def leave_trace(word: str, subject_id: uuid.UUID) -> None:
    (FOLDER / f"{word}-{subject_id}-{uuid.uuid4().hex[:6]}").touch()


def effect_on(subject_id: uuid.UUID):
    def effect() -> None:
        AuditRow.objects.create(
            actor_kind="system", object_type="fault", object_id=subject_id, deed="effect"
        )

    return effect


def tell_failure(subject_id: uuid.UUID, reason: str) -> None:
    AuditRow.objects.create(
        actor_kind="system",
        object_type="fault",
        object_id=subject_id,
        deed="failed",
        codes={"reason": reason},
    )


@work_kind("fault.quick", on_failed=tell_failure)
def quick(subject_id: uuid.UUID):
    leave_trace("quick", subject_id)
    return effect_on(subject_id)


@work_kind("fault.half_second", on_failed=tell_failure)
def half_second(subject_id: uuid.UUID):
    leave_trace("half", subject_id)
    time.sleep(0.5)
    return effect_on(subject_id)


@work_kind("fault.two_seconds", on_failed=tell_failure)
def two_seconds(subject_id: uuid.UUID):
    leave_trace("two", subject_id)
    time.sleep(2)
    return effect_on(subject_id)


@work_kind("fault.slow_remote", queue="slow", on_failed=tell_failure)
def slow_remote(subject_id: uuid.UUID):
    leave_trace("slow", subject_id)
    time.sleep(2)
    return effect_on(subject_id)


@work_kind("fault.dies", on_failed=tell_failure)
def dies(subject_id: uuid.UUID):
    leave_trace("dies", subject_id)
    os.kill(os.getpid(), signal.SIGKILL)


@work_kind("fault.mail", on_failed=tell_failure)
def mail(subject_id: uuid.UUID):
    """Hands something to a receiver outside, and dies before the first time is written down."""
    accepted = FOLDER / f"accepted-{subject_id}"
    with accepted.open("a") as receiver:
        receiver.write(f"<notification.{subject_id}@localhost>\n")
    if accepted.read_text().count("\n") == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return effect_on(subject_id)


@work_kind("fault.never_ends", on_failed=tell_failure)
def never_ends(subject_id: uuid.UUID):
    leave_trace("never", subject_id)
    while True:
        try:
            while True:
                pass
        except Exception:
            continue


def main(command: str, *arguments: str) -> None:
    if command == "enqueue":
        kind, number = arguments
        for row in enqueue_many(kind, [uuid.uuid4() for _ in range(int(number))]):
            sys.stdout.write(f"{row.id} {row.subject_id}\n")
    elif command == "message":
        row_id, number = arguments
        for _ in range(int(number)):
            run.apply_async((row_id,), queue="default")


if __name__ == "__main__":
    main(*sys.argv[1:])
