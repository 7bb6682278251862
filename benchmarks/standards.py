"""The standards engine beside its peers, in one run and on one core; needs no portal.

Seconds are processor time of the best of several rounds, so that other work on the machine does not
count. Every document has values of its own, and a tampered copy must be refused by each.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks import bulk, cold_start, worst_cases
from benchmarks.badges import SHAPES, badge
from benchmarks.pyld_peer import PyldPeer
from passports.standards import SigningKey, issue, verify_bytes
from passports.standards.jsonld import canonicalize
from passports.standards.types import Fetched, FetchFailed, Verdict

PEERS = Path(__file__).parent.parent / "tests" / "peers"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = SigningKey.from_seed(bytes(range(32)))
DOCUMENTS = 20 * SHAPES
ROUNDS = 8
PEER_DOCUMENTS = 2 * SHAPES


def no_network(url: str) -> Fetched:
    raise FetchFailed("refused", url, "no network", transient=False)


def is_verified(content: bytes) -> bool:
    """Full verification by ours: parse, structure, proof, key, dates, status, schema."""
    return verify_bytes(content, fetch=no_network, now=NOW).verdict is Verdict.VERIFIED


def run() -> None:
    print("\nStandards, one core, processor time, the best of several rounds")
    if hasattr(os, "sched_setaffinity"):
        everywhere = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(everywhere)})
    try:
        _one_core()
    finally:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, everywhere)
    cold_start.run()
    worst_cases.run()
    bulk.run()


def _one_core() -> None:
    badges = [badge(number, KEY.did) for number in range(DOCUMENTS)]
    counts = [canonicalize(item).count("\n") for item in badges]
    print(
        f"  {DOCUMENTS} Open Badges in {SHAPES} shapes, {min(counts)} to {max(counts)} statements,"
        f" {sum(counts) / len(counts):.0f} on average"
    )
    credentials = [_signed(item, "eddsa-rdfc-2022") for item in badges]
    tokens = [_signed(item, "vc+jwt") for item in badges]
    tampered = credentials[0].replace(b"Welds steel", b"Melts steel", 1)
    head, _, signature = tokens[0].split(b".")
    spoilt = b".".join([head, tokens[1].split(b".")[1], signature])
    if tampered == credentials[0] or is_verified(tampered) or is_verified(spoilt):
        raise RuntimeError("a tampered copy was taken")
    ours = _seconds(is_verified, credentials, ROUNDS)
    ours_token = _seconds(is_verified, tokens, ROUNDS)
    signed = [(token.rpartition(b".")[0], KEY.sign(token.rpartition(b".")[0])) for token in tokens]
    bare = _seconds(_bare, signed, ROUNDS)
    sodium = _seconds(_bare_sodium, signed, ROUNDS)
    _say("ours, eddsa-rdfc-2022", ours)
    _say("ours, VC-JWT with EdDSA", ours_token)
    _say("one bare Ed25519 verification of the bytes of the VC-JWT, by cryptography", bare)
    _say("the same by libsodium, which ours uses", sodium)
    print(
        f"  VC-JWT: {ours_token / bare:.2f} times the bare verification by cryptography (goal: 2),"
        f" {ours_token / sodium:.2f} times that by libsodium"
    )
    peer = _node(credentials, tokens, tampered, spoilt)
    if peer is None:
        return
    _say("@digitalcredentials/vc on Node.js", peer["credential"])
    _say("jose on Node.js, signature and header only", peer["token"])
    pyld = PyldPeer(peer["contexts"])
    if pyld.is_verified(tampered):
        raise RuntimeError("PyLD took a tampered copy")
    theirs = _seconds(pyld.is_verified, credentials[:PEER_DOCUMENTS], 2)
    _say("PyLD with cryptography", theirs)
    print(f"  ours is {peer['credential'] / ours:.1f} times the DCC stack (at least 15, goal 25),")
    print(f"  {theirs / ours:.1f} times PyLD with cryptography (at least 10),")
    print(f"  and as VC-JWT {peer['token'] / ours_token:.2f} times jose (goal: 1)")


OPENSSL_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key()


def _bare(pair: tuple[bytes, bytes]) -> bool:
    OPENSSL_KEY.verify(pair[1], pair[0])
    return True


def _bare_sodium(pair: tuple[bytes, bytes]) -> bool:
    return KEY.public.verify_ed25519(pair[1], pair[0])


def _signed(item: dict[str, Any], proof: str) -> bytes:
    made = issue(item, key=KEY, proof=proof, created=NOW)
    return made.encode() if isinstance(made, str) else json.dumps(made).encode()


def _seconds(check: Callable[[Any], bool], documents: Sequence[Any], rounds: int) -> float:
    """Processor time for each document, after one round that does not count."""
    best = float("inf")
    for number in range(rounds + 1):
        gc.collect()
        before = time.process_time()
        good = sum(check(document) for document in documents)
        took = time.process_time() - before
        if good != len(documents):
            raise RuntimeError("a good document was refused")
        if number:
            best = min(best, took / len(documents))
    return best


def _say(name: str, seconds: float) -> None:
    print(f"  {1 / seconds:8.0f} a second ({seconds * 1e6:6.0f} microseconds): {name}")


def _node(
    credentials: list[bytes], tokens: list[bytes], tampered: bytes, spoilt: bytes
) -> dict[str, Any] | None:
    if not (shutil.which("node") and shutil.which("npm")):
        print("  Node.js and npm are not installed: nothing to compare with.")
        return None
    if not (PEERS / "node_modules" / "jose").is_dir():
        subprocess.run(
            ["npm", "ci", "--ignore-scripts"], cwd=PEERS, check=True, capture_output=True
        )
    task = {
        "credentials": [item.decode() for item in credentials[:PEER_DOCUMENTS]],
        "tampered": json.loads(tampered),
        "tokens": [item.decode() for item in tokens],
        "tamperedToken": spoilt.decode(),
        "jwk": KEY.jwk,
        "rounds": 3,
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(task, file)
        file.flush()
        ran = subprocess.run(
            ["node", "speed.mjs", file.name], cwd=PEERS, capture_output=True, text=True, check=False
        )
    if ran.returncode:
        raise RuntimeError(ran.stderr[-2000:])
    answer: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return answer
