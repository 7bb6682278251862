"""The Celery application."""

import os

from celery import Celery
from celery.signals import task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["portal.kernel", "accounts", "passports", "employers"])


@task_prerun.connect
def drop_dead_connections(**_kwargs: object) -> None:
    """Workers keep their database connection between tasks (CELERY_DB_REUSE_MAX), so each task
    first lets go of one that the server has closed, as a request does."""
    from django.db import close_old_connections

    close_old_connections()
