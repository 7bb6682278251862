"""The commands of the standards with the guarded network behind them. Needs no database."""

from collections.abc import Sequence
from datetime import UTC, datetime

from passports.standards import command_line
from passports.standards.types import Fetched, FetchFailed


def guarded_network(url: str) -> Fetched:
    """The guarded fetch as the standards' port; settings are read at the first fetch only."""
    from portal.kernel.outbound import OutboundError, guarded_fetch

    try:
        answer = guarded_fetch(url)
    except OutboundError as error:
        raise FetchFailed(error.code, url, str(error), transient=error.transient) from error
    return Fetched(answer.url, answer.body, answer.media_type, datetime.now(UTC))


def main(argv: Sequence[str]) -> int:
    """Run `verify …` or `canonicalize …`; returns the exit code."""
    return command_line.main(argv, fetch=guarded_network)
