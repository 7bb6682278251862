"""Processes that the kernel ends when their parent is gone, even when the parent was killed."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # linux/prctl.h
_libc = ctypes.CDLL(None, use_errno=True)


def _bind_to(parent: int) -> None:
    if not sys.platform.startswith("linux"):
        return
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # The parent may have died between the fork and the call above: then no signal ever comes.
    if os.getppid() != parent:
        os._exit(1)


def bound_to_this_process() -> Callable[[], None]:
    """A `preexec_fn`: the program that is started dies with the process that calls this."""
    parent = os.getpid()
    return lambda: _bind_to(parent)


def bind_every_fork() -> None:
    """From now on each fork of this process dies with it, and so on down: the signal is not
    inherited, and workers of Celery and granian are forks of forks."""
    parents: list[int] = []

    def before() -> None:
        parents[:] = [os.getpid()]

    os.register_at_fork(before=before, after_in_child=lambda: _bind_to(parents[0]))
