"""Both inboxes on PostgreSQL and Redis, as a deployment has them.

A process of its own, because its database is another one:  python -m benchmarks.inboxes
"""

from contextlib import ExitStack

from benchmarks import on_servers


def main() -> None:
    with ExitStack() as stack:
        servers, portal = on_servers.start(stack)
        from benchmarks import inbox, questions

        print(f"\nThe same inboxes: {servers}")
        inbox.run(portal)
        questions.run(portal)


if __name__ == "__main__":
    main()
