"""Every target on the kept corpus, then for its share of a minute with a fixed seed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fuzz.bounds import TooSlow, bounded
from tests.fuzz.mutation import mutate_json
from tests.fuzz.oracle import Originals, Violation, meaning
from tests.fuzz.running import run_all
from tests.fuzz.targets import TARGETS
from tests.fuzz.targets.documents import embedded_seeds, jcs_seeds

SECONDS = float(os.environ.get("FUZZ_CI_SECONDS", "60")) / len(TARGETS)

# Seeds whose bytes differ each time: another zlib or libjpeg packs the same into other bytes, a
# GZIP has its time in it, and a signature with ECDSA is drawn anew.
REMADE = {
    "status_list", "packed_bits", "other_lists", "qr_photo", "proof_value", "selective_proof",
}  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_for_its_share(name: str, tmp_path: Path) -> None:
    (result,) = run_all(
        [name], seconds=SECONDS, seed=1, found=tmp_path, at_once=1, guided=False
    )  # fmt: skip
    assert not result.failures, str(result)
    assert result.inputs > len(TARGETS[name].corpus())


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_holds_the_seeds_as_we_make_them(name: str) -> None:
    """Nobody else's files: what is not a seed is named after the finding that it shows."""
    target = TARGETS[name]
    seeds = target.seeds()
    for path in target.folder.iterdir():
        known = path.name in seeds or path.name.startswith("found-")
        assert known, f"{path}: neither a seed nor a finding"
        assert path.stat().st_size < 20_000
    for seed, content in seeds.items():
        kept = (target.folder / seed).read_bytes()
        assert name in REMADE or kept == content, f"{seed}: run python -m tests.fuzz.seeds"


def test_the_oracle_sees_another_meaning() -> None:
    """A verifier that believed everything would be found out."""
    originals = Originals(embedded_seeds().values(), exact=False)
    good = embedded_seeds()["badge.json"]
    tampered = good.replace(b"Welding certificate", b"Medical doctorate")
    originals.check = lambda content: Originals.check(originals, good)  # type: ignore[method-assign]
    with pytest.raises(Violation, match="another meaning"):
        originals(tampered)


def test_the_oracle_sees_a_changed_order_where_bytes_count() -> None:
    originals = Originals(jcs_seeds().values(), exact=True)
    good = jcs_seeds()["rich.json"]
    originals.check = lambda content: Originals.check(originals, good)  # type: ignore[method-assign]
    with pytest.raises(Violation, match="another meaning"):
        originals(good.replace(b"steel", b"steam"))


def test_what_json_ld_does_not_tell_apart() -> None:
    assert meaning({"a": ["x"], "b": None}) == meaning({"a": "x"})
    assert meaning({"a": ["x", "y"]}) == meaning({"a": ["y", "x"]})
    assert meaning({"a": ["x", "y"]}) != meaning({"a": ["x"]})
    assert meaning({"a": "1"}) != meaning({"a": 1})


def test_an_endless_input_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.bounds.CPU_SECONDS", 0.05)

    def endless(content: bytes) -> None:
        while True:
            pass

    with pytest.raises(TooSlow):
        bounded(endless)(b"")


def test_mutation_is_the_same_for_the_same_seed() -> None:
    import random

    content = embedded_seeds()["badge.json"]
    one, other = (
        [mutate_json(content, rng) for _ in range(50)]
        for rng in (random.Random(5), random.Random(5))
    )
    assert one == other
    assert len(set(one)) > 40
