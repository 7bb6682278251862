"""State moves: one conditional UPDATE, from the table of legal moves beside the model."""

from collections.abc import Iterable
from typing import Any

from django.db import models


def move(
    obj: models.Model,
    *,
    to: Any,
    by_field: str = "state",
    only_from: Iterable[Any] | None = None,
    **changes: Any,
) -> bool:
    """Move the row to a state if the database still has it in one from which that is legal.

    `changes` are stored in the same UPDATE. `only_from` narrows the legal states. The model names
    its moves in `LEGAL_MOVES: dict[state, set[state]]`. Returns False when the move lost: the row
    was elsewhere already, or is gone; then nothing changed and the instance is as it was. Raises
    ValueError for a state that nothing may move to.
    """
    model = type(obj)
    legal = [state for state, targets in model.LEGAL_MOVES.items() if to in targets]  # type: ignore[attr-defined]
    if only_from is not None:
        narrowed = set(only_from)
        legal = [state for state in legal if state in narrowed]
    if not legal:
        raise ValueError(f"No legal move of {model.__name__} leads to {to!r}.")
    moved = model._base_manager.filter(pk=obj.pk, **{f"{by_field}__in": legal}).update(
        **{by_field: to}, **changes
    )
    if not moved:
        return False
    obj.refresh_from_db(fields=[by_field, *changes])
    return True
