"""Structured logs, one JSON object a line, without personal data (portal/log_privacy.py)."""

import logging

import structlog

from portal import log_privacy

_SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    log_privacy.error_without_values,
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_values": {"()": log_privacy.WithoutValues}},
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": [*_SHARED, log_privacy.add_our_extra],
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["without_values"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # The request log says the same without the path.
        "django.request": {"level": "CRITICAL"},
        # Django's own default handlers would write beside ours.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = ""
# Before the page is known there is nothing to say about it.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
