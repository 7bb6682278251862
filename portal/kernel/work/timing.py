"""How long things may take. All of it is compared with the database's clock, never our own."""

from datetime import timedelta

from django.conf import settings

MAX_ATTEMPTS = 3


def lease() -> timedelta:
    """How long a worker may hold a row: longer than the hard time limit of a task."""
    return timedelta(seconds=settings.WORK_LEASE_SECONDS)


def first_resend() -> timedelta:
    """How long the first message may stay unanswered before the sweeper sends another."""
    return timedelta(seconds=settings.WORK_FIRST_RESEND_SECONDS)


def later_resend() -> timedelta:
    """The same for every message after it: rarer, so that a long queue is not doubled."""
    return timedelta(seconds=settings.WORK_LATER_RESEND_SECONDS)


def backoff(attempts: int) -> timedelta:
    """The pause before the next attempt, after so many failed ones."""
    return timedelta(seconds=settings.WORK_BACKOFF_SECONDS * 4 ** max(0, attempts - 1))
