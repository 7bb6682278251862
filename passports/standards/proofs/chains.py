"""Proofs that build on other proofs of the same document.

https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passports.standards.finding import Finding, could_not, failed
from passports.standards.frozen import frozen, replace
from passports.standards.hints import Any
from passports.standards.types import Outcome


@frozen
class ProofResult:
    """Is the signature good, and is its key the issuer's? (`authority` None: no key was named.)"""

    proof: Finding
    authority: Finding | None = None


def previous_proofs(proof: Mapping[str, Any], proofs: Sequence[Any]) -> list[Any] | Finding:
    """The proofs that this one also signs (`previousProof`), in the order it names them."""
    if "previousProof" not in proof:
        return []
    value = proof["previousProof"]
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(name, str) and name for name in names):
        return failed("malformed_proof", "previousProof is neither a text nor a list of texts")
    if len(set(names)) != len(names):
        return failed("malformed_proof", "previousProof names a proof twice")
    if len(names) > len(proofs):
        return failed("previous_proof_missing", f"{len(names)} names for {len(proofs)} proofs")
    found = []
    for name in names:
        matches = [item for item in proofs if isinstance(item, Mapping) and item.get("id") == name]
        if len(matches) != 1:
            return failed("previous_proof_missing", name[:200])
        if matches[0] is proof:
            return failed("previous_proof_cycle", name[:200])
        found.append(matches[0])
    return found


def judge_chains(proofs: Sequence[Any], results: Sequence[ProofResult]) -> list[ProofResult]:
    """`results` where a proof counts only if all that it builds on are good.

    A proof in a circle cannot have been made honestly: each would have to be made after the other.
    """
    judged = list(results)
    place = {
        item["id"]: index
        for index, item in enumerate(proofs)
        if isinstance(item, Mapping) and isinstance(item.get("id"), str)
    }
    below = {
        index: _places(item, place) for index, item in enumerate(proofs) if isinstance(item, dict)
    }
    for index in range(len(judged)):
        reached = _reached(index, below)
        if index in reached:
            finding = failed("previous_proof_cycle", f"proof {index + 1}")
        elif any(results[other].proof.outcome is Outcome.FAILED for other in reached):
            finding = failed("previous_proof_not_good", f"proof {index + 1}")
        elif any(results[other].proof.outcome is not Outcome.PASSED for other in reached):
            finding = could_not("previous_proof_not_good", f"proof {index + 1}")
        else:
            continue
        if judged[index].proof.outcome is Outcome.PASSED:
            judged[index] = replace(judged[index], proof=finding)
    return judged


def _places(proof: Mapping[str, Any], place: Mapping[str, int]) -> list[int]:
    value = proof.get("previousProof", [])
    names = value if isinstance(value, list) else [value]
    return [place[name] for name in names if isinstance(name, str) and name in place]


def _reached(start: int, below: Mapping[int, Sequence[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(below.get(start, ()))
    while waiting:
        index = waiting.pop()
        if index not in found:
            found.add(index)
            waiting.extend(below.get(index, ()))
    return found
