"""Learning and Employment Record – Resume Standard (LER-RS) of HR Open, inside a credential.

https://www.hropenstandards.org: a resume as the subject of a credential of the VC data model. It is
checked as any such credential. What it says is what whoever put the resume together says; jobs and
degrees in it that are credentials of others are not opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from passports.standards.formats import verifiable_credential
from passports.standards.formats.format import Format, contexts_of, types_of
from passports.standards.formats.text import member, text_of
from passports.standards.frozen import replace
from passports.standards.hints import Any
from passports.standards.types import Summary

_ADDRESS = re.compile(r"https?://schema\.hropenstandards\.org/[^\s#?]*LER-RSType\.json\Z")
_TYPES = frozenset({"LER-RS VC", "LERRS"})
NAME = "Learning and employment record (LER-RS)"


def is_address(value: object) -> bool:
    """Whether `value` is an address under which HR Open publishes LER-RS."""
    return isinstance(value, str) and _ADDRESS.match(value) is not None


def matches(data: Mapping[str, Any]) -> bool:
    """Whether `data` is a credential that says that it holds an LER-RS."""
    types = types_of(data)
    if "VerifiableCredential" not in types:
        return False
    if not _TYPES.isdisjoint(types):
        return True
    kind = member(data.get("credentialSubject"), "type")
    return any(map(is_address, (*contexts_of(data), *types, kind)))


def summary(data: Mapping[str, Any]) -> Summary:
    """What `data` says, for display: whose resume it is. No job or degree in it stands for it."""
    found = verifiable_credential.summary(data)
    issuer, name = (
        data.get("issuer"),
        member(member(data.get("credentialSubject"), "person"), "name"),
    )
    parts = [text_of(member(name, part)) for part in ("given", "family")]
    person = text_of(member(name, "formattedName")) or " ".join(part for part in parts if part)
    return replace(
        found,
        name=text_of(data.get("name")) or NAME,
        issuer_name=found.issuer_name or (issuer if isinstance(issuer, str) else "")[:200],
        subject_name=found.subject_name or person,
        achievement=None,
    )


FORMAT = Format(
    name="ler_rs",
    matches=matches,
    problems=verifiable_credential.problems,
    summary=summary,
)
