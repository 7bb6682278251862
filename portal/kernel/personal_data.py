"""The registry of personal data: what each app holds about a person, how to hand it over and how
to erase it. Each app registers in `<app>/personal_data.py`, which is imported at start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction

Exporter = Callable[[Any], dict[str, Any]]
Eraser = Callable[[Any], None]


@dataclass(frozen=True)
class Holding:
    """What one app holds about people."""

    app: str
    models: tuple[type[models.Model], ...]
    export: Exporter
    erase: Eraser


_HOLDINGS: dict[str, Holding] = {}


def register(
    *, app: str, models: Sequence[type[models.Model]], export: Exporter, erase: Eraser
) -> None:
    """Register an app's models with a path to a person, its exporter and its eraser.

    `export(user)` returns what JSON can say. `erase(user)` deletes; it runs inside a transaction,
    those of the apps above have run before it, and the user's row is still there.
    """
    _HOLDINGS[app] = Holding(app=app, models=tuple(models), export=export, erase=erase)


def holdings() -> list[Holding]:
    """All of them, in the order of INSTALLED_APPS: the topmost app, which others do not know of,
    comes first."""
    order = {config.label: position for position, config in enumerate(apps.get_app_configs())}
    return sorted(_HOLDINGS.values(), key=lambda holding: order.get(holding.app, len(order)))


def export_everything(user: Any) -> dict[str, Any]:
    """Everything the portal holds about this person, by app."""
    return {holding.app: holding.export(user) for holding in holdings()}


@transaction.atomic
def erase_everything(user: Any) -> None:
    """Erase what every app holds about this person, or nothing at all if one of them fails."""
    for holding in holdings():
        holding.erase(user)
