"""`make bench`: every figure, with the machine it was taken on."""

import argparse

from benchmarks import environment

DATA = environment.prepare()

import django  # noqa: E402

django.setup()

from benchmarks import machine, pages, uploads  # noqa: E402
from tests.portal_process import PortalProcess  # noqa: E402

BENCHES = {"pages": pages.run, "uploads": uploads.run}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], help="default: all")
    names = parser.parse_args().names or list(BENCHES)
    print(f"On {machine.describe()}")
    portal = PortalProcess(DATA, DJANGO_SETTINGS_MODULE="benchmarks.settings")
    portal.prepare()
    portal.start()
    try:
        for name in names:
            BENCHES[name](portal)
    finally:
        portal.end()


main()
