"""The kinds of work there are, each with its handler and its queue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal.kernel.work.timing import MAX_ATTEMPTS

Effect = Callable[[], None]
Handler = Callable[[UUID], Effect | None]
OnFailed = Callable[[UUID, str], None]
OnSentAgain = Callable[[UUID], None]

# Work that waits for hosts we know nothing about has a queue of its own, so that fifty of them
# that hang do not delay work that only needs our own database. So has mail: a mail server that
# hangs delays neither, and no other host delays a code that somebody waits for.
DEFAULT_QUEUE = "default"
SLOW_QUEUE = "slow"
MAIL_QUEUE = "mail"
QUEUES = (DEFAULT_QUEUE, SLOW_QUEUE, MAIL_QUEUE)


class Permanent(Exception):
    """Trying again cannot help: the row fails at once, with this code as its reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Transient(Exception):
    """Trying again later may help. Each try counts: after the last one the row fails."""

    def __init__(self, code: str, retry_after_seconds: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after_seconds = retry_after_seconds


class UnknownKind(LookupError):
    """Nobody registered a handler for this kind of work."""


@dataclass(frozen=True)
class Kind:
    name: str
    queue: str
    handler: Handler
    on_failed: OnFailed | None
    on_sent_again: OnSentAgain | None
    pauses: tuple[timedelta, ...] = ()

    @property
    def max_attempts(self) -> int:
        return len(self.pauses) + 1 if self.pauses else MAX_ATTEMPTS


_KINDS: dict[str, Kind] = {}


def work_kind(
    name: str,
    *,
    queue: str = DEFAULT_QUEUE,
    on_failed: OnFailed | None = None,
    on_sent_again: OnSentAgain | None = None,
    pauses: Sequence[timedelta] = (),
) -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of a kind of work.

    The handler gets the subject's id and does its work outside any transaction. It returns the
    effect: a function that the runner calls inside the transaction that finishes the row, or None
    when there is nothing to store. An effect whose lease was lost is not called.

    `on_failed(subject_id, reason_code)` is called inside the transaction that marks the row as
    failed, after `Permanent` or after the last attempt. `on_sent_again(subject_id)` undoes that
    when an administrator gives the failed row another chance.

    `pauses` are those before each further attempt, for work that has to outlast a day without its
    server; without them there are the few attempts of all work.
    """
    if queue not in QUEUES:
        raise ValueError(f"There is no queue {queue!r}; choose one of {', '.join(QUEUES)}.")

    def register(handler: Handler) -> Handler:
        known = _KINDS.get(name)
        if known is not None and known.handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"Two handlers for the work kind {name!r}.")
        _KINDS[name] = Kind(name, queue, handler, on_failed, on_sent_again, tuple(pauses))
        return handler

    return register


def kind_named(name: str) -> Kind:
    """The registered kind. Raises UnknownKind."""
    try:
        return _KINDS[name]
    except KeyError:
        raise UnknownKind(name) from None


def kind_names() -> list[str]:
    return sorted(_KINDS)
