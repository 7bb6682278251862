"""A Celery worker or beat that tells when it is ready and leaves no pool process behind."""

import sys

from celery.signals import beat_init, worker_ready

from portal.celery import app
from portal.processes.bound_to_parent import bind_every_fork
from portal.processes.ready import announce


def main(arguments: list[str]) -> None:
    bind_every_fork()
    worker_ready.connect(announce, weak=False)
    beat_init.connect(announce, weak=False)
    app.start(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
