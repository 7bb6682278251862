"""`make bench`: every figure, with the machine it was taken on."""

import argparse
import subprocess
import sys

from benchmarks import machine

# The figures of the portal need one that runs; those of the standards stand alone.
WITH_PORTAL = ("pages", "inbox", "questions", "uploads", "bulk")
# On other servers than the rest, and settings are read once in a process.
ON_SERVERS = ("inboxes", "answers")
NAMES = ("standards", *WITH_PORTAL, *ON_SERVERS)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="default: all")
    names = parser.parse_args().names or list(NAMES)
    print(f"On {machine.describe()}", flush=True)
    if "standards" in names:
        from benchmarks import standards

        standards.run()
    wanted = [name for name in names if name in WITH_PORTAL]
    if wanted:
        _with_portal(wanted)
    for name in (name for name in names if name in ON_SERVERS):
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        if status := subprocess.run(command, check=False).returncode:
            sys.exit(status)


def _with_portal(names: list[str]) -> None:
    from benchmarks import environment

    data = environment.prepare()
    import django

    django.setup()
    from benchmarks import bulk_file, inbox, pages, questions, uploads
    from tests.portal_process import PortalProcess

    benches = {
        "pages": pages.run,
        "inbox": inbox.run,
        "questions": questions.run,
        "uploads": uploads.run,
        "bulk": bulk_file.run,
    }
    portal = PortalProcess(data, DJANGO_SETTINGS_MODULE="benchmarks.settings")
    portal.prepare()
    portal.start()
    try:
        for name in names:
            benches[name](portal)
    finally:
        portal.end()


if __name__ == "__main__":
    main()
