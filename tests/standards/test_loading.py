"""Registries load what they name when it is asked for; nothing may depend on what came first."""

import pkgutil
import subprocess
import sys

import passports.standards
from passports.standards.formats import FORMATS, SUMMARIES
from passports.standards.identifiers import METHODS as IDENTIFIERS
from passports.standards.jsonld.contexts import SHIPPED_TABLES
from passports.standards.pipeline import CHECKERS
from passports.standards.proofs import SUITES
from passports.standards.status import METHODS as STATUS

# Each module alone in a process that has loaded nothing of ours.
_EACH_FIRST = """
import importlib, os, sys
import cryptography.hazmat.primitives.serialization, dataclasses, hashlib, json, urllib.parse
for name in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(name, error, flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


def test_every_entry_of_the_registries_is_there():
    for registry in (SUITES, STATUS, IDENTIFIERS, CHECKERS, SUMMARIES, FORMATS, SHIPPED_TABLES):
        assert len(registry) == len(dict(registry)) > 0
        assert all(name in registry for name in registry)
        assert "nothing" not in registry
        assert registry.get("nothing") is None
    assert all(name == item.name for name, item in FORMATS.items())
    assert all(url in table.urls for url, table in SHIPPED_TABLES.items())
    assert all(url in SHIPPED_TABLES for table in SHIPPED_TABLES.values() for url in table.urls)


def test_every_public_name_is_there():
    for name in passports.standards.__all__:
        assert callable(getattr(passports.standards, name))
    assert not hasattr(passports.standards, "nothing")


def test_every_module_can_be_the_first():
    package = passports.standards
    names = [
        found.name for found in pkgutil.walk_packages(package.__path__, "passports.standards.")
    ]
    ran = subprocess.run(
        [sys.executable, "-c", _EACH_FIRST, *names], capture_output=True, text=True, check=True
    )
    assert len(names) > 100
    assert ran.stdout == ""


def test_verifying_loads_nothing_for_images_and_issuing():
    code = (
        "import sys; import passports.standards.command_line; "
        "print([name for name in ('defusedxml', 'passports.standards.issuing', "
        "'passports.standards.jsonld.contexts.odrl_2', 'django') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
