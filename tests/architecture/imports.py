"""Which module imports which, read from the syntax trees, and which imports are allowed."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# From the bottom up: each may import itself and what stands before it.
APPS = ["portal.kernel", "accounts", "passports", "employers", "portal"]
# Inside an app, from the bottom up. Rooms that are not named here are bound by the apps alone.
ROOMS = {
    "models": 0,
    "sources": 1,
    "adapters": 1,
    "actions": 2,
    "views": 3,
    "tasks": 3,
    "admin": 3,
    "api": 3,
    "urls": 4,
}
STANDARDS = "passports.standards"
# What the standards may stand on besides Python itself: nothing that knows of Django.
FORBIDDEN_IN_STANDARDS = ("django", "celery", "redis", "requests", "requests_hardened", "allauth")


def product_files() -> list[Path]:
    return sorted(
        path
        for app in ("portal", "accounts", "passports", "employers")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    )


def module_of(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def imported_modules(source: str, module: str, *, is_package: bool) -> Iterator[tuple[int, str]]:
    """Line and full name of each import, wherever it stands, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".")
                parts = parts[: len(parts) - node.level + is_package]
                base = ".".join([*parts, base]).rstrip(".")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def app_of(module: str) -> str | None:
    for app in APPS:
        if module == app or module.startswith(app + "."):
            return app
    return None


def room_of(module: str, app: str) -> str:
    return module.removeprefix(app).lstrip(".").split(".", 1)[0]


def problem(importer: str, imported: str) -> str | None:
    """Why the first may not import the second; None when it may."""
    if importer.startswith(STANDARDS):
        if imported.split(".", 1)[0] in FORBIDDEN_IN_STANDARDS:
            return "standards import nothing that knows of a web application"
        if app_of(imported) and not imported.startswith(STANDARDS):
            return "standards import nothing else of the project"
        return None
    if imported.split(".", 1)[0] in ("tests", "benchmarks"):
        return "the product does not import its tests"
    here, there = app_of(importer), app_of(imported)
    if here is None or there is None:
        return None
    if APPS.index(there) > APPS.index(here):
        return f"{here} stands below {there}"
    if here == there:
        mine, theirs = ROOMS.get(room_of(importer, here)), ROOMS.get(room_of(imported, there))
        if mine is not None and theirs is not None and theirs > mine:
            return f"{room_of(importer, here)} stand below {room_of(imported, there)}"
    return None
