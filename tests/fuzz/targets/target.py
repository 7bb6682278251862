"""One parser under fire."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.mutation import Mutate, mutate_bytes

CORPUS = Path(__file__).parents[1] / "corpus"


@dataclass(frozen=True)
class Target:
    """`prepare` returns the function that one input goes through; it is slow, and called once."""

    name: str
    prepare: Callable[[], Callable[[bytes], None]]
    seeds: Callable[[], dict[str, bytes]]
    mutate: Mutate = mutate_bytes

    @property
    def folder(self) -> Path:
        return CORPUS / self.name

    def corpus(self) -> list[bytes]:
        """The kept inputs: the seeds, and what once was answered wrongly."""
        return [path.read_bytes() for path in sorted(self.folder.iterdir())]

    def mutated(self, corpus: list[bytes], rng: random.Random) -> bytes:
        """One input near the corpus: most of the time changed as what it is."""
        content = rng.choice(corpus)
        change = self.mutate if rng.random() < 0.85 else mutate_bytes
        for _ in range(rng.choice((1, 1, 2, 3))):
            content = change(content, rng)
        return content
