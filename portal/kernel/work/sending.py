"""Sending a hint that a row is due. Failing to send costs time, never work."""

import logging
from collections.abc import Iterable
from uuid import UUID

from celery import current_app
from django.conf import settings
from kombu.exceptions import ChannelError, OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# By name: the task itself runs what is here.
RUN = "portal.kernel.run"


def send(row_id: UUID, queue: str) -> bool:
    """Send one message that carries nothing but the row's id. False when the broker refused."""
    if not settings.REDIS_URL:
        # A command beside the embedded default, whose broker only `up` starts: nothing to warn of.
        return False
    try:
        current_app.send_task(RUN, (str(row_id),), queue=queue, retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning(
            "work message not sent, the sweeper will",
            extra={"work_row": str(row_id), "error": type(error).__name__},
        )
        return False
    return True


def messages_in(queue: str) -> int | None:
    """How many messages wait in a queue of the broker, not counting those that a worker holds. None
    when there is no broker to ask, or it does not answer."""
    if not settings.REDIS_URL:
        return None
    try:
        with current_app.pool.acquire() as connection:
            declared = connection.default_channel.queue_declare(queue=queue, passive=True)
            return int(declared.message_count)
    except ChannelError:
        # What is empty does not exist in Redis.
        return 0
    except (OperationalError, RedisError, OSError):
        return None


def send_each(rows: Iterable[tuple[UUID, str]]) -> list[UUID]:
    """Send one message a row, and stop at the first refusal: where one waited for a timeout, five
    hundred would too. Returns the ids of the rows that were not sent."""
    rows = list(rows)
    for position, (row_id, queue) in enumerate(rows):
        if not send(row_id, queue):
            return [row_id for row_id, _queue in rows[position:]]
    return []
