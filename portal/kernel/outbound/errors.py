"""What a fetch comes back with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """A complete answer: the address it came from, its bytes, its media type in lower case without
    parameters, and the addresses that redirected to it, the one that was asked first."""

    url: str
    body: bytes
    media_type: str
    hops: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """What a host answered to a request that was sent to it, whatever its status."""

    status: int
    body: bytes
    media_type: str


class OutboundError(Exception):
    """Why there is no answer. `transient` says whether trying again later may help.

    Codes: refused (the address is not one we fetch from), not_found, unreachable, too_large,
    too_slow, bad_answer.
    """

    def __init__(self, code: str, *, transient: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.transient = transient
