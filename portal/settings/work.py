"""Celery: the row is the truth, the message only a hint (docs/adr/0003-rows-before-messages.md)."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.data import BROKER_URL, REDIS_KEY_PREFIX
from portal.settings.environment import env

CELERY_BROKER_URL = BROKER_URL or "redis://127.0.0.1:1/0"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Hard limit < lease < visibility timeout.
CELERY_TASK_SOFT_TIME_LIMIT = env.int("WORK_SOFT_LIMIT_SECONDS", default=50)
CELERY_TASK_TIME_LIMIT = env.int("WORK_HARD_LIMIT_SECONDS", default=60)
WORK_LEASE_SECONDS = env.int("WORK_LEASE_SECONDS", default=75)
_VISIBILITY_SECONDS = env.int("WORK_VISIBILITY_SECONDS", default=300)
if not CELERY_TASK_TIME_LIMIT < WORK_LEASE_SECONDS < _VISIBILITY_SECONDS:
    raise ImproperlyConfigured(
        "Set WORK_HARD_LIMIT_SECONDS < WORK_LEASE_SECONDS < WORK_VISIBILITY_SECONDS: otherwise "
        "work is given to somebody else while it still runs."
    )
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": _VISIBILITY_SECONDS,
    "unacked_restore_interval": 5,
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    # Whoever sends tries once: by default kombu keeps a request waiting for seconds.
    "max_retries": 0,
    "global_keyprefix": f"{REDIS_KEY_PREFIX}:celery:",
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_DB_REUSE_MAX = 500
# A pool process that has grown beyond this many KiB is replaced after its task.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 500_000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_TASK_DEFAULT_QUEUE = "default"
# A message that nobody answered is sent again after the first of these, then after the second.
WORK_FIRST_RESEND_SECONDS = env.int("WORK_FIRST_RESEND_SECONDS", default=15)
WORK_LATER_RESEND_SECONDS = env.int("WORK_LATER_RESEND_SECONDS", default=60)
# The pause after the first failed attempt; four times as long after the second.
WORK_BACKOFF_SECONDS = env.int("WORK_BACKOFF_SECONDS", default=5)
WORK_SWEEP_SECONDS = env.int("WORK_SWEEP_SECONDS", default=5)
# How long a row that is done can still be looked up. What it did is in the audit trail.
WORK_KEPT_DAYS = env.int("WORK_KEPT_DAYS", default=30)
CELERY_BEAT_SCHEDULE = {
    "sweep-work-rows": {
        "task": "portal.kernel.sweep",
        "schedule": float(WORK_SWEEP_SECONDS),
        # A sweep that nobody ran in time is of no use later: do not pile them up.
        "options": {"expires": 3 * WORK_SWEEP_SECONDS},
    },
    "forget-done-work": {"task": "portal.kernel.forget_done", "schedule": 3600.0},
    # Credentials whose last answer is old or inconclusive are looked at again.
    "recheck-credentials": {"task": "passports.recheck_due", "schedule": 60.0},
    "refresh-registries": {"task": "passports.refresh_registries", "schedule": 86_400.0},
    "purge-removed-claims": {"task": "passports.purge_removed_claims", "schedule": 3600.0},
    "thin-archive": {"task": "passports.thin_archive", "schedule": 3600.0},
    "remove-bulk-results": {"task": "passports.remove_bulk_results", "schedule": 3600.0},
    # Domains that are waiting to be proven, or were proven a week ago.
    "check-domains": {"task": "accounts.check_due_domains", "schedule": 300.0},
    "forget-sso-logouts": {"task": "accounts.forget_sso_logouts", "schedule": 3600.0},
    "close-overdue-disputes": {"task": "passports.close_overdue_disputes", "schedule": 3600.0},
    "close-verification-requests": {"task": "employers.close_requests", "schedule": 300.0},
    "remind-of-requests": {"task": "employers.remind_of_requests", "schedule": 300.0},
    "look-after-attesters": {"task": "employers.look_after_attesters", "schedule": 300.0},
    "look-after-portals": {"task": "employers.look_after_portals", "schedule": 60.0},
    "glance-at-portals": {"task": "employers.glance_at_portals", "schedule": 3600.0},
}
