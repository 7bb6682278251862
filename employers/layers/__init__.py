"""The ways to an answer, in the order in which they are tried: one file and one line each.

A layer is a module with five names:
- `foresee(row)`: one sentence for the holder that says whom it would ask, or which credential
  answers, before anything is authorized; empty where it can say nothing. It has no effect. What it
  says stands in the disclosure that the holder signs, so it names no person but a role.
- `begin(row)`: what it says of a requested claim now, a reply with ASKED when it asked somebody
  who will say it later, or None when it can say nothing, so that the next layer is tried. Called
  inside the transaction that stores the reply; it does not talk to other hosts.
- `stop(row)`: nobody waits for its answer any longer. Called inside the transaction that ends it.
- `again(row, dispute)`: the holder disputes its answer: ask once more, if there is anybody to ask.
  Inside the transaction that opens the dispute.
- `LAYER`: its name in the database.

Where no layer knows anything, the answer is "could not be checked", with the reason that the
first layer gives (`held.reason_of`): absence is never a negative.
"""

from typing import Protocol

from employers.layers import attester, held, portal
from employers.layers.reply import Reply
from employers.models import Layer, RequestedClaim
from passports.models import Dispute


class LayerModule(Protocol):
    LAYER: Layer

    def foresee(self, row: RequestedClaim) -> str: ...

    def begin(self, row: RequestedClaim) -> Reply | None: ...

    def stop(self, row: RequestedClaim) -> None: ...

    def again(self, row: RequestedClaim, dispute: Dispute) -> None: ...


LAYERS: tuple[LayerModule, ...] = (held, portal, attester)


def layer_named(name: str) -> LayerModule:
    """Raises LookupError for a layer that nobody registered."""
    for layer in LAYERS:
        if name == layer.LAYER:
            return layer
    raise LookupError(name)


__all__ = ["LAYERS", "LayerModule", "Reply", "layer_named"]
