"""What keeps personal data out of the logs: addresses of pages, values in database errors, and
arguments of tasks are all places where a name, an email or a token can stand."""

import logging
import sys
import traceback
from typing import Any

import structlog

OUR_LOGGERS = ("portal", "accounts", "passports", "employers")
# They put paths, hosts and addresses of people into the arguments of their messages.
TALKATIVE_LOGGERS = ("django", "allauth", "requests_hardened", "urllib3")
_add_extra = structlog.stdlib.ExtraAdder()


def _is_in(name: str, packages: tuple[str, ...]) -> bool:
    return name.split(".", 1)[0] in packages


class WithoutValues(logging.Filter):
    """Leaves the sentence of a foreign record and drops what would be filled into it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if _is_in(record.name, TALKATIVE_LOGGERS):
            record.args = ()
            if record.exc_info and record.exc_info[0]:
                # Here the sentence is the error's own, values and all.
                record.msg = record.exc_info[0].__name__
        elif record.name == "celery.app.trace" and isinstance(record.args, dict):
            # `exc` is the repr of the error: its type, then what it says.
            kind = str(record.args.get("exc", "")).split("(", 1)[0]
            record.args = {**record.args, "exc": kind, "args": "", "kwargs": ""}
        return True


def add_our_extra(
    logger: Any, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Our own code chooses what it logs; others attach whole requests."""
    record = event.get("_record")
    if record is not None and _is_in(record.name, OUR_LOGGERS):
        return _add_extra(logger, method, event)
    return event


def error_without_values(
    logger: Any, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """The type of an error and the lines it went through, never its message: a database error
    quotes the row."""
    given = event.pop("exc_info", None)
    if not given:
        return event
    if given is True:
        given = sys.exc_info()
    error = given[1] if isinstance(given, tuple) else given
    if not isinstance(error, BaseException):
        return event
    event["error"] = type(error).__name__
    event["error_lines"] = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-12:]
    ]
    return event
