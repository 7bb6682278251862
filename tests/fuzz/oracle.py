"""What must hold whatever the input: declared answers only, and no meaning that nobody signed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from passports.standards import parse
from passports.standards.frozen import replace
from passports.standards.types import (
    NotACredential,
    Outcome,
    Report,
    Summary,
    Verdict,
)
from tests.standards.making import Documents, check

# Members whose other spelling says the same, and that `verify` reads alike.
_ALIASES = {"@id": "id", "@type": "type"}


class Violation(AssertionError):
    """The oracle's word for a defect that is not an exception by itself."""


def require(holds: bool, what: str) -> None:
    if not holds:
        raise Violation(what)


def meaning(value: Any) -> Any:
    """A credential without what JSON-LD does not tell apart: order outside lists, an array of
    one, null, and how a whole number is written."""
    if isinstance(value, dict):
        if set(value) == {"@value"}:
            return meaning(value["@value"])
        # Contexts are left out at every level, as in `signed_part`: one that changed the sense of
        # a member would break the signature, or show up as a member of another name.
        found = {
            _ALIASES.get(name, name): meaning(item)
            for name, item in value.items()
            if name != "@context"
        }
        return {name: item for name, item in sorted(found.items()) if item is not None}
    if isinstance(value, list):
        items = {json.dumps(meaning(item), sort_keys=True) for item in value if item is not None}
        if not items:
            return None
        return json.loads(items.pop()) if len(items) == 1 else ["any of", *sorted(items)]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def signed_part(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the proofs of a credential are about. Contexts are left out: two that define the same
    terms alike are no different meaning, and the members are compared by themselves."""
    return {name: item for name, item in data.items() if name not in {"proof", "@context"}}


class Originals:
    """The documents that were signed, and nothing else may verify."""

    def __init__(self, contents: Iterable[bytes], *, exact: bool, **served: Any) -> None:
        self.served = served
        self.exact = exact
        self.known: list[tuple[Any, Summary | None]] = []
        for content in contents:
            report = self.check(content)
            require(report.verdict is Verdict.VERIFIED, f"a seed does not verify: {report.checks}")
            self.known.append((self._sense(content), _shown(report.summary)))

    def check(self, content: bytes) -> Report:
        return check(content, Documents(self.served))

    def _sense(self, content: bytes) -> Any:
        part = signed_part(parse(content).data)
        return json.dumps(part, sort_keys=True) if self.exact else meaning(part)

    def __call__(self, content: bytes) -> None:
        """One input: a whole report always, and `verified` for the originals' meaning only."""
        report = self.check(content)
        whole(report)
        if report.verdict is Verdict.VERIFIED:
            sense = self._sense(content)
            require(
                any(sense == known for known, _ in self.known), f"another meaning verified: {sense}"
            )
            shown = _shown(report.summary)
            require(
                any(sense == known and shown == summary for known, summary in self.known),
                f"verified, and shown as another: {shown}",
            )


def _shown(summary: Summary | None) -> Summary | None:
    """What a page shows, without order among types and without the list of proofs."""
    if summary is None:
        return None
    return replace(summary, types=tuple(sorted(set(summary.types))), proof_types=())


def whole(report: Report) -> None:
    """A report that a page can show: checks with codes, a verdict that fits them, JSON inside."""
    require(bool(report.checks), "a report without checks")
    failures = [item for item in report.checks if item.outcome is Outcome.FAILED]
    if report.verdict is Verdict.VERIFIED:
        decisive = [i for i in failures if i.name.value not in {"recipient", "issuer_recognized"}]
        require(not decisive, "verified, with a failed check")
        for name in ("structure", "proof", "issuer_key", "validity"):
            require(
                any(i.name.value == name and i.outcome is Outcome.PASSED for i in report.checks),
                f"verified, and {name} did not pass",
            )
    for item in report.checks:
        require(item.code.replace("_", "").isalnum(), f"an odd code: {item.code!r}")
        require(len(item.detail) < 5_000, f"a detail of {len(item.detail)} characters")
        params = json.dumps(dict(item.params), default=str)
        require(len(params) < 400_000, f"parameters of {len(params)} characters")
    for inner in report.nested:
        whole(inner)


def parse_only(content: bytes) -> None:
    """`parse` answers with a Document or NotACredential."""
    try:
        parse(content)
    except NotACredential as error:
        require(bool(error.code), "a refusal without a code")
