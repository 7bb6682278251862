"""The house stands as docs and design say: imports one way, files of one noun, names for places."""

import subprocess
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.imports import (
    ROOT,
    imported_modules,
    module_of,
    problem,
    product_files,
)

LONGEST = 300
LONGEST_TEST = 500


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("portal.kernel.work", "accounts.models"),
        ("portal.kernel.work", "portal.settings"),
        ("accounts.models.user", "passports.models"),
        ("passports.views.claims", "employers.models"),
        ("employers.actions.requests", "portal.views.landing"),
        ("passports.models.claim", "passports.actions.claims"),
        ("passports.models.claim", "passports.sources.upload"),
        ("passports.sources.upload", "passports.actions.imports"),
        ("passports.actions.claims", "passports.views.claims"),
        ("passports.actions.claims", "passports.tasks"),
        ("passports.standards.types", "django.utils"),
        ("passports.standards.types", "passports.models"),
        ("passports.standards.types", "portal.kernel.audit"),
        ("accounts.models.user", "tests.factories"),
    ],
)
def test_what_is_forbidden_is_found(importer, imported):
    assert problem(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("passports.adapters.verifying", "passports.standards"),
        ("passports.views.claims", "passports.actions.claims"),
        ("passports.actions.claims", "portal.kernel.audit"),
        ("portal.views.home", "employers.models"),
        ("passports.standards.pipeline", "passports.standards.types"),
        ("accounts.models.user", "django.db"),
    ],
)
def test_what_is_allowed_is_not_found(importer, imported):
    assert problem(importer, imported) is None


def test_imports_are_read_wherever_they_stand():
    source = "def f():\n    from ..actions import claims\nimport a.b\nfrom . import c\n"
    found = imported_modules(source, "passports.models.claim", is_package=False)
    assert sorted(found) == [
        (2, "passports.actions.claims"),
        (3, "a.b"),
        (4, "passports.models.c"),
    ]


def test_every_import_points_the_right_way():
    files = product_files()
    assert len(files) > 50
    found = []
    for path in files:
        module, is_package = module_of(path), path.name == "__init__.py"
        for line, imported in imported_modules(path.read_text(), module, is_package=is_package):
            if why := problem(module, imported):
                found.append(f"{path.relative_to(ROOT)}:{line} imports {imported}: {why}")
    assert not found, "\n".join(found)


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_files_are_short():
    found = []
    for path in tracked_files():
        name = path.relative_to(ROOT)
        if path.suffix != ".py" or "migrations" in name.parts:
            continue
        lines = len(path.read_text().splitlines())
        if lines > (LONGEST_TEST if name.parts[0] == "tests" else LONGEST):
            found.append(f"{name}: {lines} lines")
    assert not found, "\n".join(found)


def test_no_tracked_file_names_a_package_registry():
    # Put together here, so that this file is not the first to be found.
    hosts = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"]
    hosts += ["yarn" + "pkg.com", "crates" + ".io", "rubygems" + ".org"]
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked_files()
        for host in hosts
        if host.encode() in path.read_bytes()
    ]
    assert not found, "\n".join(found)


def test_top_level_holds_only_what_it_should():
    folders = {path.relative_to(ROOT).parts[0] for path in tracked_files() if path.parent != ROOT}
    assert folders <= {
        *("portal", "accounts", "passports", "employers", "templates", "static"),
        *("tests", "benchmarks", "docs", ".ci"),
    }


def our_patterns(patterns: list, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += our_patterns(pattern.url_patterns, route)
        elif pattern.callback.__module__.split(".")[0] in (
            *("portal", "accounts", "passports", "employers"),
        ):
            found.append((route, pattern))
    return found


def test_every_address_has_a_name_of_its_own():
    patterns = our_patterns(get_resolver().url_patterns)
    assert len(patterns) > 20
    nameless = [route for route, pattern in patterns if not pattern.name]
    assert not nameless
