"""What keeps a credential from being issued, found before anything is signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from passports.standards.formats import detect, format_named
from passports.standards.formats.data_model import CONTEXT_2, version_of
from passports.standards.formats.format import as_list, types_of
from passports.standards.jsonld import SHIPPED, JsonLdError, canonicalize_completely
from passports.standards.types import DEFAULT_LIMITS
from passports.standards.uris import is_uri

MAX_PROBLEMS = 10
# Envelopes and presentations are made around credentials and by others.
NOT_ISSUED = frozenset(
    {
        "VerifiablePresentation",
        "EnvelopedVerifiableCredential",
        "EnvelopedVerifiablePresentation",
    }
)
_ENTRY = "BitstringStatusListEntry"


@dataclass(frozen=True, slots=True)
class IssuingProblem:
    """One place that must be mended first. `path` is like `credentialSubject.id`."""

    code: str
    path: str
    detail: str = ""


def problems_before_issuing(
    credential: Mapping[str, Any], *, contexts: Mapping[str, Any] | None = None
) -> list[IssuingProblem]:
    """Why `credential` must not be signed; empty if it may be.

    Its data model (VCDM 2.0 or 1.1, Open Badges 3.0), its status entries, and that every term is
    defined by a context that ships: what a verifier would drop is not signed. Raises nothing.
    """
    found = list(islice(_structure(credential), MAX_PROBLEMS))
    if found:
        return found
    unsecured = {name: value for name, value in credential.items() if name != "proof"}
    try:
        canonicalize_completely(
            unsecured,
            contexts=SHIPPED if contexts is None else contexts,
            limits=DEFAULT_LIMITS,
            i18n=True,
        )
    except JsonLdError as error:
        return [IssuingProblem(error.code.replace("@", ""), "@context", error.detail)]
    return []


def _structure(credential: Mapping[str, Any]) -> Iterator[IssuingProblem]:
    if not isinstance(credential.get("@context"), list):
        # https://www.w3.org/TR/vc-data-model-2.0/#contexts: an ordered set
        yield IssuingProblem("wrong_context", "@context", "must be a list")
        return
    if version_of(credential) == 0:
        detail = f"must begin with {CONTEXT_2}"
        yield IssuingProblem("wrong_context", "@context", detail)
        return
    if "VerifiableCredential" not in types_of(credential):
        yield IssuingProblem("wrong_type", "type", "VerifiableCredential is missing")
        return
    name = detect(credential)
    known = format_named(name)
    if known is None or not NOT_ISSUED.isdisjoint(types_of(credential)):
        yield IssuingProblem("unsupported_format", "type", f"{name} cannot be issued")
        return
    for problem in known.problems(credential, True):
        yield IssuingProblem(problem.code, problem.path, problem.detail)
    yield from _status_entries(credential)


def _status_entries(credential: Mapping[str, Any]) -> Iterator[IssuingProblem]:
    """https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry"""
    for entry in as_list(credential.get("credentialStatus")):
        if not isinstance(entry, Mapping) or _ENTRY not in types_of(entry):
            continue
        index, url = entry.get("statusListIndex"), entry.get("statusListCredential")
        if not (isinstance(index, str) and index.isascii() and index.isdigit()):
            yield IssuingProblem("bad_status_entry", "credentialStatus.statusListIndex")
        if not isinstance(url, str) or not is_uri(url):
            yield IssuingProblem("bad_status_entry", "credentialStatus.statusListCredential")
        if not isinstance(entry.get("statusPurpose"), str):
            yield IssuingProblem("bad_status_entry", "credentialStatus.statusPurpose")
        if isinstance(url, str) and entry.get("id") == url:
            yield IssuingProblem("bad_status_entry", "credentialStatus.id", "is the list's address")
