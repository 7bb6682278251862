"""Writes the seeds of every target into the corpus: `python -m tests.fuzz.seeds`.

Everything in it is made by our own code with the keys of tests/standards/making.py."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def write() -> None:
    from tests.fuzz.targets import TARGETS

    for target in TARGETS.values():
        target.folder.mkdir(parents=True, exist_ok=True)
        for name, content in target.seeds().items():
            (target.folder / name).write_bytes(content)


if __name__ == "__main__":
    write()
