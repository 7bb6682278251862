"""Registries load what they name when it is asked for; nothing may depend on what came first."""

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import passports.standards
from passports.standards.formats import FORMATS, SUMMARIES
from passports.standards.identifiers import METHODS as IDENTIFIERS
from passports.standards.jsonld.contexts import SHIPPED_TABLES
from passports.standards.pipeline import CHECKERS
from passports.standards.proofs import SUITES
from passports.standards.status import METHODS as STATUS
from tests.standards.making import badge, signed, token

ROOT = Path(__file__).resolve().parents[2]

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


# Each of these takes a tenth of a cold start or more, or belongs to the web application.
_HEAVY = (
    "django", "portal", "celery", "requests", "defusedxml", "jsonschema_rs",
    "argparse", "dataclasses", "inspect", "typing", "pathlib", "urllib.parse", "subprocess",
    "tempfile", "gettext", "locale", "cryptography", "nacl.bindings", "hashlib", "warnings",
    "pybase64", "passports.standards.planned", "passports.standards.jsonld.plans",
    "passports.standards.issuing", "passports.standards.openssl_keys",
    "passports.standards.credential_schema", "passports.standards.jsonld.contexts.odrl_2",
)  # fmt: skip
_VERIFY = """
import os, sys
# The interpreter itself may have loaded some of them, for a path file of the environment.
before = set(sys.modules)
os._exit = sys.exit
sys.argv = ["manage.py", "verify", sys.argv[1]]
import manage
try:
    manage.main()
except SystemExit as end:
    assert end.code == 0
print(*sorted(set(sys.modules) - before))
"""


@pytest.mark.parametrize("kind", ["json", "jwt"])
def test_verifying_one_file_loads_little(tmp_path, kind):
    file = tmp_path / f"badge.{kind}"
    file.write_text(json.dumps(signed(badge())) if kind == "json" else token(badge()))
    ran = subprocess.run(
        [sys.executable, "-c", _VERIFY, file], cwd=ROOT, capture_output=True, text=True, check=True
    )
    *answer, loaded = ran.stdout.splitlines()
    assert answer[0].endswith(": verified")
    modules = set(loaded.split())
    assert "passports.standards.pipeline" in modules
    assert not modules.intersection(_HEAVY)
    # Each is a file to be found and read.
    assert len(modules) < 140
