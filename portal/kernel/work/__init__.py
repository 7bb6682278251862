"""Background work: a row with a state first, a message in the queue second.

Everything else in the project uses these six names.
"""

from portal.kernel.work.enqueueing import enqueue, enqueue_many
from portal.kernel.work.kinds import Effect, Permanent, Transient, work_kind
from portal.kernel.work.sending_again import send_again

__all__ = [
    "Effect",
    "Permanent",
    "Transient",
    "enqueue",
    "enqueue_many",
    "send_again",
    "work_kind",
]
