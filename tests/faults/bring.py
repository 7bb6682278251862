"""Uploads credentials in a process of its own, as the web server would: `python -m
tests.faults.bring NUMBER`."""

import sys

import django

django.setup()

from accounts.models import User  # noqa: E402
from passports.actions import imports  # noqa: E402
from passports.sources import Found  # noqa: E402
from tests.factories.signed import signed  # noqa: E402


def main(number: int) -> None:
    holder = User.objects.create_user("holder@people.example", name="Holder")
    files = [signed(id=f"urn:uuid:{n:032x}", name=f"Course {n}") for n in range(number)]
    found = [
        Found(f"{n}.json", content=content, size_bytes=len(content))
        for n, content in enumerate(files)
    ]
    imports.start(holder=holder, source="upload", found=found, by=holder)


main(int(sys.argv[1]))
