"""What keeps a credential from being issued, found before anything is signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from passports.standards.formats import detect, format_named
from passports.standards.formats.data_model import CONTEXT_2, version_of
from passports.standards.formats.format import as_list, types_of
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.jsonld import SHIPPED, JsonLdError, canonicalize_completely
from passports.standards.related_resource import changed_contexts, unreadable_digests
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


@frozen
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
    known = SHIPPED if contexts is None else contexts
    found = list(islice(_structure(credential, known), MAX_PROBLEMS))
    if found:
        return found
    unsecured = {name: value for name, value in credential.items() if name != "proof"}
    try:
        canonicalize_completely(
            unsecured,
            contexts=known,
            limits=DEFAULT_LIMITS,
            i18n=True,
        )
    except JsonLdError as error:
        return [IssuingProblem(error.code.replace("@", ""), "@context", error.detail)]
    return []


def _structure(
    credential: Mapping[str, Any], contexts: Mapping[str, Any]
) -> Iterator[IssuingProblem]:
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
    for problem in (*unreadable_digests(credential), *changed_contexts(credential, contexts)):
        yield IssuingProblem(problem.code, problem.path, problem.detail)
    yield from _status_entries(credential)


def _status_entries(credential: Mapping[str, Any]) -> Iterator[IssuingProblem]:
    """https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry"""
    for entry in as_list(credential.get("credentialStatus")):
        if not isinstance(entry, Mapping) or _ENTRY not in types_of(entry):
            continue
        for member, fits in _ENTRY_RULES.items():
            if not fits(entry):
                yield IssuingProblem("bad_status_entry", f"credentialStatus.{member}")


def _has_good_index(entry: Mapping[str, Any]) -> bool:
    index = entry.get("statusListIndex")
    return isinstance(index, str) and index.isascii() and index.isdigit()


def _has_good_size(entry: Mapping[str, Any]) -> bool:
    size = entry.get("statusSize", 1)
    return isinstance(size, int) and not isinstance(size, bool) and size > 0


def _has_good_messages(entry: Mapping[str, Any]) -> bool:
    """One for each possible value: needed where there are more than two, or for a message."""
    size, messages = entry.get("statusSize", 1), entry.get("statusMessage")
    if not _has_good_size(entry):
        return True  # said already
    if messages is None:
        return bool(size == 1 and entry.get("statusPurpose") != "message")
    return (
        isinstance(messages, list)
        and size <= _LARGEST_SIZE
        and len(messages) == 1 << size
        and all(
            isinstance(each, Mapping)
            and isinstance(each.get("status"), str)
            and isinstance(each.get("message"), str)
            for each in messages
        )
    )


def _has_good_references(entry: Mapping[str, Any]) -> bool:
    return all(is_uri(each) for each in as_list(entry.get("statusReference", [])))


_LARGEST_SIZE = 16
_ENTRY_RULES: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "statusListIndex": _has_good_index,
    "statusListCredential": lambda entry: is_uri(entry.get("statusListCredential")),
    "statusPurpose": lambda entry: isinstance(entry.get("statusPurpose"), str),
    "id": lambda entry: "id" not in entry or entry["id"] != entry.get("statusListCredential"),
    "statusSize": _has_good_size,
    "statusMessage": _has_good_messages,
    "statusReference": _has_good_references,
}
