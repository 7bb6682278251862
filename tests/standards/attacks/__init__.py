"""The table of attacks: each row an input, and the check and code that must answer it."""

from tests.standards.attacks import bundles, burdens, meaning, newer, parties, tokens
from tests.standards.attacks.row import Attack

PARTS = (tokens, parties, meaning, burdens, bundles, newer)
TABLE: tuple[Attack, ...] = tuple(row for part in PARTS for row in part.ROWS)
