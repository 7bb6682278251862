"""Run a command with a PostgreSQL and a Redis that it may use: those that answer already, or
private ones that live only as long as the command.

    python -m tests.with_servers make test
"""

import os
import subprocess
import sys
from contextlib import ExitStack

from tests.run import POSTGRES, REDIS, postgres_problem, redis_problem
from tests.servers import PrivatePostgres, PrivateValkey


def main(command: list[str]) -> int:
    with ExitStack() as stack:
        if postgres_problem(os.environ.setdefault("TEST_DATABASE_URL", POSTGRES)):
            postgres = PrivatePostgres()
            stack.callback(postgres.remove)
            postgres.create()
            postgres.start()
            os.environ["TEST_DATABASE_URL"] = postgres.url
        if redis_problem(os.environ.setdefault("TEST_REDIS_URL", REDIS)):
            broker = PrivateRedis()
            stack.callback(broker.remove)
            broker.start()
            os.environ["TEST_REDIS_URL"] = broker.url
        return subprocess.run(command, check=False).returncode


class PrivateRedis(PrivateValkey):
    """Redis itself, as the suite would find it."""

    def command(self) -> list[str]:
        return ["redis-server", *super().command()[1:]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
